// The office as a drawing: closed, its rooms beside one another, its desks clear of the walls, some rooms left out of the survey.
import { describe, expect, test } from 'vitest';
import { makePracticeWorld } from '../index.ts';
import { buildingHeightM, buildingWidthM, layouts, recess } from './layout.ts';
import { crosses, wallPieces } from './walls.ts';

const world = makePracticeWorld(7);
const isInside = (x: number, y: number) =>
  x > 0 && y > 0 && x < buildingWidthM && y < buildingHeightM && !(x > recess.left && y > recess.top);

describe('layout', () => {
  test('walls of four materials close the building in; no room lies over another, but where two open areas meet', () => {
    for (const [index, layout] of layouts.entries()) {
      const walls = world.floors[index]?.walls ?? [];
      expect(new Set(walls.map(({ material }) => material))).toEqual(
        new Set(['brick', 'concrete', 'drywall', 'glass']),
      );
      const outer = walls.filter(({ material }) => material === 'brick');
      const length = outer.reduce((sum, wall) => sum + Math.hypot(wall.x2M - wall.x1M, wall.y2M - wall.y1M), 0);
      expect(2 * (buildingWidthM + buildingHeightM) - length).toBeLessThan(3);
      for (const one of layout.rooms) {
        const [x, y, width, height] = one.box;
        expect(isInside(x + width / 2, y + height / 2)).toBe(true);
        for (const other of layout.rooms) {
          if (one === other || (one.use === 'open' && other.use === 'open')) continue;
          const overlapX = Math.min(x + width, other.box[0] + other.box[2]) - Math.max(x, other.box[0]);
          const overlapY = Math.min(y + height, other.box[1] + other.box[3]) - Math.max(y, other.box[1]);
          expect([one.name, other.name, overlapX > 1e-6 && overlapY > 1e-6]).toEqual([one.name, other.name, false]);
        }
      }
    }
  });

  test('no desk stands in a wall', () => {
    for (const layout of layouts) {
      for (const [x, y] of layout.desks) {
        for (const wall of wallPieces(layout)) {
          const diagonals = [
            { x1M: x, y1M: y, x2M: x + 3.2, y2M: y + 1.6 },
            { x1M: x + 3.2, y1M: y, x2M: x, y2M: y + 1.6 },
          ];
          expect(diagonals.some((diagonal) => crosses(wall, diagonal))).toBe(false);
        }
      }
    }
  });

  test('some rooms stay out, so that "not measured" shows', () => {
    for (const [index, layout] of layouts.entries()) {
      const survey = world.floors[index]?.survey ?? [];
      const empty = layout.rooms.filter(
        ({ box: [x, y, width, height] }) =>
          !survey.some(({ xM = 0, yM = 0 }) => xM > x && xM < x + width && yM > y && yM < y + height),
      );
      expect(empty.length).toBeGreaterThanOrEqual(3);
      expect(empty.length).toBeLessThan(layout.rooms.length * 0.6);
    }
  });
});
