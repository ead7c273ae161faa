// What this window looks at: the open site, the floor, the screen. One place for all screens.
import { create } from 'zustand';
import type { OpenedSite } from '../../shared/contract/site.ts';

export type Screen = 'start' | 'plan' | 'walk' | 'settings';

interface Session {
  readonly site: OpenedSite | undefined;
  readonly floorId: string | undefined;
  readonly screen: Screen;
  readonly isInspectorShown: boolean;
  /** Left side of the status bar, filled by the screen. */
  readonly status: string;
}

/** Below this the inspector floats over the plan, so it waits until it is asked for. */
const inspectorFromPx = 1280;

export const useSession = create<Session>(() => ({
  site: undefined,
  floorId: undefined,
  screen: 'start',
  isInspectorShown: window.innerWidth >= inspectorFromPx,
  status: '',
}));

const set = useSession.setState;
export const sessionActions = {
  opened: (site: OpenedSite) => set({ site, floorId: undefined, screen: 'plan' }),
  closed: () => set({ site: undefined, floorId: undefined, screen: 'start', status: '' }),
  showFloor: (floorId: string | undefined) => set({ floorId }),
  show: (screen: Screen) => set({ screen, status: '' }),
  renamed: (name: string) => set(({ site }) => (site ? { site: { ...site, name } } : {})),
  showInspector: () => set({ isInspectorShown: true }),
  toggleInspector: () => set(({ isInspectorShown }) => ({ isInspectorShown: !isInspectorShown })),
  setStatus: (status: string) => set((before) => (before.status === status ? before : { status })),
};
