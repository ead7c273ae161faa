// Moves the plan under the pointer. Every tool hands a drag of the background over to this one.
import { pan } from '../view.ts';
import { type Gesture, idle, type Pointer, type Surface, type Tool } from './tool.ts';

export function panMove(surface: Surface, pointer: Pointer, gesture: Gesture): Gesture {
  if (gesture.kind !== 'panning') return gesture;
  surface.setView(pan(surface.view, pointer.x - gesture.x, pointer.y - gesture.y));
  return { kind: 'panning', x: pointer.x, y: pointer.y };
}

export const panTool: Tool = {
  cursor: 'grab',
  down: (_surface, { x, y }) => ({ kind: 'panning', x, y }),
  move: panMove,
  up: () => idle,
};
