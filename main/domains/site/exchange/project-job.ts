// What the project worker is asked.
import type { OutgoingProject } from '../../../ports/exchange.ts';
import type { KeptProject } from './taken-in.ts';

export type ProjectFormat = 'esx' | 'openintent';

export type ProjectJob =
  | {
      readonly kind: 'read';
      readonly path: string;
      /** As the person knows it. */
      readonly name: string;
    }
  | {
      readonly kind: 'write';
      /** Where nothing is yet. */
      readonly path: string;
      readonly format: ProjectFormat;
      readonly project: OutgoingProject;
      readonly kept: KeptProject;
    };

export interface WrittenProject {
  /** For the person: what did not go out as it is. */
  readonly remarks: readonly string[];
}
