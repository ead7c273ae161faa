import fc from 'fast-check';
import { expect, it } from 'vitest';
import { GridIndex } from './grid-index.ts';

const metres = fc.double({ min: -200, max: 200, noNaN: true }).map(Math.fround);

it('finds the same nearest point as looking at all of them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(metres, metres), { maxLength: 60 }),
      metres,
      metres,
      fc.double({ min: 0.01, max: 30, noNaN: true }),
      (points, x, y, radius) => {
        const index = new GridIndex(
          Float32Array.from(points, (point) => point[0]),
          Float32Array.from(points, (point) => point[1]),
        );
        const found = index.nearest(x, y, radius);
        const distances = points.map((point) => Math.hypot(point[0] - x, point[1] - y));
        const best = Math.min(
          Number.POSITIVE_INFINITY,
          ...distances.filter((distance) => distance * distance <= radius * radius),
        );
        // At the very edge of the radius rounding decides.
        if (found < 0) expect(best).toBeGreaterThan(radius * (1 - 1e-9));
        else expect(distances[found]).toBeCloseTo(best, 9);
      },
    ),
  );
});
