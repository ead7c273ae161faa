// Hybrid logical clock (Kulkarni et al., 2014): times of operations that can be compared between computers whose clocks differ.
// A later operation of who has seen an earlier one always has the greater time, whatever the wall clock says.
import * as z from 'zod';

/** `<milliseconds, 12 hex digits>-<counter, 4>-<node, 12>`: sorts as text in the order of the clock, and names one operation. */
export const OperationId = z
  .string()
  .regex(/^[\da-f]{12}-[\da-f]{4}-[\da-f]{12}$/)
  .brand<'OperationId'>();
export type OperationId = z.infer<typeof OperationId>;

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
const maxCounter = 0xffff;

/** Unix milliseconds of an operation, as its author's clock had them (or later, where it had to). */
export const timeOf = (id: OperationId): number => Number.parseInt(id.slice(0, 12), 16);

/** The clock of one open copy of a site. */
export class HybridClock {
  readonly #now: () => number;
  readonly #node: string;
  #ms = 0;
  #counter = -1;

  /** @param node 12 hex digits, random for each opening of a copy: two copies never give one time to two operations */
  constructor(now: () => number, node: string) {
    this.#now = now;
    this.#node = node;
  }

  /** An operation that came from elsewhere: all of ours are later from now on. */
  see(id: OperationId | undefined): void {
    if (id === undefined) return;
    const [ms, counter] = [timeOf(id), Number.parseInt(id.slice(13, 17), 16)];
    if (ms > this.#ms || (ms === this.#ms && counter > this.#counter)) [this.#ms, this.#counter] = [ms, counter];
  }

  next(): OperationId {
    const now = Math.max(0, Math.floor(this.#now()));
    if (now > this.#ms) [this.#ms, this.#counter] = [now, 0];
    else if (this.#counter < maxCounter) this.#counter++;
    else [this.#ms, this.#counter] = [this.#ms + 1, 0];
    return `${hex(this.#ms, 12)}-${hex(this.#counter, 4)}-${this.#node}` as OperationId;
  }
}
