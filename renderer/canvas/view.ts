// Where the plan lies on the screen: metres to pixels and back.
export interface View {
  /** Screen pixels for a metre. */
  readonly scale: number;
  /** Screen position of the plan's origin. */
  readonly x: number;
  readonly y: number;
}
export interface Size {
  readonly width: number;
  readonly height: number;
}
/** A rectangle in metres. */
export interface Box {
  readonly leftM: number;
  readonly topM: number;
  readonly widthM: number;
  readonly heightM: number;
}

export const minScale = 0.2;
export const maxScale = 600;

export const toScreen = (view: View, xM: number, yM: number): readonly [number, number] => [
  view.x + xM * view.scale,
  view.y + yM * view.scale,
];
export const toMetres = (view: View, x: number, y: number): readonly [number, number] => [
  (x - view.x) / view.scale,
  (y - view.y) / view.scale,
];

/** The view that shows the whole box with a margin around it. */
export function fitBox(box: Box, size: Size, marginPx: number): View {
  const scale = Math.min(
    maxScale,
    Math.max(
      minScale,
      Math.min(
        (size.width - 2 * marginPx) / Math.max(box.widthM, 0.1),
        (size.height - 2 * marginPx) / Math.max(box.heightM, 0.1),
      ),
    ),
  );
  return {
    scale,
    x: (size.width - box.widthM * scale) / 2 - box.leftM * scale,
    y: (size.height - box.heightM * scale) / 2 - box.topM * scale,
  };
}

/** Zooms so that the point under the pointer stays under it. */
export function zoomAt(view: View, factor: number, x: number, y: number): View {
  const scale = Math.min(maxScale, Math.max(minScale, view.scale * factor));
  const ratio = scale / view.scale;
  return { scale, x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio };
}

export const pan = (view: View, dx: number, dy: number): View => ({ ...view, x: view.x + dx, y: view.y + dy });

/** A round length (1, 2, 5 times a power of ten) of at least `minPx` on the screen, metres. */
export function roundLength(scale: number, minPx: number): number {
  const least = minPx / scale;
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5, 10].find((step) => step * power >= least * 0.999) ?? 10) * power;
}
