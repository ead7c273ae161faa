// The list of known transmitters: radio,name,kind,x_m,y_m,height_m,tx_power_dbm,freq_mhz.
import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { SkippedRow } from '../../../shared/contract/common.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { maxCoordinateM } from '../../../shared/model/units.ts';
import type { SourceFile } from '../../ports/files.ts';
import type { KnownRadio } from './store.ts';

interface ParsedRow {
  readonly record: Record<string, string>;
  readonly info: { readonly lines: number };
}
const required = ['radio', 'kind'] as const;

/** @throws AppError `no_usable_rows` */
export async function readRadioList(file: SourceFile): Promise<{ radios: KnownRadio[]; skipped: SkippedRow[] }> {
  const rows = parseRows(await readFile(file.path, 'utf8'), file.name);
  const missing = required.filter((column) => rows[0] && !(column in rows[0].record));
  if (missing.length > 0)
    throw new AppError('no_usable_rows', { file: file.name, detail: `the column ${missing.join(', ')} is missing` });
  const radios: KnownRadio[] = [];
  const skipped: SkippedRow[] = [];
  for (const { record, info } of rows) {
    const radio = readRadio(record);
    if (typeof radio === 'string') skipped.push({ line: info.lines, reason: radio });
    else radios.push(radio);
  }
  if (radios.length === 0)
    throw new AppError('no_usable_rows', { file: file.name, detail: skipped[0]?.reason ?? 'it is empty' });
  return { radios, skipped };
}

function parseRows(text: string, name: string): ParsedRow[] {
  try {
    return parse(text, {
      bom: true,
      columns: (header: string[]) => header.map((column) => column.trim().toLowerCase()),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch (error) {
    throw new AppError(
      'no_usable_rows',
      { file: name, detail: error instanceof Error ? error.message : 'it is not a CSV' },
      { cause: error },
    );
  }
}

/** A radio, or the reason why the row is none. */
function readRadio(record: Record<string, string>): KnownRadio | string {
  const key = (record['radio'] ?? '').toLowerCase();
  const kind = (record['kind'] ?? '').toLowerCase();
  if (key === '' || key.length > 200) return 'no radio';
  if (kind !== 'wifi' && kind !== 'ble') return `kind ${kind || '(empty)'} is neither wifi nor ble`;
  const number = (column: string, limit: number): number | undefined => {
    const text = record[column] ?? '';
    if (text === '') return undefined;
    const value = Number(text);
    if (!Number.isFinite(value) || Math.abs(value) > limit)
      throw new RangeError(`${column} ${text} is not a usable number`);
    return value;
  };
  try {
    return {
      key,
      kind,
      name: (record['name'] ?? '').slice(0, 200),
      xM: number('x_m', maxCoordinateM),
      yM: number('y_m', maxCoordinateM),
      heightM: number('height_m', 1_000),
      txPowerDbm: number('tx_power_dbm', 100),
      freqMhz: number('freq_mhz', 100_000),
    };
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}
