// Draws walls piece by piece: each click ends one and begins the next, each is an edit of its own. Enter, Escape or a click on the
// spot ends the line; a click on its first point closes it.
import { distanceM } from '../../../shared/geometry/segments.ts';
import { formatLength } from '../words.ts';
import { newWall } from './new-objects.ts';
import { type Gesture, idle, type Place, type Pointer, type Surface, type Tool } from './tool.ts';

/** Shorter is a click on the spot. */
const leastM = 0.05;

function show(surface: Surface, points: readonly Place[], pointer: Pointer): void {
  const from = points.at(-1);
  const snapped = surface.snap(pointer, from);
  surface.setDraft({
    points: from ? [from, snapped.place] : [],
    snapped,
    ...(from ? { text: formatLength(distanceM(from, snapped.place)) } : {}),
  });
}

function end(surface: Surface): Gesture {
  surface.setDraft(undefined);
  return idle;
}

function put(surface: Surface, points: readonly Place[], pointer: Pointer): Gesture {
  const from = points.at(-1);
  const { place } = surface.snap(pointer, from);
  const drawing = surface.drawing;
  if (!drawing) return end(surface);
  if (!from) return { kind: 'drawing', points: [place], isPressed: true };
  if (distanceM(from, place) < leastM) return end(surface);
  surface.edit({ title: 'Wall drawn', changes: [newWall(drawing, [...from, ...place])] });
  const first = points[0] ?? from;
  return distanceM(first, place) < 1e-6 ? end(surface) : { kind: 'drawing', points: [first, place], isPressed: true };
}

export const wallTool: Tool = {
  cursor: 'crosshair',
  down: (surface, pointer, gesture) => put(surface, gesture.kind === 'drawing' ? gesture.points : [], pointer),
  move(surface, pointer, gesture) {
    if (surface.drawing) show(surface, gesture.kind === 'drawing' ? gesture.points : [], pointer);
    return gesture;
  },
  up(surface, pointer, gesture) {
    if (gesture.kind !== 'drawing') return idle;
    const from = gesture.points.at(-1);
    const isDragged =
      gesture.isPressed && from && distanceM(from, surface.snap(pointer, from).place) * surface.view.scale > 12;
    // Press, drag and let go draws one piece.
    const next = isDragged ? put(surface, gesture.points, pointer) : gesture;
    return next.kind === 'drawing' ? { ...next, isPressed: false } : next;
  },
  key(surface, key, gesture) {
    if (gesture.kind !== 'drawing' || (key !== 'Enter' && key !== 'Escape')) return undefined;
    return end(surface);
  },
};
