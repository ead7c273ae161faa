// Opening and closing sites, the same from every place that offers it.

import type { OpenedSite } from '../../shared/contract/site.ts';
import { showToast } from '../ui/toasts.tsx';
import { asAppError, invalidate, queryClient, useClient } from './client.tsx';
import { overlayActions } from './overlays.ts';
import { planActions } from './plan-view.ts';
import { sessionActions, useSession } from './session.ts';

export interface SiteActions {
  /** Shows a site that the core has just opened; the one that was shown before is closed. */
  show(site: OpenedSite): void;
  openFile(file: string): Promise<void>;
  openPractice(): void;
  close(): void;
}

export function useSiteActions(): SiteActions {
  const client = useClient();

  function leave(): void {
    const before = useSession.getState().site;
    if (!before) return;
    void client.call('site.closeSite', { siteId: before.siteId }).catch(() => undefined);
    queryClient.removeQueries({
      predicate: ({ queryKey }) => (queryKey[1] as { siteId?: string } | undefined)?.siteId === before.siteId,
    });
  }

  function show(site: OpenedSite): void {
    // Opening what is open already hands out the same site once more.
    if (useSession.getState().site?.siteId !== site.siteId) leave();
    planActions.forgetChoices();
    overlayActions.showSiteDialog(undefined);
    sessionActions.opened(site);
    invalidate('settings.listRecentSites');
  }

  async function openPractice(): Promise<void> {
    const dismiss = showToast('run', 'Opening the practice site');
    try {
      show(await client.call('site.openPracticeSite', {}));
    } catch (error) {
      const { message, step } = asAppError(error);
      showToast('fail', `${message} ${step}`);
    }
    dismiss();
  }

  return {
    show,
    openFile: async (file) => show(await client.call('site.openSite', { file })),
    openPractice: () => void openPractice(),
    close: () => {
      leave();
      planActions.forgetChoices();
      sessionActions.closed();
      invalidate('settings.listRecentSites');
    },
  };
}
