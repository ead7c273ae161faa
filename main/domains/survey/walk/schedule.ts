// Where a receiver is when, out of a CSV: seconds,x_m,y_m. For robots, and for a person who walks by a plan.
import { readFile } from 'node:fs/promises';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { decodeText } from '../../../files/csv-layout.ts';
import { readTable } from '../../../files/csv-table.ts';
import { fileError } from '../../../files/file-error.ts';
import type { SourceFile } from '../../../ports/files.ts';
import type { Schedule } from './walks.ts';

const columns = ['seconds', 'x_m', 'y_m'] as const;

/** @throws AppError `file_not_readable`, `no_usable_rows` */
export async function readSchedule(file: SourceFile): Promise<Schedule> {
  const bytes = await readFile(file.path).catch((error: unknown) => {
    throw fileError(error, file.name);
  });
  const schedule = readTable(decodeText(bytes).text, file.name, columns).rows.flatMap(({ record }) => {
    const [seconds = Number.NaN, xM = Number.NaN, yM = Number.NaN] = columns.map((column) =>
      Number(record[column] || Number.NaN),
    );
    const isUsable = [seconds, xM, yM].every(Number.isFinite) && seconds >= 0;
    return isUsable ? [{ afterMs: seconds * 1_000, place: { xM, yM } }] : [];
  });
  if (schedule.length === 0)
    throw new AppError('no_usable_rows', { file: file.name, detail: 'no row says seconds, x_m and y_m' });
  return schedule.sort((a, b) => a.afterMs - b.afterMs);
}
