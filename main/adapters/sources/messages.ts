// What the core and the sources' process say to each other.
import type { ErrorShape } from '../../../shared/errors/app-error.ts';
import type { LiveScan, Preflight } from '../../ports/reading-source.ts';

export type ToSources =
  | { readonly type: 'list'; readonly id: number }
  | { readonly type: 'start'; readonly run: number; readonly source: string; readonly level: number }
  | { readonly type: 'taken'; readonly run: number }
  | { readonly type: 'stop'; readonly run: number };

export interface ListedSource {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly found: Preflight;
}

export type FromSources =
  | { readonly type: 'listed'; readonly id: number; readonly sources: readonly ListedSource[] }
  /** Scans together, never one by one: at most 20 a second. `dropped` counts from the start of the run. */
  | { readonly type: 'scans'; readonly run: number; readonly scans: readonly LiveScan[]; readonly dropped: number }
  | { readonly type: 'ended'; readonly run: number; readonly error?: ErrorShape };
