// Commands that are there on every screen.
import type { OpenedSite } from '../../shared/contract/site.ts';
import { type Command, useCommands } from './commands.ts';
import { overlayActions, type SiteDialog } from './overlays.ts';
import { sessionActions, useSession } from './session.ts';
import { type SiteActions, useSiteActions } from './site-actions.ts';

/** Moves the focus to the next or the previous pane of the frame. */
function nextPane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(
    // A pane of panes is not one itself.
    (pane) => pane.offsetParent !== null && !pane.querySelector('[data-pane]'),
  );
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  panes[(at + step + panes.length) % panes.length]?.focus();
}

const group = 'Groma';
const frameCommands: readonly Command[] = [
  {
    id: 'palette',
    group,
    title: 'Search or run a command',
    keys: 'Ctrl K',
    run: () => overlayActions.showPalette(true),
  },
  { id: 'keys', group, title: 'All keys of this screen', keys: '?', run: () => overlayActions.showKeys(true) },
  { id: 'next-pane', group, title: 'Next pane', keys: 'F6', run: () => nextPane(1) },
  { id: 'previous-pane', group, title: 'Previous pane', keys: 'Shift F6', run: () => nextPane(-1) },
];

const screenCommands = (isClosed: boolean): Command[] => [
  { id: 'start', group: 'Go to', title: 'Start', keys: 'G H', run: () => sessionActions.show('start') },
  { id: 'plan', group: 'Go to', title: 'Plan', keys: 'G P', isOff: isClosed, run: () => sessionActions.show('plan') },
  { id: 'settings', group: 'Go to', title: 'Settings', keys: 'G ,', run: () => sessionActions.show('settings') },
];

function siteCommands(site: OpenedSite | undefined, { openPractice, close }: SiteActions): Command[] {
  const isClosed = site === undefined;
  const isFixed = isClosed || site.readOnly;
  const opens = (dialog: SiteDialog) => () => overlayActions.showSiteDialog(dialog);
  return [
    { id: 'open', group: 'Site', title: 'Open a site', keys: 'Ctrl O', run: opens('open') },
    { id: 'new', group: 'Site', title: 'New site', keys: 'Ctrl Alt N', run: opens('new') },
    { id: 'practice', group: 'Site', title: 'Open the practice site', run: openPractice },
    { id: 'rename', group: 'Site', title: 'Rename the site', isOff: isFixed, run: opens('rename') },
    { id: 'add-floor', group: 'Site', title: 'Add a floor', isOff: isFixed, run: opens('add-floor') },
    { id: 'project', group: 'Site', title: 'Import a project', isOff: isFixed, run: opens('project') },
    { id: 'merge', group: 'Site', title: 'Merge a copy of this site', isOff: isFixed, run: opens('merge') },
    { id: 'conflicts', group: 'Site', title: 'Conflicts', isOff: isClosed, run: opens('conflicts') },
    { id: 'backup', group: 'Site', title: 'Back up the site', isOff: isClosed, run: opens('backup') },
    { id: 'verify', group: 'Site', title: 'Check the site file', isOff: isClosed, run: opens('verify') },
    { id: 'close', group: 'Site', title: 'Close the site', isOff: isClosed, run: close },
  ];
}

export function useFrameCommands(): void {
  const site = useSession((session) => session.site);
  const actions = useSiteActions();
  useCommands([...frameCommands, ...screenCommands(site === undefined), ...siteCommands(site, actions)]);
}
