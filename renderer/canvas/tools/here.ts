// "I am here": a tap sets the place where the person stands or will stand; a drag moves the plan, as a finger expects.
import { pan } from '../view.ts';
import { idle, type Tool } from './tool.ts';

/** A finger that moves less has tapped. */
const tapPx = 8;

export const hereTool: Tool = {
  cursor: 'crosshair',
  down: (_surface, { x, y }) => ({ kind: 'pressing', x, y }),
  move(surface, { x, y }, gesture) {
    if (gesture.kind === 'pressing' && Math.hypot(x - gesture.x, y - gesture.y) < tapPx) return gesture;
    if (gesture.kind !== 'pressing' && gesture.kind !== 'panning') return gesture;
    surface.setView(pan(surface.view, x - gesture.x, y - gesture.y));
    return { kind: 'panning', x, y };
  },
  up(surface, pointer, gesture) {
    if (gesture.kind === 'pressing') surface.setTarget(pointer.place);
    return idle;
  },
};
