// The list of known transmitters: radio,name,kind,x_m,y_m,height_m,tx_power_dbm,freq_mhz.
import { readFile } from 'node:fs/promises';
import type { SkippedRow } from '../../../shared/contract/common.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { RadioKind } from '../../../shared/model/radio.ts';
import { maxCoordinateM } from '../../../shared/model/units.ts';
import { decodeText } from '../../files/csv-layout.ts';
import { readTable, type TableRow } from '../../files/csv-table.ts';
import { fileError } from '../../files/file-error.ts';
import type { SourceFile } from '../../ports/files.ts';

export interface KnownRadio {
  readonly key: string;
  readonly name: string;
  readonly kind: RadioKind;
  readonly xM: number | undefined;
  readonly yM: number | undefined;
  readonly heightM: number | undefined;
  readonly txPowerDbm: number | undefined;
  readonly freqMhz: number | undefined;
}

const required = ['radio', 'kind'] as const;

/** @throws AppError `no_usable_rows`, `file_not_readable` */
export async function readRadioList(file: SourceFile): Promise<{ radios: KnownRadio[]; skipped: SkippedRow[] }> {
  const radios: KnownRadio[] = [];
  const table = readTable(decodeText(await readBytes(file)).text, file.name, required);
  const skipped: SkippedRow[] = [...table.skipped];
  for (const { record, line } of table.rows) {
    const radio = readRadio(record);
    if (typeof radio === 'string') skipped.push({ line, reason: radio });
    else radios.push(radio);
  }
  if (radios.length === 0)
    throw new AppError('no_usable_rows', { file: file.name, detail: skipped[0]?.reason ?? 'it is empty' });
  return { radios, skipped };
}

async function readBytes(file: SourceFile): Promise<Buffer> {
  try {
    return await readFile(file.path);
  } catch (error) {
    throw fileError(error, file.name);
  }
}

/** A radio, or the reason why the row is none. */
function readRadio(record: TableRow['record']): KnownRadio | string {
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
