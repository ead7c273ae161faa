// The documents against the code: what can be compared is.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { loadMigrations } from '../main/db/migrations.ts';

const root = join(import.meta.dirname, '..');
const pages = [
  'README.md',
  ...['docs', 'docs/adr'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`),
  ),
];
const read = (page: string) => readFileSync(join(root, page), 'utf8');

function schema(): Map<string, string[]> {
  const database = new DatabaseSync(':memory:');
  for (const { sql } of loadMigrations()) database.exec(sql);
  const tables = database
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*'`)
    .all();
  const columns = new Map(
    tables.map(({ name }) => [
      String(name),
      database
        .prepare('SELECT name FROM pragma_table_info(?)')
        .all(String(name))
        .map((column) => String(column['name'])),
    ]),
  );
  database.close();
  return columns;
}

describe('docs/file-format.md', () => {
  const sections = new Map(
    read('docs/file-format.md')
      .split('\n### ')
      .slice(1)
      .map((section) => [section.split('\n')[0] ?? '', section.split('\n## ')[0] ?? '']),
  );
  const documented = (table: string) =>
    [...(sections.get(table) ?? '').matchAll(/^\| (`.+?`) \|/gm)].flatMap((row) =>
      (row[1] ?? '').split(', ').map((name) => name.replaceAll('`', '')),
    );

  it('has a section for every table and no other', () => {
    expect([...sections.keys()].sort()).toEqual([...schema().keys()].sort());
  });

  it.each([...schema()])('explains every column of %s and no other', (table, columns) => {
    expect(documented(table).sort()).toEqual([...columns].sort());
  });

  it('names the format that migrations lead to', () => {
    expect(read('docs/file-format.md')).toContain(`every table and column of format ${loadMigrations().length} `);
  });
});

describe('links and paths', () => {
  it.each(pages)('of %s lead somewhere', (page) => {
    const links = [...read(page).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map((match) => match[1] ?? '');
    const files = links.filter((link) => !/^https?:/.test(link));
    expect(files.filter((link) => !existsSync(join(root, dirname(page), link)))).toEqual([]);
  });

  it.each(pages)('written as code in %s are there', (page) => {
    // `main/core/tasks.ts`, not `dist/` (made) and not patterns or names with a variable part.
    const paths = [...read(page).matchAll(/`((?:main|shared|renderer|preload|lab|build|e2e)\/[\w./-]*)`/g)];
    expect(paths.map((match) => match[1] ?? '').filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
