// Draws outlines (zones, areas that attenuate): corner by corner; Enter, or a click on the first corner, closes them.
import type { ObjectEdit } from '../../../shared/contract/design.ts';
import { areaM2, distanceM } from '../../../shared/geometry/segments.ts';
import { exactPlace, namesOf, newId, nextName } from './new-objects.ts';
import { type DrawingSettings, type Gesture, idle, type Place, type Pointer, type Surface, type Tool } from './tool.ts';

const closePx = 10;

type NewOutline = (
  drawing: DrawingSettings,
  outline: Place[],
  surface: Surface,
) => { title: string; change: ObjectEdit };

function show(surface: Surface, points: readonly Place[], pointer: Pointer): void {
  const snapped = surface.snap(pointer, points.at(-1));
  const all = [...points, snapped.place];
  surface.setDraft({
    points: all,
    isClosed: points.length >= 2,
    snapped,
    ...(points.length >= 2 ? { text: `${areaM2(all).toFixed(0)} m²` } : {}),
  });
}

function close(surface: Surface, points: readonly Place[], make: NewOutline): Gesture {
  surface.setDraft(undefined);
  const { drawing } = surface;
  if (!drawing || points.length < 3) return idle;
  const { title, change } = make(drawing, points.map(exactPlace), surface);
  surface.edit({ title, changes: [change] });
  surface.select([change.objectId], 'only');
  return idle;
}

function outlineTool(make: NewOutline): Tool {
  return {
    cursor: 'crosshair',
    down(surface, pointer, gesture) {
      if (!surface.drawing) return idle;
      const points = gesture.kind === 'drawing' ? gesture.points : [];
      const { place } = surface.snap(pointer, points.at(-1));
      const near = (other: Place | undefined) =>
        other !== undefined && distanceM(other, place) * surface.view.scale < closePx;
      if (points.length >= 3 && (near(points[0]) || near(points.at(-1)))) return close(surface, points, make);
      return near(points.at(-1)) ? gesture : { kind: 'drawing', points: [...points, place], isPressed: true };
    },
    move(surface, pointer, gesture) {
      if (surface.drawing) show(surface, gesture.kind === 'drawing' ? gesture.points : [], pointer);
      return gesture;
    },
    up: (_surface, _pointer, gesture) => (gesture.kind === 'drawing' ? { ...gesture, isPressed: false } : idle),
    key(surface, key, gesture) {
      if (gesture.kind !== 'drawing') return undefined;
      if (key === 'Enter' || key === 'Escape') return close(surface, gesture.points, make);
      if (key !== 'Backspace') return undefined;
      surface.setDraft(undefined);
      return gesture.points.length > 1 ? { ...gesture, points: gesture.points.slice(0, -1) } : idle;
    },
  };
}

export const zoneTool = outlineTool(({ floor }, outline, { scene }) => ({
  title: 'Zone drawn',
  change: {
    objectId: newId(),
    kind: 'zone',
    set: { floor, outline, name: nextName('Zone ', namesOf(scene.design.zones)), purpose: 'zone' },
  },
}));

/** A shelf of a warehouse until somebody says what it is. */
const usualLossDbPerM = { '2.4': 3, '5': 5, '6': 6 };

export const areaTool = outlineTool(({ floor }, outline) => ({
  title: 'Attenuation area drawn',
  change: {
    objectId: newId(),
    kind: 'area',
    set: { floor, outline, name: 'Shelves', lossDbPerM: usualLossDbPerM, lowerM: 0, upperM: 2 },
  },
}));
