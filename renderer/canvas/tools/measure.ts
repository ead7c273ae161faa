// Measures between two places: click and click, or press and drag. Shift keeps the line level or upright.
import { toScreen } from '../view.ts';
import { idle, type Place, type Pointer, type Tool } from './tool.ts';

/** Two clicks nearer than this are one, pixels. */
const leastPx = 6;

function endOf(from: Place, pointer: Pointer): Place {
  const [x, y] = pointer.place;
  if (!pointer.isStraight) return pointer.place;
  return Math.abs(x - from[0]) >= Math.abs(y - from[1]) ? [x, from[1]] : [from[0], y];
}

export const measureTool: Tool = {
  cursor: 'crosshair',
  down(surface, pointer, gesture) {
    if (gesture.kind === 'measuring') {
      surface.setMeasure([gesture.from, endOf(gesture.from, pointer)], true);
      return idle;
    }
    surface.setMeasure([pointer.place], false);
    return { kind: 'measuring', from: pointer.place };
  },
  move(surface, pointer, gesture) {
    if (gesture.kind === 'measuring') surface.setMeasure([gesture.from, endOf(gesture.from, pointer)], false);
    return gesture;
  },
  up(surface, pointer, gesture) {
    if (gesture.kind !== 'measuring') return gesture;
    const [x, y] = toScreen(surface.view, ...gesture.from);
    if (Math.hypot(pointer.x - x, pointer.y - y) < leastPx) return gesture;
    surface.setMeasure([gesture.from, endOf(gesture.from, pointer)], true);
    return idle;
  },
  key(surface, key, gesture) {
    if (key !== 'Escape' || gesture.kind !== 'measuring') return undefined;
    surface.setMeasure([], true);
    return idle;
  },
};
