// A text file line by line, whatever ends its lines, in constant memory also where nothing does.
import { createReadStream } from 'node:fs';
import type { SourceFile } from '../ports/files.ts';
import { fileError } from './file-error.ts';

/** No row of a survey is longer. */
const maxLineLength = 1024 * 1024;
const chunkBytes = 128 * 1024;
/** Systems write \n, \r\n or \r, and files put together from several hold several. */
export const lineEnd = /\r\n|\n|\r/;

/**
 * The lines of a file, some at a time; undefined stands for one that is too long.
 * @throws AppError `file_not_readable`
 */
export async function* textLines(
  file: SourceFile,
  encoding: 'utf8' | 'latin1',
): AsyncGenerator<readonly (string | undefined)[]> {
  const stream = createReadStream(file.path, { highWaterMark: chunkBytes, encoding });
  let rest = '';
  let isTooLong = false;
  try {
    for await (const chunk of stream as AsyncIterable<string>) {
      file.onRead?.(stream.bytesRead);
      const text = rest + chunk;
      // A carriage return at the end may be one half of a line end.
      const end = text.endsWith('\r') ? text.length - 1 : text.length;
      const lines: (string | undefined)[] = text.slice(0, end).split(lineEnd);
      const last = lines.pop() ?? '';
      if (isTooLong && lines.length > 0) {
        lines[0] = undefined;
        isTooLong = false;
      }
      yield lines.map((line) => (line !== undefined && line.length > maxLineLength ? undefined : line));
      isTooLong ||= last.length > maxLineLength;
      rest = (isTooLong ? '' : last) + text.slice(end);
    }
    if (isTooLong) yield [undefined];
    else if (rest !== '') yield [rest.replace(/\r$/, '')];
  } catch (error) {
    throw fileError(error, file.name);
  } finally {
    stream.destroy();
  }
}
