// Draws four walls from corner to corner: press and drag, or click and click.
import { formatLength } from '../words.ts';
import { newWall } from './new-objects.ts';
import { type Gesture, idle, type Place, type Pointer, type Surface, type Tool } from './tool.ts';

const leastM = 0.1;

function corners([x1, y1]: Place, [x2, y2]: Place): Place[] {
  return [
    [x1, y1],
    [x2, y1],
    [x2, y2],
    [x1, y2],
  ];
}

function show(surface: Surface, from: Place | undefined, pointer: Pointer): void {
  const snapped = surface.snap(pointer);
  if (!from) {
    surface.setDraft({ snapped });
    return;
  }
  const { place } = snapped;
  const text = `${formatLength(Math.abs(place[0] - from[0]))} × ${formatLength(Math.abs(place[1] - from[1]))}`;
  surface.setDraft({ points: corners(from, place), isClosed: true, snapped, text });
}

function finish(surface: Surface, from: Place, pointer: Pointer): Gesture {
  const { place } = surface.snap(pointer);
  const drawing = surface.drawing;
  surface.setDraft(undefined);
  if (!drawing || Math.abs(place[0] - from[0]) < leastM || Math.abs(place[1] - from[1]) < leastM) return idle;
  const at = corners(from, place);
  const changes = at.map((corner, index) => newWall(drawing, [...corner, ...(at[(index + 1) % 4] ?? corner)]));
  surface.edit({ title: 'Room drawn', changes });
  return idle;
}

export const rectangleTool: Tool = {
  cursor: 'crosshair',
  down(surface, pointer, gesture) {
    if (gesture.kind === 'drawing' && gesture.points[0]) return finish(surface, gesture.points[0], pointer);
    if (!surface.drawing) return idle;
    return { kind: 'drawing', points: [surface.snap(pointer).place], isPressed: true };
  },
  move(surface, pointer, gesture) {
    if (surface.drawing) show(surface, gesture.kind === 'drawing' ? gesture.points[0] : undefined, pointer);
    return gesture;
  },
  up(surface, pointer, gesture) {
    const from = gesture.kind === 'drawing' ? gesture.points[0] : undefined;
    if (!from || gesture.kind !== 'drawing') return idle;
    const [x, y] = surface.snap(pointer).place;
    const isDragged = gesture.isPressed && Math.hypot(x - from[0], y - from[1]) * surface.view.scale > 12;
    return isDragged ? finish(surface, from, pointer) : { ...gesture, isPressed: false };
  },
  key(surface, key, gesture) {
    if (gesture.kind !== 'drawing' || key !== 'Escape') return undefined;
    surface.setDraft(undefined);
    return idle;
  },
};
