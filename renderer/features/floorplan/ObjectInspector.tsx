// The chosen objects and what can be changed about them.
import { Copy, Trash2, X } from 'lucide-react';
import { useMemo } from 'react';
import type { DesignObject, DesignObjectOf } from '../../../shared/model/design.ts';
import { useCurrent } from '../../app/current.ts';
import { describeObjects, pasteOnto, removeChosen } from '../../app/design-actions.ts';
import { designActions, useDesignStore } from '../../app/design-store.ts';
import { showKeys } from '../../app/keys.ts';
import { IconButton } from '../../ui/controls.tsx';
import { AreaForm, NoteForm, ZoneForm } from './OutlineForms.tsx';
import { PointForm } from './PointForm.tsx';
import { ApForm, BeaconForm } from './TransmitterForms.tsx';
import { WallForm } from './WallForm.tsx';

const titles: Readonly<Record<string, string>> = {
  wall: 'Wall',
  area: 'Attenuation area',
  zone: 'Zone',
  ap: 'Access point',
  beacon: 'Beacon',
  note: 'Note',
  alignment: 'Alignment point',
};

function useChosen(): readonly DesignObject[] {
  const document = useDesignStore((state) => state.document);
  const selection = useDesignStore((state) => state.selection);
  return useMemo(() => [...selection].flatMap((id) => document.get(id) ?? []), [document, selection]);
}

function Form({ object, isFixed }: { object: DesignObject; isFixed: boolean }) {
  const key = object.objectId;
  switch (object.kind) {
    case 'wall':
      return <WallForm key={key} walls={[object]} isFixed={isFixed} />;
    case 'ap':
      return <ApForm key={key} ap={object} isFixed={isFixed} />;
    case 'beacon':
      return <BeaconForm key={key} beacon={object} isFixed={isFixed} />;
    case 'zone':
      return <ZoneForm key={key} zone={object} isFixed={isFixed} />;
    case 'area':
      return <AreaForm key={key} area={object} isFixed={isFixed} />;
    case 'note':
      return <NoteForm key={key} note={object} isFixed={isFixed} />;
    case 'alignment':
      return <PointForm key={key} point={object} isFixed={isFixed} />;
    default:
      return null;
  }
}

/** What several objects have in common to be changed at once: their material, where all are walls. */
function Several({ objects, isFixed }: { objects: readonly DesignObject[]; isFixed: boolean }) {
  const walls = objects.filter((object): object is DesignObjectOf<'wall'> => object.kind === 'wall');
  if (walls.length === 0) return <p className="faint small">Move them together, copy or remove them.</p>;
  return <WallForm walls={walls} isFixed={isFixed} />;
}

export function ObjectInspector() {
  const { site, floor } = useCurrent();
  const objects = useChosen();
  const [first] = objects;
  if (!first) return null;
  const isFixed = site?.readOnly !== false;
  const title = objects.length === 1 ? (titles[first.kind] ?? 'Object') : describeObjects(objects);
  return (
    <section className="object" aria-label="Chosen objects">
      <div className="row">
        <h2>{title}</h2>
        <span className="spread" />
        <IconButton
          label="Copy beside"
          keys={showKeys('Ctrl D')}
          disabled={isFixed || !floor}
          onClick={() => {
            designActions.copy();
            if (floor) pasteOnto(floor.floorId);
          }}
        >
          <Copy />
        </IconButton>
        <IconButton label="Remove" keys="Del" disabled={isFixed} onClick={removeChosen}>
          <Trash2 />
        </IconButton>
        <IconButton label="Close" keys="Esc" onClick={() => designActions.select([])}>
          <X />
        </IconButton>
      </div>
      {objects.length === 1 ? (
        <Form object={first} isFixed={isFixed} />
      ) : (
        <Several objects={objects} isFixed={isFixed} />
      )}
    </section>
  );
}
