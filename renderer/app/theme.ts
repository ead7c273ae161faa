// Theme and density, as the settings say; kept in the browser too, so that the next start does not flash.
import { useLayoutEffect, useSyncExternalStore } from 'react';
import { useCall } from './client.tsx';

export type ThemeName = 'dark' | 'light';
const prefersLight = window.matchMedia('(prefers-color-scheme: light)');
const onChange = (changed: () => void) => {
  prefersLight.addEventListener('change', changed);
  return () => prefersLight.removeEventListener('change', changed);
};

/** The theme that is shown, whatever was chosen. */
export function useThemeName(): ThemeName {
  const { data: settings } = useCall('settings.getSettings', {});
  const isSystemLight = useSyncExternalStore(onChange, () => prefersLight.matches);
  if (settings === undefined) return document.documentElement.dataset['theme'] === 'light' ? 'light' : 'dark';
  return settings.theme === 'system' ? (isSystemLight ? 'light' : 'dark') : settings.theme;
}

/** Puts theme and density on the page: in a layout effect, before canvases read their colours. */
export function useApplyTheme(): void {
  const { data: settings } = useCall('settings.getSettings', {});
  const theme = useThemeName();
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = theme;
    if (!settings) return;
    document.documentElement.dataset['density'] = settings.density;
    localStorage.setItem('groma.theme', settings.theme);
  }, [theme, settings]);
}
