// What is drawn and placed on the floor that is shown, sorted by kind for those that draw and pick it.
import type { DesignKind, DesignObject, DesignObjectOf } from '../../shared/model/design.ts';
import type { FloorId, ObjectId } from '../../shared/model/ids.ts';
import { Materials } from '../../shared/rf/materials.ts';

export interface DesignScene {
  readonly walls: readonly DesignObjectOf<'wall'>[];
  readonly areas: readonly DesignObjectOf<'area'>[];
  readonly zones: readonly DesignObjectOf<'zone'>[];
  readonly aps: readonly DesignObjectOf<'ap'>[];
  readonly beacons: readonly DesignObjectOf<'beacon'>[];
  readonly notes: readonly DesignObjectOf<'note'>[];
  readonly alignments: readonly DesignObjectOf<'alignment'>[];
  readonly materials: Materials;
}

export const emptyDesign: DesignScene = {
  walls: [],
  areas: [],
  zones: [],
  aps: [],
  beacons: [],
  notes: [],
  alignments: [],
  materials: new Materials([]),
};

export function designScene(objects: Iterable<DesignObject>, floorId: FloorId | undefined): DesignScene {
  const byKind = Map.groupBy(objects, ({ kind }) => kind);
  const here = <K extends DesignKind>(kind: K): DesignObjectOf<K>[] =>
    (byKind.get(kind) ?? []).filter(({ fields }) => 'floor' in fields && fields.floor === floorId) as never;
  return {
    walls: here('wall'),
    areas: here('area'),
    zones: here('zone'),
    aps: here('ap'),
    beacons: here('beacon'),
    notes: here('note'),
    alignments: here('alignment'),
    materials: new Materials((byKind.get('material') ?? []) as DesignObjectOf<'material'>[]),
  };
}

/** Everything that can be picked on the floor, what lies on top first. */
export const pickable = (design: DesignScene): readonly DesignObject[] => [
  ...design.notes,
  ...design.alignments,
  ...design.aps,
  ...design.beacons,
  ...design.walls,
  ...design.areas,
  ...design.zones,
];

export type Selection = ReadonlySet<ObjectId>;
