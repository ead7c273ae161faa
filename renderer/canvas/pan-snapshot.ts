// A layer while the plan is moved: drawn once with a rim around the window, then shifted. Thousands of walls and access points cost
// tens of milliseconds a frame where nothing but software draws; the same picture a few pixels further costs one copy.
import type { DrawContext } from './layers/ground.ts';
import type { PlanPalette } from './palette.ts';
import type { Scene } from './scene.ts';
import type { Size, View } from './view.ts';

/** So far the plan moves, in screen pixels, before the picture is drawn anew. */
const rimPx = 256;

interface Picture {
  readonly canvas: OffscreenCanvas;
  readonly view: View;
  readonly size: Size;
  readonly scene: Scene;
  readonly palette: PlanPalette;
}

/** How far the picture is to be shifted, or undefined where it shows something else than is asked for. */
export function shiftOf(
  picture: Omit<Picture, 'canvas'>,
  { view, size, scene, palette }: Omit<Picture, 'canvas'>,
): { readonly x: number; readonly y: number } | undefined {
  const isSame = picture.scene === scene && picture.palette === palette && picture.view.scale === view.scale;
  if (!isSame || picture.size.width !== size.width || picture.size.height !== size.height) return undefined;
  const [x, y] = [view.x - picture.view.x, view.y - picture.view.y];
  return Math.max(Math.abs(x), Math.abs(y)) <= rimPx ? { x, y } : undefined;
}

export class PanSnapshot {
  #picture: Picture | undefined;

  /** The picture no longer shows what there is, or is not needed any more. */
  forget(): void {
    this.#picture = undefined;
  }

  /** Paints by way of the picture; `paint` draws a whole layer. */
  draw(draw: DrawContext, paint: (draw: DrawContext) => void): void {
    const ratio = devicePixelRatio;
    let shift = this.#picture && shiftOf(this.#picture, draw);
    if (!shift) {
      this.#picture = this.#paint(draw, paint, ratio);
      shift = { x: 0, y: 0 };
    }
    const picture = this.#picture;
    if (!picture) {
      paint(draw);
      return;
    }
    // On whole pixels of the screen: between them the picture would be blurred.
    const on = (px: number) => Math.round(px * ratio) / ratio;
    const { canvas } = picture;
    draw.context.drawImage(
      canvas,
      on(shift.x) - rimPx,
      on(shift.y) - rimPx,
      canvas.width / ratio,
      canvas.height / ratio,
    );
  }

  #paint(draw: DrawContext, paint: (draw: DrawContext) => void, ratio: number): Picture | undefined {
    const { view, size, scene, palette } = draw;
    const large = { width: size.width + 2 * rimPx, height: size.height + 2 * rimPx };
    const canvas = new OffscreenCanvas(Math.ceil(large.width * ratio), Math.ceil(large.height * ratio));
    const context = canvas.getContext('2d');
    if (!context) return undefined;
    context.scale(ratio, ratio);
    paint({
      ...draw,
      // The layers draw with what both kinds of context have.
      context: context as unknown as CanvasRenderingContext2D,
      view: { ...view, x: view.x + rimPx, y: view.y + rimPx },
      size: large,
    });
    return { canvas, view, size, scene, palette };
  }
}
