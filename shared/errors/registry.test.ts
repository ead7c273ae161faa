// The registry: sentences for people, and nothing left unfilled wherever an error is thrown.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { procedures } from '../contract/contract.ts';
import { AppError, ErrorShape, isAppError } from './app-error.ts';
import { commonErrors, type ErrorCode, errorCodes, errorRegistry } from './registry.ts';

const placeholders = (code: ErrorCode): string[] => {
  const { message, step } = errorRegistry[code];
  return [...`${message} ${step}`.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
};

describe('every error', () => {
  it.each(errorCodes)('%s says what happened and what to do', (code) => {
    const { message, step } = errorRegistry[code];
    expect(message.length).toBeGreaterThan(5);
    // site_read_only and floor_not_found bring theirs along.
    expect(step.length).toBeGreaterThan(5);
    expect(message).toMatch(/^[A-Z{].*[.}]$/);
    expect(step).toMatch(/^[A-Z{].*[.}]$/);
    expect(step).not.toBe(message);
  });

  it('is promised by some procedure, or can meet any call, or comes from a shell', () => {
    const promised = new Set<string>([...Object.values(procedures).flatMap((each) => each.errors), ...commonErrors]);
    // Reasons of a read-only site travel inside OpenedSite; the port is the shells' own business.
    const elsewhere = [
      'port_in_use',
      'site_open_elsewhere',
      'site_has_two_names',
      'site_not_writable',
      'task_not_resumable',
      // Of a source while a walk goes on: the walk tells it in its updates.
      'source_lost',
    ];
    expect(errorCodes.filter((code) => !promised.has(code) && !elsewhere.includes(code))).toEqual([]);
  });

  it('travels and comes back as itself', () => {
    for (const code of errorCodes) {
      const params = Object.fromEntries(placeholders(code).map((name) => [name, `<${name}>`]));
      const error = new AppError(code, params);
      const shape = ErrorShape.parse(JSON.parse(JSON.stringify(error.toShape())));
      expect(`${shape.message} ${shape.step}`).not.toMatch(/[{}]/);
      const back = AppError.fromShape(shape);
      expect(back).toMatchObject({ code, params, message: error.message, step: error.step, retry: error.retry });
      expect(isAppError(back, code)).toBe(true);
    }
  });

  it('fills only from its own params', () => {
    expect(new AppError('file_not_found', { file: '{toString} {file}' }).message).toBe(
      'There is no file {toString} {file}.',
    );
    expect(isAppError(new Error('no'))).toBe(false);
    expect(isAppError(new AppError('cancelled'), 'disk_full')).toBe(false);
  });
});

interface Use {
  readonly at: string;
  readonly code: string;
  /** Undefined where the object cannot be read from the text. */
  readonly given: readonly string[] | undefined;
}

function sourcesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourcesOf(path);
    return /\.tsx?$/.test(entry.name) && !/\.(test|d)\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

function keysOf(node: ts.Expression | undefined, file: ts.SourceFile): string[] | undefined {
  if (node === undefined) return [];
  if (ts.isIdentifier(node)) return keysOf(declarationOf(node.text, file), file);
  if (!ts.isObjectLiteralExpression(node)) return undefined;
  const keys: string[] = [];
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property)) {
      const spread = keysOf(property.expression, file);
      if (!spread) return undefined;
      keys.push(...spread);
    } else if (property.name) keys.push(property.name.getText(file));
  }
  return keys;
}

function declarationOf(name: string, file: ts.SourceFile): ts.Expression | undefined {
  let found: ts.Expression | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.name.getText(file) === name) found ??= node.initializer;
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function usesIn(path: string): Use[] {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const uses: Use[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText(file) === 'AppError') {
      const [code, params] = node.arguments ?? [];
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
      const at = `${path}:${line + 1}`;
      if (code && ts.isStringLiteral(code)) uses.push({ at, code: code.text, given: keysOf(params, file) });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return uses;
}

describe('every place that throws an error', () => {
  const uses = ['main', 'shared', 'lab', 'renderer', 'preload'].flatMap(sourcesOf).flatMap(usesIn);

  it('is found', () => {
    expect(uses.length).toBeGreaterThan(100);
    expect(uses.filter((use) => use.given === undefined).map((use) => use.at).length).toBeLessThan(5);
  });

  it('gives what the sentences need', () => {
    const lacking = uses.flatMap(({ at, code, given }) => {
      const missing = given && placeholders(code as ErrorCode).filter((name) => !given.includes(name));
      return missing && missing.length > 0 ? [`${at}: ${code} lacks ${missing.join(', ')}`] : [];
    });
    expect(lacking).toEqual([]);
  });

  it('uses every code there is', () => {
    const used = new Set(uses.map((use) => use.code));
    const withoutUse = errorCodes.filter((code) => !used.has(code));
    expect(withoutUse).toEqual([]);
  });
});
