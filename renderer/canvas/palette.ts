// Colours of the plan, read from the theme's tokens: a canvas does not know CSS variables.
export interface PlanPalette {
  readonly isDark: boolean;
  readonly outside: string;
  readonly paper: string;
  readonly wall: string;
  readonly partition: string;
  readonly label: string;
  readonly halo: string;
  readonly line: string;
  readonly text: string;
  readonly panel: string;
  readonly accent: string;
  readonly unknown: string;
  readonly threshold: string;
  readonly grid: string;
}

export function readPalette(element: Element): PlanPalette {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    isDark: document.documentElement.dataset['theme'] !== 'light',
    outside: token('plan-outside'),
    paper: token('plan-paper'),
    wall: token('plan-wall'),
    partition: token('plan-partition'),
    label: token('plan-label'),
    halo: token('plan-halo'),
    line: token('line-2'),
    text: token('text-3'),
    panel: token('bg-1'),
    accent: token('accent'),
    unknown: token('sig-nodata'),
    threshold: token('sig-threshold'),
    grid: token('grid'),
  };
}

/** `#rrggbb` as numbers. */
export function rgb(hex: string): readonly [number, number, number] {
  const value = Number.parseInt(hex.replace('#', ''), 16);
  return Number.isNaN(value) ? [128, 128, 128] : [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
