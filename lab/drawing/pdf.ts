// The plan as a vector PDF at 1:100, written by hand: one page, one content stream, a standard font. ISO 32000-1.
import { buildingHeightM, buildingWidthM, type Layout } from '../office/layout.ts';
import { drawingLayers, type Shape } from './shapes.ts';

/** Points of 1/72 inch for a metre at 1:100. */
export const pointsPerM = 72 / 0.0254 / 100;
const n = (value: number): string => String(Math.round(value * 1000) / 1000);
/** PDF counts y upwards from the lower edge. */
const point = (x: number, y: number): string => `${n(x * pointsPerM)} ${n((buildingHeightM - y) * pointsPerM)}`;
/** How far a Bezier's handles reach to draw a quarter of a circle. */
const quarter = 0.5523;

function operators(shape: Shape): string {
  switch (shape.kind) {
    case 'line':
      return `${point(...shape.from)} m ${point(...shape.to)} l S`;
    case 'box': {
      const [x, y, width, height] = shape.box;
      return `${point(x, y + height)} ${n(width * pointsPerM)} ${n(height * pointsPerM)} re S`;
    }
    case 'swing': {
      const [hx, hy] = shape.hinge;
      const [ox, oy] = [shape.open[0] - hx, shape.open[1] - hy];
      const [sx, sy] = [shape.shut[0] - hx, shape.shut[1] - hy];
      const first = point(hx + ox + sx * quarter, hy + oy + sy * quarter);
      const second = point(hx + sx + ox * quarter, hy + sy + oy * quarter);
      return `${point(...shape.open)} m ${first} ${second} ${point(...shape.shut)} c S`;
    }
    case 'text': {
      const size = shape.sizeM * pointsPerM;
      // Helvetica's letters are about half as wide as high: enough to centre a room's name.
      const left = shape.at[0] * pointsPerM - (shape.text.length * size * 0.5) / 2;
      return `BT /F1 ${n(size)} Tf ${n(left)} ${n((buildingHeightM - shape.at[1]) * pointsPerM)} Td (${shape.text.replace(/[()\\]/g, '\\$&')}) Tj ET`;
    }
  }
}

export function drawPdf(layout: Layout): Uint8Array<ArrayBuffer> {
  const content = drawingLayers(layout)
    .map(({ strokeM, grey, shapes }) =>
      [`${n(grey)} G ${n(grey)} g ${n(strokeM * pointsPerM)} w 2 J`, ...shapes.map(operators)].join('\n'),
    )
    .join('\n');
  const size = `[0 0 ${n(buildingWidthM * pointsPerM)} ${n(buildingHeightM * pointsPerM)}]`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox ${size} /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((body, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const xref = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
