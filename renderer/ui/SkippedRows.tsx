// Rows of a file that were left out, with their line and reason.
import type { SkippedRow } from '../../shared/contract/common.ts';
import { formatCount, plural } from './format.ts';
import { Note } from './notes.tsx';

const shownRows = 200;

export function SkippedRows({ rows, count }: { rows: readonly SkippedRow[]; count: number }) {
  if (count === 0) return null;
  return (
    <>
      <Note state="warn" title={`${plural(count, 'row was', 'rows were')} left out.`}>
        {count > shownRows
          ? `The first ${shownRows}:`
          : 'Mend them in the file and import it again; what is here already is not added twice.'}
      </Note>
      <div className="skipped">
        <table>
          <thead>
            <tr>
              <th className="number">Line</th>
              <th>Reason</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shownRows).map((row) => (
              <tr key={`${row.line} ${row.reason}`}>
                <td className="number">{formatCount(row.line)}</td>
                <td>{row.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
