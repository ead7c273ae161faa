// The three kinds of procedure. Both sides of the wire are typed from these definitions, and the core parses every input with them.
import type * as z from 'zod';
import type { ErrorCode } from '../errors/registry.ts';

interface Common<I extends z.ZodType> {
  /** One sentence: shown by `--help`. */
  readonly summary: string;
  readonly input: I;
  /** The expected failures of this procedure, beside the ones that every call can meet. */
  readonly errors: readonly ErrorCode[];
}
/** Reads; may be cached by its input. */
export interface Query<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> extends Common<I> {
  readonly kind: 'query';
  readonly output: O;
}
/** Changes something. */
export interface Command<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> extends Common<I> {
  readonly kind: 'command';
  readonly output: O;
}
/** Events until unsubscribed or ended; numbered, a gap means: fetch again. */
export interface Stream<I extends z.ZodType = z.ZodType, E extends z.ZodType = z.ZodType> extends Common<I> {
  readonly kind: 'stream';
  readonly event: E;
}
export type Procedure = Query | Command | Stream;

export const query = <I extends z.ZodType, O extends z.ZodType>(
  definition: Omit<Query<I, O>, 'kind'>,
): Query<I, O> => ({
  kind: 'query',
  ...definition,
});
export const command = <I extends z.ZodType, O extends z.ZodType>(
  definition: Omit<Command<I, O>, 'kind'>,
): Command<I, O> => ({ kind: 'command', ...definition });
export const stream = <I extends z.ZodType, E extends z.ZodType>(
  definition: Omit<Stream<I, E>, 'kind'>,
): Stream<I, E> => ({
  kind: 'stream',
  ...definition,
});

export type Input<P extends Procedure> = z.input<P['input']>;
export type ParsedInput<P extends Procedure> = z.output<P['input']>;
export type Output<P extends Procedure> =
  P extends Query<z.ZodType, infer O> ? z.output<O> : P extends Command<z.ZodType, infer O> ? z.output<O> : never;
export type StreamEvent<P extends Procedure> = P extends Stream<z.ZodType, infer E> ? z.output<E> : never;
