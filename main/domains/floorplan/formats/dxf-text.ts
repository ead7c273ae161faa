// A DXF's bytes into text groups that the parser can be trusted with: binary files converted, entities counted, units read.
import { AppError } from '../../../../shared/errors/app-error.ts';
import { limits } from './limits.ts';

const binaryMagic = 'AutoCAD Binary DXF\r\n\x1a\0';

/** Metres for each value of $INSUNITS. Autodesk, DXF reference, HEADER section. */
const unitTable: Readonly<Record<number, readonly [string, number]>> = {
  1: ['inches', 0.0254],
  2: ['feet', 0.3048],
  3: ['miles', 1609.344],
  4: ['millimetres', 0.001],
  5: ['centimetres', 0.01],
  6: ['metres', 1],
  7: ['kilometres', 1000],
  8: ['microinches', 2.54e-8],
  9: ['mils', 2.54e-5],
  10: ['yards', 0.9144],
  13: ['micrometres', 1e-6],
  14: ['decimetres', 0.1],
  15: ['decametres', 10],
  16: ['hectometres', 100],
  21: ['US survey feet', 1200 / 3937],
};

export interface DxfUnit {
  readonly name: string;
  readonly metres: number;
}

/** Type of the value that follows a group code in a binary DXF. */
function readValue(view: DataView, at: number, code: number): { text: string; next: number } {
  const isIn = (from: number, to: number) => code >= from && code <= to;
  if (isIn(10, 59) || isIn(110, 149) || isIn(210, 239) || isIn(460, 469) || isIn(1010, 1059))
    return { text: String(view.getFloat64(at, true)), next: at + 8 };
  if (isIn(60, 79) || isIn(170, 179) || isIn(270, 289) || isIn(370, 389) || isIn(400, 409) || isIn(1060, 1070))
    return { text: String(view.getInt16(at, true)), next: at + 2 };
  if (isIn(90, 99) || isIn(420, 429) || isIn(440, 459) || code === 1071)
    return { text: String(view.getInt32(at, true)), next: at + 4 };
  if (isIn(160, 169)) return { text: String(view.getBigInt64(at, true)), next: at + 8 };
  if (isIn(290, 299)) return { text: String(view.getUint8(at)), next: at + 1 };
  if (isIn(310, 319) || code === 1004) return { text: '', next: at + 1 + view.getUint8(at) };
  let end = at;
  while (view.getUint8(end) !== 0) end++;
  const bytes = new Uint8Array(view.buffer, view.byteOffset + at, end - at);
  return { text: new TextDecoder().decode(bytes), next: end + 1 };
}

function fromBinary(bytes: Uint8Array, name: string): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const lines: string[] = [];
  let at = binaryMagic.length;
  // Group codes are one byte up to R12, two bytes since; the first group is always "0 SECTION".
  const isWide = bytes[at + 1] === 0;
  try {
    while (at < bytes.length) {
      let code = isWide ? view.getInt16(at, true) : view.getUint8(at);
      at += isWide ? 2 : 1;
      if (!isWide && code === 255) {
        code = view.getInt16(at, true);
        at += 2;
      }
      const { text, next } = readValue(view, at, code);
      lines.push(String(code), text);
      at = next;
      if (code === 0 && text === 'EOF') break;
    }
  } catch (error) {
    throw new AppError(
      'plan_damaged',
      { file: name, format: 'DXF', detail: 'the binary file ends in the middle of a value' },
      { cause: error },
    );
  }
  return lines.join('\n');
}

/** @throws AppError `plan_damaged`, `plan_too_complex` */
export function dxfText(bytes: Uint8Array, name: string): string {
  const isBinary = new TextDecoder('latin1').decode(bytes.subarray(0, binaryMagic.length)) === binaryMagic;
  const text = isBinary ? fromBinary(bytes, name) : decodeText(bytes);
  countEntities(text, name);
  return text;
}

/** Since 2007 DXF is UTF-8; before, the code page of the computer, for which Latin-1 stands in. */
function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Group code 0 begins every entity and table entry: counted before the parser builds an object for each. */
function countEntities(text: string, name: string): void {
  let count = 0;
  const begins = /^[ \t]*0[ \t]*\r?\n[ \t]*[A-Z]/gm;
  while (begins.exec(text)) {
    if (++count > limits.dxfEntities)
      throw new AppError('plan_too_complex', { file: name, limit: limits.dxfEntities, things: 'entities' });
  }
  if (count === 0) throw new AppError('plan_damaged', { file: name, format: 'DXF', detail: 'it has no sections' });
}

/** The unit that the header declares, if it declares one. */
export function declaredUnit(text: string): DxfUnit | undefined {
  const match = /\$INSUNITS[ \t]*\r?\n[ \t]*70[ \t]*\r?\n[ \t]*(\d+)/.exec(text);
  const entry = match ? unitTable[Number(match[1])] : undefined;
  return entry && { name: entry[0], metres: entry[1] };
}
