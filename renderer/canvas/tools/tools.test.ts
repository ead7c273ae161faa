import { describe, expect, it } from 'vitest';
import { emptyScene, type Scene } from '../scene.ts';
import { toMetres, type View } from '../view.ts';
import { measureTool } from './measure.ts';
import { panTool } from './pan.ts';
import { selectTool } from './select.ts';
import { type Gesture, idle, type Place, type Pointer, type Surface, type Tool } from './tool.ts';

class FakeSurface implements Surface {
  view: View = { scale: 10, x: 0, y: 0 };
  scene: Scene = { ...emptyScene, radios: [{ xM: 5, yM: 5, name: 'AP', kind: 'wifi', isChosen: false }] };
  nearest = -1;
  readonly points: (number | undefined)[] = [];
  readonly radios: number[] = [];
  readonly measures: { points: readonly Place[]; isFinished: boolean }[] = [];
  setView(view: View): void {
    this.view = view;
  }
  pointAt(): number {
    return this.nearest;
  }
  choosePoint(index: number | undefined): void {
    this.points.push(index);
  }
  chooseRadio(index: number): void {
    this.radios.push(index);
  }
  setMeasure(points: readonly Place[], isFinished: boolean): void {
    this.measures.push({ points, isFinished });
  }
}

/** Plays `d`own, `m`ove and `u`p at screen places; returns what the pointer is doing at the end. */
function play(
  tool: Tool,
  surface: FakeSurface,
  steps: readonly (readonly ['d' | 'm' | 'u', number, number, boolean?])[],
): Gesture {
  return steps.reduce<Gesture>((gesture, [what, x, y, isStraight = false]) => {
    const pointer: Pointer = { x, y, place: toMetres(surface.view, x, y), isStraight };
    const act = { d: tool.down, m: tool.move, u: tool.up }[what];
    return act(surface, pointer, gesture);
  }, idle);
}

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

  it('chooses a radio by its mark, unless radios are hidden', () => {
    const surface = new FakeSurface();
    play(selectTool, surface, [
      ['d', 55, 50],
      ['u', 55, 50],
    ]);
    surface.scene = { ...surface.scene, layers: { ...surface.scene.layers, radios: { isShown: false, opacity: 1 } } };
    play(selectTool, surface, [
      ['d', 55, 50],
      ['u', 55, 50],
    ]);
    expect(surface.radios).toEqual([0]);
    expect(surface.points).toEqual([undefined]);
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
      ['m', 80, 30, true],
      ['u', 110, 30, true],
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
