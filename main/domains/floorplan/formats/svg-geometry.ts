// Straight lines out of SVG elements, through their transforms, into the plan's pixels.
/** a b c d e f of the SVG matrix. */
export type Matrix = readonly [number, number, number, number, number, number];
export type Line = readonly [number, number, number, number];

export const identity: Matrix = [1, 0, 0, 1, 0, 0];

export function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ];
}

const numbers = (text: string): number[] => (text.match(/[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi) ?? []).map(Number);

function single(name: string, values: readonly number[]): Matrix {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = values;
  switch (name) {
    case 'matrix':
      return [a, b, c, d, e, f];
    case 'translate':
      return [1, 0, 0, 1, a, b];
    case 'scale':
      return [a, 0, 0, values.length > 1 ? b : a, 0, 0];
    case 'rotate': {
      const angle = (a * Math.PI) / 180;
      const turn: Matrix = [Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0];
      return multiply(multiply([1, 0, 0, 1, b, c], turn), [1, 0, 0, 1, -b, -c]);
    }
    case 'skewX':
      return [1, 0, Math.tan((a * Math.PI) / 180), 1, 0, 0];
    case 'skewY':
      return [1, Math.tan((a * Math.PI) / 180), 0, 1, 0, 0];
    default:
      return identity;
  }
}

export function readTransform(text: string | undefined): Matrix {
  let matrix = identity;
  for (const match of (text ?? '').matchAll(/\b([a-z]{4,10})\s{0,8}\(([^()]*)\)/gi))
    matrix = multiply(matrix, single(match[1] ?? '', numbers(match[2] ?? '')));
  return matrix;
}

function chain(points: readonly number[], isClosed: boolean): Line[] {
  const lines: Line[] = [];
  for (let index = 2; index + 1 < points.length; index += 2) {
    lines.push([points[index - 2] ?? 0, points[index - 1] ?? 0, points[index] ?? 0, points[index + 1] ?? 0]);
  }
  if (isClosed && points.length >= 6)
    lines.push([points.at(-2) ?? 0, points.at(-1) ?? 0, points[0] ?? 0, points[1] ?? 0]);
  return lines;
}

/** How many numbers a path command takes; curves only move the pen. */
const arity: Readonly<Record<string, number>> = { m: 2, l: 2, h: 1, v: 1, c: 6, s: 4, q: 4, t: 2, a: 7, z: 0 };

function pathLines(data: string): Line[] {
  const lines: Line[] = [];
  let [x, y, startX, startY] = [0, 0, 0, 0];
  for (const [, letter = '', rest = ''] of data.matchAll(/([mlhvcsqtaz])([^mlhvcsqtaz]*)/gi)) {
    const command = letter.toLowerCase();
    const isRelative = letter === command;
    const values = numbers(rest);
    const count = arity[command] ?? 0;
    if (command === 'z') {
      lines.push([x, y, startX, startY]);
      [x, y] = [startX, startY];
    }
    for (let index = 0; count > 0 && index + count <= values.length; index += count) {
      const last = values.slice(index, index + count);
      const [toX, toY] = endPoint(command, last, isRelative, [x, y]);
      if (command === 'm' && index === 0) [startX, startY] = [toX, toY];
      else if ('mlhv'.includes(command)) lines.push([x, y, toX, toY]);
      [x, y] = [toX, toY];
    }
  }
  return lines;
}

function endPoint(
  command: string,
  values: readonly number[],
  isRelative: boolean,
  [x, y]: readonly [number, number],
): [number, number] {
  const baseX = isRelative ? x : 0;
  const baseY = isRelative ? y : 0;
  if (command === 'h') return [baseX + (values[0] ?? 0), y];
  if (command === 'v') return [x, baseY + (values[0] ?? 0)];
  return [baseX + (values.at(-2) ?? 0), baseY + (values.at(-1) ?? 0)];
}

/** The straight lines of one element in its own coordinates; curves give none. */
export function elementLines(name: string, attributes: Readonly<Record<string, string>>): Line[] {
  const value = (key: string) => Number.parseFloat(attributes[key] ?? '0') || 0;
  switch (name) {
    case 'line':
      return [[value('x1'), value('y1'), value('x2'), value('y2')]];
    case 'rect': {
      const [x, y, width, height] = [value('x'), value('y'), value('width'), value('height')];
      return chain([x, y, x + width, y, x + width, y + height, x, y + height], true);
    }
    case 'polyline':
    case 'polygon':
      return chain(numbers(attributes['points'] ?? ''), name === 'polygon');
    case 'path':
      return pathLines(attributes['d'] ?? '');
    default:
      return [];
  }
}

export function transformLine([a, b, c, d, e, f]: Matrix, [x1, y1, x2, y2]: Line): Line {
  return [a * x1 + c * y1 + e, b * x1 + d * y1 + f, a * x2 + c * y2 + e, b * x2 + d * y2 + f];
}
