// The walk that is recorded just now, as the core tells of it: the plan's bar and the walk screen look at it here.
import { useEffect } from 'react';
import { create } from 'zustand';
import type { WalkUpdate } from '../../shared/contract/walk.ts';
import type { Place } from '../canvas/place.ts';
import { showToast } from '../ui/toasts.tsx';
import { invalidate, useStream } from './client.tsx';
import { sessionActions, useSession } from './session.ts';
import { useWalkTaskId } from './tasks.ts';

/** What the strongest radios were at one second. */
export interface HeardSample {
  readonly second: number;
  readonly rssiDbm: ReadonlyMap<string, number>;
}

interface WalkNow {
  readonly update: WalkUpdate | undefined;
  /** Where the person said to be next. */
  readonly target: Place | undefined;
  readonly samples: readonly HeardSample[];
}

const nothing: WalkNow = { update: undefined, target: undefined, samples: [] };
export const shownSeconds = 60;
export const useWalk = create<WalkNow>(() => nothing);

export const walkActions = {
  setTarget: (target: Place) => useWalk.setState({ target }),
  /** Unless the person has set another one since. */
  clearTarget: (reached: Place) =>
    useWalk.setState(({ target }) => (target === reached ? { target: undefined } : { target })),
};

function withSample(samples: readonly HeardSample[], { elapsedMs, strongest }: WalkUpdate): readonly HeardSample[] {
  const second = Math.floor(elapsedMs / 1_000);
  if (samples.at(-1)?.second === second) return samples;
  const sample = { second, rssiDbm: new Map(strongest.map(({ key, rssiDbm }) => [key, rssiDbm])) };
  return [...samples.filter((each) => second - each.second < shownSeconds && each.second < second), sample];
}

function follow(update: WalkUpdate): void {
  const before = useWalk.getState().update;
  if (update.marks !== before?.marks) invalidate('survey.listWalks', 'survey.listPoints');
  useWalk.setState(({ samples }) => ({ update, samples: withSample(samples, update) }));
}

/** Once, in the frame. */
export function useFollowWalk(): void {
  const siteId = useSession((session) => session.site?.siteId);
  const taskId = useWalkTaskId();
  const isOnScreen = useSession((session) => session.screen === 'walk');
  useEffect(() => {
    if (taskId !== undefined) return;
    useWalk.setState(nothing);
    if (isOnScreen) sessionActions.show('plan');
  }, [taskId, isOnScreen]);
  useStream('survey.watchWalk', siteId && taskId ? { siteId, taskId } : undefined, {
    event: follow,
    error: (error) => {
      // Over before it could be watched.
      if (error.code !== 'task_not_found') showToast('fail', `${error.message} ${error.step}`);
    },
  });
}
