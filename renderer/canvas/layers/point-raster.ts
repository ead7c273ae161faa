// Tens of thousands of points as pixels: paths of that many arcs would take seconds for each frame, stamps take milliseconds.
import type { Points } from '../scene.ts';
import type { Size, View } from '../view.ts';

interface Stamp {
  /** Offsets of the pixels from the point's own. */
  readonly rim: readonly (readonly [number, number])[];
  readonly core: readonly (readonly [number, number])[];
}

/** Pixels whose centres lie within a radius of the point. */
function disc(radiusPx: number): [number, number][] {
  const reach = Math.ceil(radiusPx);
  const offsets: [number, number][] = [];
  for (let y = -reach; y <= reach; y++) {
    for (let x = -reach; x <= reach; x++) if (Math.hypot(x, y) <= radiusPx) offsets.push([x, y]);
  }
  return offsets;
}

export function makeStamp(coreRadiusPx: number, rimRadiusPx: number): Stamp {
  return { core: disc(coreRadiusPx), rim: disc(rimRadiusPx) };
}

// ABGR, as a little-endian canvas stores its pixels.
const rimColour = 0xff1a1612;
const coreColour = 0xffffffff;

/** Stamps all points that are in the window into `pixels` (one number a pixel, `width` a row): first every rim, then every core. */
export function stampPoints(
  points: Points,
  view: View,
  stamp: Stamp,
  target: { pixels: Uint32Array; width: number; height: number; pixelRatio: number },
): void {
  const { pixels, width, height, pixelRatio } = target;
  const put = (offsets: Stamp['rim'], colour: number) => {
    for (let index = 0; index < points.xM.length; index++) {
      const x = Math.round((view.x + (points.xM[index] ?? 0) * view.scale) * pixelRatio);
      const y = Math.round((view.y + (points.yM[index] ?? 0) * view.scale) * pixelRatio);
      if (x < 0 || y < 0 || x >= width || y >= height) continue;
      for (const [dx, dy] of offsets) {
        const column = x + dx;
        const row = y + dy;
        if (column >= 0 && row >= 0 && column < width && row < height) pixels[row * width + column] = colour;
      }
    }
  };
  put(stamp.rim, rimColour);
  put(stamp.core, coreColour);
}

/** Draws points as pixels. The canvas is kept between frames. */
export class PointRaster {
  #canvas: OffscreenCanvas | undefined;

  draw(
    context: CanvasRenderingContext2D,
    points: Points,
    view: View,
    options: { size: Size; radiusPx: number; rimPx: number },
  ): void {
    const pixelRatio = devicePixelRatio;
    const [width, height] = [Math.ceil(options.size.width * pixelRatio), Math.ceil(options.size.height * pixelRatio)];
    if (this.#canvas?.width !== width || this.#canvas.height !== height)
      this.#canvas = new OffscreenCanvas(width, height);
    const raster = this.#canvas.getContext('2d', { willReadFrequently: true });
    if (!raster) return;
    const image = raster.createImageData(width, height);
    const stamp = makeStamp(options.radiusPx * pixelRatio, (options.radiusPx + options.rimPx) * pixelRatio);
    stampPoints(points, view, stamp, { pixels: new Uint32Array(image.data.buffer), width, height, pixelRatio });
    raster.putImageData(image, 0, 0);
    context.drawImage(this.#canvas, 0, 0, width / pixelRatio, height / pixelRatio);
  }
}
