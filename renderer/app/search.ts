// What the palette finds for the words that were typed.
import type { Command } from './commands.ts';

const shownRows = 60;

/** Every word must occur; rows that begin with the first one come first. */
export function search(rows: readonly Command[], text: string): Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const place = (row: Command) => (row.title.toLowerCase().startsWith(words[0] ?? '') ? 0 : 1);
  const found = rows.filter((row) =>
    words.every((word) => `${row.title} ${row.group} ${row.search ?? ''}`.toLowerCase().includes(word)),
  );
  return (words.length > 0 ? found.toSorted((a, b) => place(a) - place(b)) : found).slice(0, shownRows);
}
