// AppError: an expected failure. Anything else that is thrown is a defect and becomes `internal`.
import * as z from 'zod';
import { type ErrorCode, errorCodes, errorRegistry } from './registry.ts';

export const ErrorParams = z.record(z.string(), z.union([z.string(), z.number()]));
export type ErrorParams = z.infer<typeof ErrorParams>;

/** An error as it travels: over the wire, to stderr, into a task's journal. */
export const ErrorShape = z.strictObject({
  code: z.enum(errorCodes),
  /** What happened, filled in. */
  message: z.string(),
  /** The next step, filled in. */
  step: z.string(),
  params: ErrorParams,
  retry: z.boolean(),
});
export type ErrorShape = z.infer<typeof ErrorShape>;

function fill(template: string, params: ErrorParams): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(params[name] ?? placeholder));
}

/** An expected failure with a code of the registry; its sentences come from there. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly params: ErrorParams;

  constructor(code: ErrorCode, params: ErrorParams = {}, options?: { cause?: unknown }) {
    super(fill(errorRegistry[code].message, params), options);
    this.name = 'AppError';
    this.code = code;
    this.params = params;
  }

  get step(): string {
    return fill(errorRegistry[this.code].step, this.params);
  }

  get retry(): boolean {
    return errorRegistry[this.code].retry === true;
  }

  toShape(): ErrorShape {
    return { code: this.code, message: this.message, step: this.step, params: this.params, retry: this.retry };
  }

  static fromShape(shape: ErrorShape): AppError {
    return new AppError(shape.code, shape.params);
  }
}

/** True for an expected failure, of one code where one is given. */
export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}
