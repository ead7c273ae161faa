// Which format a readings file has, told from its first lines.
import { open } from 'node:fs/promises';
import { captureKind } from '../../../../shared/capture/capture-file.ts';
import type { ReadingsFormat } from '../../../../shared/contract/survey.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { type CsvLayout, columnName, decodeText, delimiterOf, withoutMark } from '../../../files/csv-layout.ts';
import { CsvRecords } from '../../../files/csv-records.ts';
import { fileError } from '../../../files/file-error.ts';
import { lineEnd } from '../../../files/text-lines.ts';
import type { DatabaseEngine } from '../../../ports/database.ts';
import type { SourceFile } from '../../../ports/files.ts';
import { isKismet } from './kismet.ts';

export interface ReadingsHead {
  readonly format: ReadingsFormat | undefined;
  /** First line of the file as it is. */
  readonly firstLine: string;
  /** Names of the CSV's columns; empty for a trace. */
  readonly columns: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly layout: CsvLayout;
}

const headBytes = 256 * 1024;
const sampleRows = 8;
const required = ['time', 'kind', 'radio', 'rssi_dbm'];

async function readHead(file: SourceFile): Promise<Buffer> {
  try {
    const handle = await open(file.path, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw fileError(error, file.name);
  }
}

const isDatabase = (head: Buffer): boolean => head.toString('latin1', 0, 16) === 'SQLite format 3\0';

/** The header and the first rows. */
function parseRows(lines: readonly string[], delimiter: string): (readonly string[])[] {
  const records = new CsvRecords(delimiter);
  const rows: (readonly string[])[] = [];
  for (const [index, line] of lines.entries()) {
    for (const record of records.add(line, index + 1)) if ('fields' in record) rows.push(record.fields);
    if (rows.length > sampleRows) break;
  }
  for (const record of records.end()) if ('fields' in record) rows.push(record.fields);
  return rows.slice(0, sampleRows + 1);
}

/** @throws AppError `no_usable_rows` for an empty file, `readings_unknown_format` for one that is no text */
export async function detectReadings(file: SourceFile, engine: DatabaseEngine): Promise<ReadingsHead> {
  const bytes = await readHead(file);
  const binary = captureKind(bytes) ?? (isDatabase(bytes) && isKismet(engine, file.path) ? 'kismet' : undefined);
  if (binary)
    return { format: binary, firstLine: '', columns: [], sample: [], layout: { delimiter: ',', encoding: 'utf8' } };
  const { text: head, encoding } = decodeText(bytes);
  const text = withoutMark(head);
  if (text.trim() === '') throw new AppError('no_usable_rows', { file: file.name, detail: 'it is empty' });
  if (text.includes('\0')) throw new AppError('readings_unknown_format', { file: file.name });
  // The head of a larger file ends in the middle of a line.
  const lines = text.split(lineEnd).slice(0, bytes.length < headBytes ? undefined : -1);
  const firstLine = lines[0] ?? text;
  if (/^\d{10,}\tTYPE_/m.test(text))
    return { format: 'ilc20', firstLine, columns: [], sample: [], layout: { delimiter: '\t', encoding } };
  const isWigle = firstLine.startsWith('WigleWifi-');
  const delimiter = isWigle ? ',' : delimiterOf(firstLine);
  const [columns = [], ...sample] = parseRows(isWigle ? lines.slice(1) : lines, delimiter);
  const names = columns.map(columnName);
  const isGroma = required.every((column) => names.includes(column));
  const format = isWigle ? 'wigle' : isGroma ? 'groma' : undefined;
  return { format, firstLine, columns, sample, layout: { delimiter, encoding } };
}
