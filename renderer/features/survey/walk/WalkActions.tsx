// The buttons of a walk, for a thumb: where I am, back, pause, done.
import { Crosshair, Flag, Gauge, Pause, Play, RotateCcw, StickyNote, Undo2 } from 'lucide-react';
import { useCallback, useEffect } from 'react';
import type { InputOf } from '../../../../shared/contract/contract.ts';
import type { WalkUpdate } from '../../../../shared/contract/walk.ts';
import { useCommand } from '../../../app/client.tsx';
import { planActions } from '../../../app/plan-view.ts';
import { useSession } from '../../../app/session.ts';
import { useWalk, walkActions } from '../../../app/walk-state.ts';
import { showToast } from '../../../ui/toasts.tsx';
import { wordsFor } from './walk-words.ts';

type Action = InputOf<'survey.controlWalk'>['action'];

/** What a press of the large button does now; undefined: nothing. */
function useHere(taskId: string, update: WalkUpdate) {
  const siteId = useSession((session) => session.site?.siteId) ?? '';
  const target = useWalk((walk) => walk.target);
  const mark = useCommand('survey.markWalk');
  const control = useCommand('survey.controlWalk');
  const act = useCallback(
    (action: Action) =>
      control.mutate(
        { siteId, taskId, action },
        { onError: ({ message, step }) => showToast('fail', `${message} ${step}`) },
      ),
    [control, siteId, taskId],
  );
  const isAnswered = !mark.isPending && !control.isPending;
  const { state, mode } = update;
  const isGoingOn = state === 'returning' || (state === 'paused' && !target);
  const canMark = target !== undefined && mode !== 'gps' && mode !== 'guided' && state !== 'diskFull';
  const here = useCallback(() => {
    if (isGoingOn) act('resume');
    else if (target && canMark)
      mark.mutate(
        { siteId, taskId, xM: target[0], yM: target[1] },
        {
          // A target that was set while the answer was on its way is the next one, and stays.
          onSuccess: () => walkActions.clearTarget(target),
          onError: ({ message, step }) => showToast('fail', `${message} ${step}`),
        },
      );
  }, [isGoingOn, act, target, canMark, mark, siteId, taskId]);
  return { here: isAnswered && (isGoingOn || canMark) ? here : undefined, act };
}

function useSpaceKey(here: (() => void) | undefined): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLElement && event.target.closest('input, select, textarea, button');
      if (event.key !== ' ' || event.repeat || (isTyping && !(event.target as HTMLElement).classList.contains('here')))
        return;
      // Before the plan takes it for its hand tool.
      event.preventDefault();
      event.stopPropagation();
      here?.();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [here]);
}

export function WalkActions({ taskId, update }: { taskId: string; update: WalkUpdate }) {
  const hasTarget = useWalk((walk) => walk.target !== undefined);
  const { here, act } = useHere(taskId, update);
  useSpaceKey(here);
  const { button, buttonNote } = wordsFor(update, hasTarget);
  const isPaused = update.state === 'paused';
  const marks = update.marks > 0;
  const share = update.stop && update.stop.dwellMs > 0 ? update.stop.elapsedMs / update.stop.dwellMs : undefined;
  return (
    <nav className="walk-actions" aria-label="Walk">
      <button type="button" className="here" disabled={!here} onClick={here} aria-keyshortcuts="Space">
        {share === undefined ? (
          <Crosshair />
        ) : (
          <svg viewBox="0 0 36 36" className="dwell" aria-hidden="true">
            <circle cx="18" cy="18" r="15" />
            <circle cx="18" cy="18" r="15" pathLength="1" strokeDasharray={`${Math.min(1, share)} 1`} />
          </svg>
        )}
        <strong>{button}</strong>
        <span>{buttonNote}</span>
      </button>
      <button type="button" disabled={!marks} onClick={() => act('undoMark')}>
        <Undo2 />
        Undo mark
      </button>
      {update.mode === 'continuous' ? (
        <button type="button" disabled={!marks} onClick={() => act('undoLeg')}>
          <RotateCcw />
          Walk leg again
        </button>
      ) : null}
      <button
        type="button"
        disabled={update.state === 'waiting' || update.state === 'returning' || update.state === 'diskFull'}
        onClick={() => act(isPaused ? 'resume' : 'pause')}
      >
        {isPaused ? <Play /> : <Pause />}
        {isPaused ? 'Go on' : 'Pause'}
      </button>
      <span className="pair">
        <button type="button" onClick={() => planActions.openDialog('test')} aria-label="Test here">
          <Gauge />
          Test
        </button>
        <button
          type="button"
          disabled={!marks && !hasTarget}
          onClick={() => planActions.openDialog('note')}
          aria-label="Photo or note"
        >
          <StickyNote />
          Note
        </button>
      </span>
      <button type="button" onClick={() => act('finish')}>
        <Flag />
        Finish
      </button>
    </nav>
  );
}
