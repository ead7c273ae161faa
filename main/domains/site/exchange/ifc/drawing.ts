// A storey as a drawing: what a cut above the sills shows, as SVG.
import type { PlanPoint, PlanSegment } from './section.ts';

export interface DrawingFrame {
  /** Top left, metres. */
  readonly xM: number;
  readonly yM: number;
  readonly widthM: number;
  readonly heightM: number;
  readonly metresPerPixel: number;
}

export interface StoreyDrawing {
  /** Cut through: filled. */
  readonly solid: readonly (readonly PlanPoint[])[];
  /** Doors, windows. */
  readonly thin: readonly PlanSegment[];
  /** Below the cut: stairs. */
  readonly faint: readonly PlanSegment[];
}

const px = (value: number): string => (Math.round(value * 100) / 100).toString();

export function drawStorey({ solid, thin, faint }: StoreyDrawing, frame: DrawingFrame): Uint8Array<ArrayBuffer> {
  const { xM, yM, widthM, heightM, metresPerPixel } = frame;
  const at = (x: number, y: number): string => `${px((x - xM) / metresPerPixel)} ${px((y - yM) / metresPerPixel)}`;
  const lines = (segments: readonly PlanSegment[]) =>
    segments.map(([x1, y1, x2, y2]) => `M${at(x1, y1)}L${at(x2, y2)}`).join('');
  const filled = solid.map((loop) => `M${loop.map(([x, y]) => at(x, y)).join('L')}Z`).join('');
  const [width, height] = [px(widthM / metresPerPixel), px(heightM / metresPerPixel)];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<rect width="100%" height="100%" fill="#ffffff"/>
<path d="${lines(faint)}" fill="none" stroke="#a8b0b8" stroke-width="1"/>
<path d="${lines(thin)}" fill="none" stroke="#5a6670" stroke-width="1.5"/>
<path d="${filled}" fill="#3a424a" fill-rule="evenodd" stroke="#20262c" stroke-width="1"/>
</svg>
`;
  return new TextEncoder().encode(svg);
}
