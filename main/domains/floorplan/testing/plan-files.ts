// For tests: small plan files of every format, made here, good and bad.
import { crc32, deflateSync } from 'node:zlib';

export const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** A PNG of one bit a pixel from its rows, each with its filter byte in front. */
function pngFrom(widthPx: number, heightPx: number, rows: readonly Buffer[]): Uint8Array<ArrayBuffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.concat(rows), { level: 1 });
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return new Uint8Array(
    Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', new Uint8Array())]),
  );
}

function whiteRow(widthPx: number): Buffer {
  const row = Buffer.alloc(1 + Math.ceil(widthPx / 8), 0xff);
  row[0] = 0;
  return row;
}

/** A white PNG of one bit a pixel; `rows` fewer than its height leave the rest of the picture out. */
export const pngOf = (widthPx: number, heightPx: number, rows = heightPx): Uint8Array<ArrayBuffer> =>
  pngFrom(widthPx, heightPx, new Array<Buffer>(rows).fill(whiteRow(widthPx)));

/** A white PNG with black squares on it; `left` and `size` are multiples of 8. */
export function markedPng(
  widthPx: number,
  heightPx: number,
  marks: readonly { readonly left: number; readonly top: number; readonly size: number }[],
): Uint8Array<ArrayBuffer> {
  const rows = new Array<Buffer>(heightPx).fill(whiteRow(widthPx));
  for (const { left, top, size } of marks) {
    const row = whiteRow(widthPx).fill(0, 1 + left / 8, 1 + (left + size) / 8);
    rows.fill(row, top, top + size);
  }
  return pngFrom(widthPx, heightPx, rows);
}

export interface DxfOptions {
  /** Value of $INSUNITS; undefined leaves the header out. */
  readonly unit?: number | undefined;
  readonly blocks?: string;
  readonly layers?: string;
}

/** Groups of a DXF, code and value in turn. */
export const groups = (...values: readonly (string | number)[]): string => `${values.join('\n')}\n`;

export const dxfLine = (layer: string, x1: number | string, y1: number | string, x2: number | string, y2: number) =>
  groups(0, 'LINE', 8, layer, 10, x1, 20, y1, 30, 0, 11, x2, 21, y2, 31, 0);

export function dxfOf(entities: string, options: DxfOptions = {}): string {
  const section = (name: string, body: string) => groups(0, 'SECTION', 2, name) + body + groups(0, 'ENDSEC');
  const units = options.unit === undefined ? '' : groups(9, '$INSUNITS', 70, options.unit);
  return [
    section('HEADER', groups(9, '$ACADVER', 1, 'AC1015') + units),
    options.layers === undefined ? '' : section('TABLES', options.layers),
    options.blocks === undefined ? '' : section('BLOCKS', options.blocks),
    section('ENTITIES', entities),
    groups(0, 'EOF'),
  ].join('');
}

/** A room drawn on a sheet that starts at the origin: the margin left and below is kept right and above. */
export const dxfRoom = (width: number, height: number, margin: number, layer = 'A-WALL'): string => {
  const [left, bottom, right, top] = [margin, margin, width - margin, height - margin];
  return [
    dxfLine(layer, left, bottom, right, bottom),
    dxfLine(layer, right, bottom, right, top),
    dxfLine(layer, right, top, left, top),
    dxfLine(layer, left, top, left, bottom),
  ].join('');
};

export const dxfBlock = (name: string, entities: string): string =>
  groups(0, 'BLOCK', 8, 0, 2, name, 70, 0, 10, 0, 20, 0, 30, 0) + entities + groups(0, 'ENDBLK', 8, 0);
export const dxfInsert = (block: string, ...more: readonly (string | number)[]): string =>
  groups(0, 'INSERT', 8, 0, 2, block, 10, 0, 20, 0, 30, 0, ...more);

/** The same groups as a binary DXF: codes of two bytes, values by the range of their code. */
export function binaryDxf(text: string): Uint8Array<ArrayBuffer> {
  const lines = text.split('\n');
  const parts: Buffer[] = [Buffer.from('AutoCAD Binary DXF\r\n\u001a\0', 'latin1')];
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const [code, value = ''] = [Number(lines[at]), lines[at + 1]];
    const head = Buffer.alloc(2);
    head.writeInt16LE(code);
    let body = Buffer.from(`${value}\0`);
    if (code >= 10 && code <= 59) {
      body = Buffer.alloc(8);
      body.writeDoubleLE(Number(value));
    } else if (code >= 60 && code <= 79) {
      body = Buffer.alloc(2);
      body.writeInt16LE(Number(value));
    } else if (code >= 90 && code <= 99) {
      body = Buffer.alloc(4);
      body.writeInt32LE(Number(value));
    }
    parts.push(head, body);
  }
  return new Uint8Array(Buffer.concat(parts));
}

export const svgOf = (body: string, attributes = 'width="400" height="300" viewBox="0 0 400 300"'): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${body}</svg>`;
export const svgBox = '<rect x="5" y="5" width="390" height="290" fill="none" stroke="#000"/>';

/** A PDF of pages with one line each; `trailer` goes into its trailer, `objects` behind the pages. */
export function pdfOf(
  sizes: readonly (readonly [number, number])[],
  more: { trailer?: string; objects?: readonly string[] } = {},
): Uint8Array<ArrayBuffer> {
  const pages = sizes.flatMap(([width, height], index) => {
    const content = `2 w 10 10 m ${width - 10} ${height - 10} l S`;
    return [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents ${4 + index * 2} 0 R /Resources << >> >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ];
  });
  const kids = sizes.map((_size, index) => `${3 + index * 2} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${sizes.length} >>`,
    ...pages,
    ...(more.objects ?? []),
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((body, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const xref = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${more.trailer ?? ''} >>\nstartxref\n${xref}\n%%EOF\n`;
  return encode(text);
}

/** Encrypted as in PDF 1.4 (RC4, 40 bit) with a password that is not the empty one. */
export function lockedPdf(): Uint8Array<ArrayBuffer> {
  const hex = (seed: number) => Buffer.alloc(32, seed).toString('hex');
  return pdfOf([[600, 400]], {
    objects: [`<< /Filter /Standard /V 1 /R 2 /O <${hex(0x5a)}> /U <${hex(0xa5)}> /P -4 >>`],
    trailer: `/Encrypt 5 0 R /ID [<${hex(1).slice(0, 32)}> <${hex(1).slice(0, 32)}>]`,
  });
}
