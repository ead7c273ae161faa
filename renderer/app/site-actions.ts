// Opening and closing sites, the same from every place that offers it.

import type { OpenedSite } from '../../shared/contract/site.ts';
import type { SiteId } from '../../shared/model/ids.ts';
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

  function giveBack(siteId: SiteId): void {
    void client.call('site.closeSite', { siteId }).catch(() => undefined);
  }

  function leave(): void {
    const before = useSession.getState().site;
    if (!before) return;
    giveBack(before.siteId);
    queryClient.removeQueries({
      predicate: ({ queryKey }) => (queryKey[1] as { siteId?: string } | undefined)?.siteId === before.siteId,
    });
  }

  function show(site: OpenedSite): void {
    // What is open already is handed out once more; one hold of it is enough.
    if (useSession.getState().site?.siteId === site.siteId) giveBack(site.siteId);
    else leave();
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
