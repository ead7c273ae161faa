import { describe, expect, it } from 'vitest';
import { applyChanges, type DesignDocument, type DesignEdit, inverseOf } from '../../../shared/design/document.ts';
import type { FloorId, ObjectId } from '../../../shared/model/ids.ts';
import { designScene, emptyDesign } from '../design-scene.ts';
import { hitAt } from '../hit.ts';
import { emptyScene, type Scene } from '../scene.ts';
import { snap } from '../snap.ts';
import { toMetres, type View } from '../view.ts';
import { doorTool } from './door.ts';
import { hereTool } from './here.ts';
import { measureTool } from './measure.ts';
import { zoneTool } from './outline.ts';
import { panTool } from './pan.ts';
import { apTool } from './place.ts';
import { rectangleTool } from './rectangle.ts';
import { selectTool } from './select.ts';
import {
  type Draft,
  type DrawingSettings,
  type Gesture,
  idle,
  type Place,
  type Pointer,
  type Surface,
  type Tool,
} from './tool.ts';
import { wallTool } from './wall.ts';

const floor = 'floor' as FloorId;
const ap = { mounting: 'ceiling', radios: [] } as const satisfies Partial<DrawingSettings['ap']>;

class FakeSurface implements Surface {
  view: View = { scale: 10, x: 0, y: 0 };
  scene: Scene = emptyScene;
  nearest = -1;
  document: DesignDocument = new Map();
  drawing: DrawingSettings | undefined = {
    floor,
    wallMaterial: 'brick',
    doorMaterial: 'door-wood',
    ap: { ...ap, radios: [] },
  };
  draft: Draft | undefined;
  readonly points: (number | undefined)[] = [];
  readonly edits: DesignEdit[] = [];
  readonly measures: { points: readonly Place[]; isFinished: boolean }[] = [];
  setView(view: View): void {
    this.view = view;
  }
  pointAt(): number {
    return this.nearest;
  }
  readonly targets: Place[] = [];
  setTarget(place: Place): void {
    this.targets.push(place);
  }
  choosePoint(index: number | undefined): void {
    this.points.push(index);
  }
  setMeasure(points: readonly Place[], isFinished: boolean): void {
    this.measures.push({ points, isFinished });
  }
  hitAt({ place }: Pointer) {
    return hitAt(this.scene, place, this.view.scale);
  }
  snap({ place, isStraight, isFree }: Pointer, from?: Place, except?: ReadonlySet<string>) {
    const design = isFree ? emptyDesign : this.scene.design;
    return snap(design, place, {
      scale: this.view.scale,
      from,
      isStraight,
      gridM: undefined,
      ...(except ? { except } : {}),
    });
  }
  setDraft(draft: Draft | undefined): void {
    this.draft = draft;
  }
  edit(edit: DesignEdit): void {
    this.edits.push(edit);
    this.document = applyChanges(this.document, edit.changes);
    this.scene = { ...this.scene, design: designScene(this.document.values(), floor) };
  }
  select(ids: readonly ObjectId[]): void {
    this.scene = { ...this.scene, selection: new Set(ids) };
  }
  /** Of the walls there are: their ends. */
  get lines() {
    return this.scene.design.walls.map(({ fields }) => fields.line);
  }
}

/** Plays `d`own, `m`ove and `u`p at screen places; returns what the pointer is doing at the end. */
function play(
  tool: Tool,
  surface: FakeSurface,
  steps: readonly (readonly ['d' | 'm' | 'u', number, number, ('shift' | 'alt')?])[],
): Gesture {
  return steps.reduce<Gesture>((gesture, [what, x, y, held]) => {
    const pointer: Pointer = {
      x,
      y,
      place: toMetres(surface.view, x, y),
      isStraight: held === 'shift',
      isFree: held === 'alt',
    };
    const act = { d: tool.down, m: tool.move, u: tool.up }[what];
    return act(surface, pointer, gesture);
  }, idle);
}

type Step = readonly ['d' | 'm' | 'u', number, number];
const click = (x: number, y: number): Step[] => [
  ['m', x, y],
  ['d', x, y],
  ['u', x, y],
];

