// Sets marks: access points, beacons, notes, alignment points. One click, one mark, chosen at once so that it can be described.
import type { ObjectEdit } from '../../../shared/contract/design.ts';
import { exactPlace, nameAfter, namesOf, newId, nextName } from './new-objects.ts';
import { type DrawingSettings, idle, type Place, type Surface, type Tool } from './tool.ts';

type NewMark = (drawing: DrawingSettings, place: Place, surface: Surface) => { title: string; change: ObjectEdit };

function placeTool(make: NewMark): Tool {
  return {
    cursor: 'copy',
    down(surface, pointer) {
      const { drawing } = surface;
      if (!drawing) return idle;
      const { title, change } = make(drawing, exactPlace(surface.snap({ ...pointer, isFree: true }).place), surface);
      surface.edit({ title, changes: [change] });
      surface.select([change.objectId], 'only');
      return idle;
    },
    move: (_surface, _pointer, gesture) => gesture,
    up: () => idle,
  };
}

export const apTool = placeTool(({ floor, ap }, place, { scene }) => {
  const name = nameAfter(namesOf(scene.design.aps), 'AP-');
  return { title: `${name} placed`, change: { objectId: newId(), kind: 'ap', set: { floor, place, name, ...ap } } };
});

export const beaconTool = placeTool(({ floor }, place, { scene }) => {
  const name = nameAfter(namesOf(scene.design.beacons), 'Beacon ');
  const set = { floor, place, name, key: '', heightM: 2.5 };
  return { title: `${name} placed`, change: { objectId: newId(), kind: 'beacon', set } };
});

export const noteTool = placeTool(({ floor }, place) => ({
  title: 'Note added',
  change: { objectId: newId(), kind: 'note', set: { floor, place, text: '', photos: [] } },
}));

export const alignmentTool = placeTool(({ floor }, place, { scene }) => {
  const name = nextName(
    'Point ',
    scene.design.alignments.map(({ fields }) => fields.name),
  );
  return { title: `${name} set`, change: { objectId: newId(), kind: 'alignment', set: { floor, place, name } } };
});
