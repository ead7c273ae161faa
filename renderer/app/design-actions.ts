// What is done with the chosen objects: remove, copy and paste, turn into another material.
import type { ObjectEdit } from '../../shared/contract/design.ts';
import type { DesignObject } from '../../shared/model/design.ts';
import type { FloorId } from '../../shared/model/ids.ts';
import { shifted } from '../canvas/move.ts';
import { newId, nextName } from '../canvas/tools/new-objects.ts';
import { plural } from '../ui/format.ts';
import { designActions, useDesignStore } from './design-store.ts';

const kindWords: Readonly<Record<string, string>> = {
  wall: 'wall',
  area: 'attenuation area',
  zone: 'zone',
  ap: 'access point',
  beacon: 'beacon',
  note: 'note',
  alignment: 'alignment point',
};

/** "3 walls", "5 objects". */
export function describeObjects(objects: readonly DesignObject[]): string {
  const kinds = new Set(objects.map(({ kind }) => kind));
  const [kind] = kinds;
  return plural(objects.length, kinds.size === 1 ? (kindWords[kind ?? ''] ?? 'object') : 'object');
}

export function chosenObjects(): DesignObject[] {
  const { document, selection } = useDesignStore.getState();
  return [...selection].flatMap((id) => document.get(id) ?? []);
}

export function removeChosen(): void {
  const objects = chosenObjects();
  if (objects.length === 0) return;
  designActions.edit({
    title: `${describeObjects(objects)} removed`,
    changes: objects.map(({ objectId, kind }) => ({ objectId, kind, set: { deleted: true } })),
  });
}

/** A little beside the originals, so that both are seen. */
const besideM = 1;

/** Copies to the floor that is shown; on the same floor beside the originals, on another one at the same place. */
export function pasteOnto(floor: FloorId): void {
  const { clipboard, document } = useDesignStore.getState();
  if (clipboard.length === 0) return;
  const names = [...document.values()].flatMap(({ fields }) => ('name' in fields ? [fields.name] : []));
  const changes = clipboard.map((object): ObjectEdit => {
    const fields = object.fields as Record<string, unknown>;
    const isSameFloor = fields['floor'] === floor;
    const moved = isSameFloor ? shifted(object, [besideM, besideM])?.set : {};
    return {
      objectId: newId(),
      kind: object.kind,
      set: { ...fields, ...moved, floor, ...renamed(object, names), ...ownIdentity(object) },
    };
  });
  designActions.edit({ title: `${describeObjects(clipboard)} pasted`, changes });
  designActions.select(changes.map(({ objectId }) => objectId));
}

/** Two access points of one name would be one in every list. */
function renamed(object: DesignObject, names: string[]): { name?: string } {
  if (object.kind !== 'ap' && object.kind !== 'beacon') return {};
  const prefix = object.fields.name.replace(/\d+$/, '');
  const name = nextName(prefix === '' ? 'AP-' : prefix, names);
  names.push(name);
  return { name };
}

/** A copy is another device: what names the first one is not its own. */
function ownIdentity(object: DesignObject): Record<string, unknown> {
  if (object.kind === 'beacon') return { key: '' };
  if (object.kind !== 'ap') return {};
  const radios = object.fields.radios.map((radio) => ({ ...radio, bssids: [] }));
  return { radios, serial: undefined, mac: undefined, claimCode: undefined };
}

export function setMaterial(material: string): void {
  const walls = chosenObjects().filter(({ kind }) => kind === 'wall');
  designActions.edit({
    title: `${describeObjects(walls)} changed to ${material}`,
    changes: walls.map(({ objectId, kind }) => ({ objectId, kind, set: { material } })),
  });
}