describe('select', () => {
  it('chooses the point under a click, or nothing', () => {
    const surface = new FakeSurface();
    surface.nearest = 7;
    play(selectTool, surface, [
      ['d', 200, 200],
      ['u', 201, 200],
    ]);
    surface.nearest = -1;
    play(selectTool, surface, [
      ['d', 200, 200],
      ['u', 200, 200],
    ]);
    expect(surface.points).toEqual([7, undefined]);
  });

  it('chooses a transmitter by its mark, unless they are hidden', () => {
    const surface = new FakeSurface();
    play(apTool, surface, [['d', 50, 50]]);
    surface.select([]);
    play(selectTool, surface, click(55, 50));
    expect(surface.scene.selection.size).toBe(1);
    surface.scene = { ...surface.scene, layers: { ...surface.scene.layers, radios: { isShown: false, opacity: 1 } } };
    play(selectTool, surface, click(55, 50));
    expect(surface.scene.selection.size).toBe(0);
  });

  it('drags an object, and a wall end with the walls that meet it; with Alt the end alone', () => {
    const surface = new FakeSurface();
    play(wallTool, surface, [...click(100, 100), ...click(200, 100), ...click(200, 200)]);
    play(selectTool, surface, click(150, 100));
    play(selectTool, surface, [
      ['d', 200, 100],
      ['m', 210, 90],
      ['u', 230, 80],
    ]);
    expect(surface.lines).toEqual([
      [10, 10, 21, 9],
      [21, 9, 20, 20],
    ]);
    play(selectTool, surface, [
      ['d', 210, 90],
      ['m', 240, 60, 'alt'],
      ['u', 240, 60, 'alt'],
    ]);
    expect(surface.lines).toEqual([
      [10, 10, 24, 6],
      [21, 9, 20, 20],
    ]);
    expect(surface.edits.at(-1)?.changes).toHaveLength(1);
    expect(surface.draft).toBeUndefined();
  });

  it('leaves everything as it is on a site that is only looked at', () => {
    const surface = new FakeSurface();
    play(apTool, surface, [['d', 50, 50]]);
    surface.drawing = undefined;
    play(selectTool, surface, [
      ['d', 50, 50],
      ['m', 90, 90],
      ['u', 90, 90],
    ]);
    expect(surface.edits).toHaveLength(1);
    expect(surface.view).toEqual({ scale: 10, x: 40, y: 40 });
  });

  it('draws a box with Shift and chooses what lies wholly within', () => {
    const surface = new FakeSurface();
    play(apTool, surface, [['d', 50, 50]]);
    play(wallTool, surface, [...click(100, 100), ...click(400, 100)]);
    play(selectTool, surface, [
      ['d', 10, 20, 'shift'],
      ['m', 200, 200, 'shift'],
      ['u', 210, 200, 'shift'],
    ]);
    expect([...surface.scene.selection]).toEqual(surface.scene.design.aps.map(({ objectId }) => objectId));
  });

  it('moves the plan when the press becomes a drag, and then chooses nothing', () => {
    const surface = new FakeSurface();
    expect(
      play(selectTool, surface, [
        ['d', 100, 100],
        ['m', 102, 100],
        ['m', 130, 90],
        ['u', 130, 90],
      ]),
    ).toEqual(idle);
    expect(surface.view).toEqual({ scale: 10, x: 30, y: -10 });
    expect(surface.points).toEqual([]);
  });
});

describe('pan', () => {
  it('moves the plan with the pointer', () => {
    const surface = new FakeSurface();
    play(panTool, surface, [
      ['d', 0, 0],
      ['m', 5, 5],
      ['m', 9, 2],
      ['u', 9, 2],
    ]);
    expect(surface.view).toEqual({ scale: 10, x: 9, y: 2 });
  });
});

describe('measure', () => {
  it('takes click and click', () => {
    const surface = new FakeSurface();
    expect(
      play(measureTool, surface, [
        ['d', 10, 10],
        ['u', 10, 10],
        ['m', 60, 40],
        ['d', 110, 10],
        ['u', 110, 10],
      ]),
    ).toEqual(idle);
    expect(surface.measures.at(-1)).toEqual({
      points: [
        [1, 1],
        [11, 1],
      ],
      isFinished: true,
    });
  });

  it('takes press and drag, straight with Shift', () => {
    const surface = new FakeSurface();
    play(measureTool, surface, [
      ['d', 10, 10],
      ['m', 80, 30, 'shift'],
      ['u', 110, 30, 'shift'],
    ]);
    expect(surface.measures.at(-1)).toEqual({
      points: [
        [1, 1],
        [11, 1],
      ],
      isFinished: true,
    });
  });
});

