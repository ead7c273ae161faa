// Flags from a procedure's input schema: `--metres-per-pixel 0.05` for the field metresPerPixel.
import * as z from 'zod';
import type { Procedure } from '../../../shared/contract/define.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { Verb } from './verbs.ts';

/** A flag or a positional argument of a verb. */
export interface Flag {
  readonly field: string;
  readonly name: string;
  readonly shape: 'text' | 'number' | 'switch' | 'numbers' | 'file' | 'json';
  readonly isRequired: boolean;
  readonly choices?: readonly string[];
  readonly fallback?: string;
  /** For people, from the schema. */
  readonly meaning?: string;
}

interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly prefixItems?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly default?: unknown;
  readonly description?: string;
}

const kebab = (field: string): string => field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function choicesOf(schema: JsonSchema): string[] | undefined {
  if (schema.enum) return schema.enum.map(String);
  if (schema.const !== undefined) return [String(schema.const)];
  const parts = schema.anyOf?.map(choicesOf);
  return parts?.every((part) => part !== undefined) ? parts.flat() : undefined;
}

function shapeOf(field: string, schema: JsonSchema, verb: Verb): Flag['shape'] {
  if ((verb.isFile ?? ['source']).includes(field)) return 'file';
  if (schema.prefixItems) return 'numbers';
  if (schema.type === 'number' || schema.type === 'integer') return 'number';
  if (schema.type === 'boolean') return 'switch';
  return schema.type === 'object' || schema.type === 'array' ? 'json' : 'text';
}

/** All inputs of a verb, positional ones first. */
export function flagsOf(procedure: Procedure, verb: Verb): Flag[] {
  const schema = z.toJSONSchema(procedure.input, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  const hidden = new Set(['siteId', ...(verb.omit ?? [])]);
  const flags = Object.entries(schema.properties ?? {})
    .filter(([field]) => !hidden.has(field))
    .map(([field, property]): Flag => {
      const choices = choicesOf(property);
      return {
        field,
        name: flagName(field, verb),
        shape: shapeOf(field, property, verb),
        isRequired: schema.required?.includes(field) ?? false,
        ...(choices ? { choices } : {}),
        ...(property.default === undefined ? {} : { fallback: String(property.default) }),
        ...(property.description === undefined ? {} : { meaning: property.description }),
      };
    });
  const rank = (flag: Flag) =>
    verb.positional.includes(flag.field) ? verb.positional.indexOf(flag.field) : verb.positional.length;
  return flags.sort((a, b) => rank(a) - rank(b));
}

/** A wrong use of the command line: exit status 2. */
export class UsageError extends Error {}

function readNumber(flag: Flag, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw new UsageError(`--${flag.name} needs a number, not "${text}"`);
  return value;
}

/** The value of one flag. @throws UsageError */
export function readFlag(flag: Flag, text: string): unknown {
  switch (flag.shape) {
    case 'number':
      return readNumber(flag, text);
    case 'numbers':
      return text.split(',').map((part) => readNumber(flag, part));
    case 'switch':
      return text !== 'false';
    case 'file':
      return { path: text };
    case 'json':
      try {
        return JSON.parse(text);
      } catch {
        throw new UsageError(`--${flag.name} needs JSON`);
      }
    case 'text':
      if (flag.choices && !flag.choices.includes(text))
        throw new UsageError(`--${flag.name} is one of ${flag.choices.join(', ')}`);
      return text;
  }
}

const flagName = (field: string, verb: Verb): string => verb.flagNames?.[field] ?? kebab(field);

/** Checks what the flags make up together, before anything is started. @throws UsageError */
export function checkInput(procedure: Procedure, input: Record<string, unknown>, verb: Verb): void {
  const complete = verb.inSite ? { ...input, siteId: '00000000-0000-4000-8000-000000000000' } : input;
  const parsed = procedure.input.safeParse(complete);
  if (parsed.success) return;
  const [issue] = parsed.error.issues;
  const flags = flagsOf(procedure, verb);
  const flag = flags.find(({ field }) => field === issue?.path[0]);
  const message = issue?.message ?? new AppError('bad_input', { detail: 'unreadable' }).message;
  if (flag) throw new UsageError(`--${flag.name}: ${message}${flag.meaning ? ` (${flag.meaning})` : ''}`);
  // Rules about several fields name them as the schema does.
  const named = flags.reduce(
    (text, each) => text.replace(new RegExp(`\\b${each.field}\\b`), `--${each.name}`),
    message,
  );
  throw new UsageError(named);
}
