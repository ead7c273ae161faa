// What the person does next, in a sentence, and what the large button is called.
import type { WalkUpdate } from '../../../../shared/contract/walk.ts';

export interface WalkWords {
  readonly hint: string;
  readonly note: string;
  readonly button: string;
  readonly buttonNote: string;
}

const turn: WalkWords = {
  hint: 'Walk to the next turn, then press “I am here”',
  note: 'A steady pace is good. Tap the plan to set where the turn is.',
  button: 'I am here',
  buttonNote: 'mark the turn',
};

function standing({ elapsedMs, dwellMs }: NonNullable<WalkUpdate['stop']>): WalkWords {
  const leftS = Math.max(0, Math.ceil((dwellMs - elapsedMs) / 1_000));
  const isOpen = dwellMs === 0;
  return {
    hint: isOpen ? 'Stand still, then go to the next point' : `Stand still, ${leftS} s more`,
    note: 'Tap the plan to set the next point.',
    button: 'I am here',
    buttonNote: 'at the next point',
  };
}

export function wordsFor(update: WalkUpdate, hasTarget: boolean): WalkWords {
  const { mode, state, stop } = update;
  if (state === 'paused')
    return {
      hint: 'Paused. Nothing is recorded',
      note: 'Go on where you stand, or tap the plan where you are now.',
      button: hasTarget ? 'Go on from here' : 'Go on',
      buttonNote: hasTarget ? 'at the marked place' : 'where I stand',
    };
  if (state === 'returning')
    return {
      hint: 'Go back to where this leg began',
      note: 'What was heard on the way does not count. Press again to go back one leg more.',
      button: 'I am back',
      buttonNote: 'walk this leg again',
    };
  if (state === 'diskFull')
    return {
      hint: 'The disk is full. Nothing more is recorded',
      note: 'Free some space: what was heard so far is kept, and the walk goes on.',
      button: 'Waiting',
      buttonNote: 'for space on the disk',
    };
  if (mode === 'gps')
    return { hint: 'Walk', note: 'The receiver marks the way.', button: 'GPS', buttonNote: 'marks by itself' };
  if (state === 'waiting')
    return {
      hint: 'Tap the plan where you stand, then press “I am here”',
      note: mode === 'continuous' ? 'Recording begins there.' : 'Stand still there until the time is over.',
      button: 'I am here',
      buttonNote: hasTarget ? 'begin' : 'tap the plan first',
    };
  if (stop) return standing(stop);
  if (mode === 'stop')
    return {
      hint: 'Go to the next point, then press “I am here”',
      note: 'On the way nothing is recorded. Tap the plan to set the point.',
      button: 'I am here',
      buttonNote: hasTarget ? 'stand still' : 'tap the plan first',
    };
  // The practice laptop walks on whatever the person does: it shows where it is.
  if (update.xM !== undefined)
    return {
      ...turn,
      hint: 'Follow the blue figure, and mark where it turns',
      note: 'Practice: the figure is you. Tap the plan where it stands, then press “I am here”.',
      buttonNote: hasTarget ? turn.buttonNote : 'tap the plan first',
    };
  return hasTarget ? turn : { ...turn, buttonNote: 'tap the plan first' };
}
