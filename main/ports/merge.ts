// Putting copies of one site together: each domain brings over what is its own.
import type { SiteSession } from './sites.ts';

/** Name under which the other copy is attached to the site's database while it is merged. */
export const otherSchema = 'other';

export interface MergeRun {
  /** Ours. The other copy's tables are reachable in its database as `other.…`, checked like any site file. */
  readonly site: SiteSession;
  /** The other's, as the person knows it. */
  readonly fileName: string;
  /** Between pieces of long work: tells how far it is, lets others in. @throws when it was cancelled */
  turn(phase: string, done: number, total: number): Promise<void>;
}

/** What was added, by the words that people use: `readings: 120`. */
export type Added = Readonly<Record<string, number>>;

/** A difference that no rule can decide. */
export interface MergeConflict {
  readonly what: string;
  readonly detail: string;
}

export interface MergePart {
  merge(run: MergeRun): Promise<{ readonly added: Added; readonly conflicts?: readonly MergeConflict[] }>;
}
