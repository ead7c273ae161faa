// Who has which site open: a window that goes away without a word (a closed tab, a crash) must not hold its sites for ever.
import type { OpenedSite } from '../../shared/contract/site.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { SiteId } from '../../shared/model/ids.ts';
import type { Channel } from '../../shared/rpc/channel.ts';
import type { HandlerTable } from '../../shared/rpc/server.ts';

/** A page that is loaded again is back by then, and its import goes on. */
const graceMs = 15_000;
/** How often a site that a window left is asked whether its tasks are done. */
const pollMs = 2_000;

export interface SiteHolders {
  release(siteId: SiteId): Promise<void>;
  /** True while a task of the site runs: its file stays open for it. */
  isBusy(siteId: SiteId): boolean;
}

type Handler = HandlerTable[string];

/** The handlers of one connection: what it opens is closed with it. */
export function ofConnection(channel: Channel, handlers: HandlerTable, holders: SiteHolders): HandlerTable {
  const held: SiteId[] = [];
  let isGone = false;
  const opening =
    (handler: Handler | undefined): Handler =>
    async (input, context) => {
      const opened = (await handler?.(input, context)) as OpenedSite;
      held.push(opened.siteId);
      if (isGone) leave(held.splice(0), holders);
      // Whoever asked has given up waiting, and knows of no site to close.
      else if (context.signal.aborted) leave(held.splice(held.lastIndexOf(opened.siteId), 1), holders);
      return opened;
    };
  const closing: Handler = async (input) => {
    const { siteId } = input as { siteId: SiteId };
    const at = held.indexOf(siteId);
    if (at < 0) throw new AppError('site_not_open');
    held.splice(at, 1);
    await holders.release(siteId);
    return {};
  };
  channel.onClose(() => {
    isGone = true;
    leave(held.splice(0), holders);
  });
  return {
    ...handlers,
    'site.createSite': opening(handlers['site.createSite']),
    'site.openSite': opening(handlers['site.openSite']),
    'site.openPracticeSite': opening(handlers['site.openPracticeSite']),
    'site.closeSite': closing,
  };
}

function leave(sites: readonly SiteId[], holders: SiteHolders): void {
  for (const siteId of sites) {
    const tryAgain = () => {
      if (holders.isBusy(siteId)) setTimeout(tryAgain, pollMs).unref();
      // The core may have closed it meanwhile.
      else void holders.release(siteId).catch(() => undefined);
    };
    setTimeout(tryAgain, graceMs).unref();
  }
}
