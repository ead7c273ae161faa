// How a walk has ended, in words.

import type { Task } from '../../../shared/contract/tasks.ts';
import { WalkResult } from '../../../shared/contract/walk.ts';
import { plural } from '../../ui/format.ts';
import type { State } from '../../ui/StateMark.tsx';

/** Undefined for a walk that goes on, or will be told of when its site is opened again. */
export function describeWalkEnd({ state, result, error, done }: Task): { state: State; text: string } | undefined {
  if (state === 'done') {
    const { readings, scans } = WalkResult.parse(result);
    return { state: 'ok', text: `Walk saved: ${plural(readings, 'reading')} in ${plural(scans, 'scan')}.` };
  }
  const saved = plural(done, 'reading');
  if (state === 'cancelled') return { state: 'ok', text: `Walk saved: ${saved}.` };
  if (!error) return undefined;
  return { state: 'fail', text: `The walk ended: ${error.message} ${error.step} Saved until then: ${saved}.` };
}
