// The plan as an SVG file: 20 user units a metre, one group for each layer, no margin.
import { buildingHeightM, buildingWidthM, type Layout } from '../office/layout.ts';
import { drawingLayers, type Shape } from './shapes.ts';

const unitsPerM = 20;
const n = (metres: number): string => String(Math.round(metres * unitsPerM * 100) / 100);
const hex = (grey: number): string => {
  const part = Math.round(grey * 255)
    .toString(16)
    .padStart(2, '0');
  return `#${part}${part}${part}`;
};

function element(shape: Shape, grey: number): string {
  switch (shape.kind) {
    case 'line':
      return `<line x1="${n(shape.from[0])}" y1="${n(shape.from[1])}" x2="${n(shape.to[0])}" y2="${n(shape.to[1])}"/>`;
    case 'box':
      return `<rect x="${n(shape.box[0])}" y="${n(shape.box[1])}" width="${n(shape.box[2])}" height="${n(shape.box[3])}"/>`;
    case 'swing': {
      const radius = n(Math.hypot(shape.open[0] - shape.hinge[0], shape.open[1] - shape.hinge[1]));
      return `<path d="M${n(shape.open[0])} ${n(shape.open[1])}A${radius} ${radius} 0 0 1 ${n(shape.shut[0])} ${n(shape.shut[1])}"/>`;
    }
    case 'text':
      return `<text x="${n(shape.at[0])}" y="${n(shape.at[1])}" font-size="${n(shape.sizeM)}" fill="${hex(grey)}" text-anchor="middle" font-family="Helvetica, Arial, sans-serif">${shape.text}</text>`;
  }
}

export function drawSvg(layout: Layout): string {
  const width = buildingWidthM * unitsPerM;
  const height = buildingHeightM * unitsPerM;
  const groups = drawingLayers(layout).map(({ name, strokeM, grey, shapes }) => {
    const style =
      strokeM > 0 ? ` fill="none" stroke="${hex(grey)}" stroke-width="${n(strokeM)}" stroke-linecap="square"` : '';
    return `<g id="${name}"${style}>\n${shapes.map((shape) => element(shape, grey)).join('\n')}\n</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">\n<rect width="${width}" height="${height}" fill="#ffffff"/>\n${groups.join('\n')}\n</svg>\n`;
}