describe('wall', () => {
  it('draws piece by piece, each an edit of its own, and closes on its first point', () => {
    const surface = new FakeSurface();
    const end = play(wallTool, surface, [
      ...click(100, 100),
      ...click(200, 101),
      ...click(200, 200),
      ...click(102, 103),
    ]);
    expect(surface.edits.map(({ title }) => title)).toEqual(['Wall drawn', 'Wall drawn', 'Wall drawn']);
    // The second point was made level; the last one found the first.
    expect(surface.lines).toEqual([
      [10, 10, 20, 10],
      [20, 10, 20, 20],
      [20, 20, 10, 10],
    ]);
    expect(end).toEqual(idle);
  });

  it('draws one piece by press and drag, and nothing without a scale', () => {
    const surface = new FakeSurface();
    play(wallTool, surface, [
      ['d', 100, 100],
      ['m', 150, 150],
      ['u', 150, 150],
    ]);
    expect(surface.lines).toEqual([[10, 10, 15, 15]]);
    surface.drawing = undefined;
    expect(play(wallTool, surface, [...click(300, 300), ...click(400, 400)])).toEqual(idle);
    expect(surface.lines).toHaveLength(1);
  });

  it('begins on the wall that is there', () => {
    const surface = new FakeSurface();
    play(wallTool, surface, [...click(100, 100), ...click(300, 100)]);
    play(wallTool, surface, [...click(200, 104), ...click(200, 300)]);
    expect(surface.lines.at(-1)).toEqual([20, 10, 20, 30]);
  });
});

describe('room, door, zone', () => {
  it('a room is four walls', () => {
    const surface = new FakeSurface();
    play(rectangleTool, surface, [
      ['d', 10, 10],
      ['m', 60, 40],
      ['u', 110, 60],
    ]);
    expect(surface.lines).toEqual([
      [1, 1, 11, 1],
      [11, 1, 11, 6],
      [11, 6, 1, 6],
      [1, 6, 1, 1],
    ]);
    expect(surface.edits).toHaveLength(1);
  });

  it('a door parts the wall; undoing its edit puts the wall together again', () => {
    const surface = new FakeSurface();
    play(wallTool, surface, [...click(100, 100), ...click(200, 100)]);
    const before = surface.document;
    play(doorTool, surface, [['d', 150, 103]]);
    expect(surface.scene.design.walls.map(({ fields }) => [fields.material, ...fields.line])).toEqual([
      ['brick', 10, 10, 14.55, 10],
      ['brick', 15.45, 10, 20, 10],
      ['door-wood', 14.55, 10, 15.45, 10],
    ]);
    const edit = surface.edits.at(-1);
    expect(applyChanges(surface.document, inverseOf(before, edit?.changes ?? []))).toEqual(before);
    // No door into a door, none into the air.
    play(doorTool, surface, [['d', 150, 100]]);
    play(doorTool, surface, [['d', 400, 400]]);
    expect(surface.edits).toHaveLength(2);
  });

  it('a door near the end of a wall stays within it; a wall shorter than a door becomes one', () => {
    const surface = new FakeSurface();
    play(wallTool, surface, [...click(100, 100), ...click(200, 100)]);
    play(doorTool, surface, [['d', 100, 100]]);
    expect(surface.lines).toEqual([
      [10.9, 10, 20, 10],
      [10, 10, 10.9, 10],
    ]);
    const short = new FakeSurface();
    play(wallTool, short, [...click(100, 100), ...click(106, 100)]);
    play(doorTool, short, [['d', 103, 100]]);
    expect(short.scene.design.walls.map(({ fields }) => fields.material)).toEqual(['door-wood']);
  });

  it('a zone is closed on its first corner or by Enter, and not with two corners', () => {
    const surface = new FakeSurface();
    play(zoneTool, surface, [...click(10, 10), ...click(60, 10), ...click(60, 60), ...click(11, 12)]);
    const drawing = play(zoneTool, surface, [...click(100, 100), ...click(160, 100), ...click(160, 160)]);
    expect(zoneTool.key?.(surface, 'Enter', drawing)).toEqual(idle);
    const two = play(zoneTool, surface, [...click(200, 200), ...click(260, 200)]);
    expect(zoneTool.key?.(surface, 'Escape', two)).toEqual(idle);
    expect(surface.scene.design.zones.map(({ fields }) => [fields.name, fields.outline.length])).toEqual([
      ['Zone 01', 3],
      ['Zone 02', 3],
    ]);
  });

  it('names new access points on', () => {
    const surface = new FakeSurface();
    play(apTool, surface, [['d', 10, 10]]);
    play(apTool, surface, [['d', 90, 10]]);
    expect(surface.scene.design.aps.map(({ fields }) => fields.name)).toEqual(['AP-01', 'AP-02']);
  });
});

describe('"I am here"', () => {
  it('a tap sets the place, a drag moves the plan and sets none', () => {
    const surface = new FakeSurface();
    play(hereTool, surface, [
      ['d', 100, 50],
      ['m', 103, 52],
      ['u', 103, 52],
    ]);
    expect(surface.targets).toEqual([[10.3, 5.2]]);
    play(hereTool, surface, [
      ['d', 100, 50],
      ['m', 130, 50],
      ['m', 140, 60],
      ['u', 140, 60],
    ]);
    expect(surface.targets).toHaveLength(1);
    expect(surface.view).toMatchObject({ x: 40, y: 10 });
  });
});
