// What lies over the frame: palette, keys, the dialogs about sites.
import { create } from 'zustand';

export type SiteDialog =
  | 'new'
  | 'open'
  | 'rename'
  | 'add-floor'
  | 'edit-floor'
  | 'remove-floor'
  | 'backup'
  | 'verify'
  | 'merge'
  | 'conflicts'
  | 'project';

interface Overlays {
  readonly isPaletteOpen: boolean;
  readonly isKeysOpen: boolean;
  readonly siteDialog: SiteDialog | undefined;
}
export const useOverlays = create<Overlays>(() => ({ isPaletteOpen: false, isKeysOpen: false, siteDialog: undefined }));

const set = useOverlays.setState;
export const overlayActions = {
  showPalette: (isPaletteOpen: boolean) => set({ isPaletteOpen }),
  showKeys: (isKeysOpen: boolean) => set({ isKeysOpen }),
  showSiteDialog: (siteDialog: SiteDialog | undefined) => set({ siteDialog }),
};
