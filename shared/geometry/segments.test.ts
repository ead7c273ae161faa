import { describe, expect, test } from 'vitest';
import { areaM2, centreOf, crossing, distanceToSegment, isInside, nearestOn, type Place } from './segments.ts';

const square: Place[] = [
  [0, 0],
  [4, 0],
  [4, 4],
  [0, 4],
];

describe('segments', () => {
  test('the nearest place lies on the segment or is an end', () => {
    expect(nearestOn([0, 0, 10, 0], [3, 5])).toEqual({ place: [3, 0], share: 0.3 });
    expect(nearestOn([0, 0, 10, 0], [-3, 4]).place).toEqual([0, 0]);
    expect(distanceToSegment([0, 0, 10, 0], [13, 4])).toBe(5);
    expect(distanceToSegment([2, 2, 2, 2], [2, 5])).toBe(3);
  });

  test('crossings', () => {
    expect(crossing([0, 0, 4, 4], [0, 4, 4, 0])).toEqual([2, 2]);
    expect(crossing([0, 0, 4, 0], [0, 1, 4, 1])).toBeUndefined();
    expect(crossing([0, 0, 1, 1], [3, 0, 0, 3])).toBeUndefined();
    expect(crossing([0, 0, 4, 0], [4, 0, 4, 4])).toEqual([4, 0]);
  });
});

describe('outlines', () => {
  test('inside, area and middle', () => {
    expect(isInside(square, [1, 1])).toBe(true);
    expect(isInside(square, [5, 1])).toBe(false);
    const bent: Place[] = [
      [0, 0],
      [4, 0],
      [4, 4],
      [2, 1],
      [0, 4],
    ];
    expect(isInside(bent, [2, 3])).toBe(false);
    expect(isInside(bent, [2, 0.5])).toBe(true);
    expect(areaM2(square)).toBe(16);
    expect(centreOf(square)).toEqual([2, 2]);
    expect(
      centreOf([
        [1, 1],
        [1, 1],
        [1, 1],
      ]),
    ).toEqual([1, 1]);
  });
});
