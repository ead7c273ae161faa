// Walls out of drawings and out of files.
import { describe, expect, test } from 'vitest';
import { readWalls, wallsFromSegments } from './walls.ts';

const scale = { metresPerPixel: 0.05, originXM: 10, originYM: -2 };

describe('from a drawing', () => {
  test('pixels become metres at the plan, materials come from the choice or the layer', () => {
    const segments = [
      { x1: 0, y1: 0, x2: 100, y2: 0, layer: 'A-WALL-BRICK' },
      { x1: 0, y1: 40, x2: 100, y2: 40, layer: 'X' },
    ];
    expect(wallsFromSegments(segments, scale, new Map([['X', 'concrete']]))).toEqual([
      { x1M: 10, y1M: -2, x2M: 15, y2M: -2, material: 'brick', layer: 'A-WALL-BRICK' },
      { x1M: 10, y1M: 0, x2M: 15, y2M: 0, material: 'concrete', layer: 'X' },
    ]);
  });

  test('doubles in either direction and crumbs are left out', () => {
    const line = { x1: 0, y1: 0, x2: 100, y2: 0, layer: 'W' };
    const back = { x1: 100, y1: 0, x2: 0, y2: 0, layer: 'W' };
    const crumb = { x1: 0, y1: 0, x2: 0.5, y2: 0, layer: 'W' };
    expect(wallsFromSegments([line, back, line, crumb], scale, new Map())).toHaveLength(1);
  });
});

describe('from files', () => {
  test('CSV: columns by name in any order, bad rows with their line and reason', () => {
    const text =
      '\ufeffmaterial,X1_M,y1_m,x2_m,y2_m,note\r\nglass,0,0,5,0,a\r\n,1,1,1,1.01,b\r\nbrick,1,x,2,2,c\r\n"a, b",1,1,4,1,d\r\n,0,9,9,9\r\n';
    const { walls, skipped } = readWalls(text, 'w.csv');
    expect(walls.map(({ material }) => material)).toEqual(['glass', 'a, b', 'drywall']);
    expect(skipped).toEqual([
      { line: 3, reason: 'shorter than 5 cm' },
      { line: 4, reason: 'a coordinate is not a usable number' },
    ]);
  });

  test('GeoJSON lines, several in one feature', () => {
    const feature = (type: string, coordinates: unknown, properties: unknown = null) => ({
      type: 'Feature',
      geometry: { type, coordinates },
      properties,
    });
    const text = JSON.stringify({
      type: 'FeatureCollection',
      features: [
        feature(
          'LineString',
          [
            [0, 0],
            [5, 0],
            [5, 5],
          ],
          { material: 'glass' },
        ),
        feature('MultiLineString', [
          [
            [0, 1],
            [5, 1],
          ],
          [
            [0, 2],
            [5, 2],
          ],
        ]),
        feature('Point', [0, 0]),
        null,
      ],
    });
    const { walls, skipped } = readWalls(text, 'w.geojson');
    expect(walls.map(({ material }) => material)).toEqual(['glass', 'glass', 'drywall', 'drywall']);
    expect(walls[1]).toMatchObject({ x1M: 5, y1M: 0, x2M: 5, y2M: 5 });
    expect(skipped.map(({ line }) => line)).toEqual([3, 4]);
  });

  test.each(['', 'x1_m,y1_m,x2_m\n1,2,3\n', '{', '{"features":7}', '{}', 'x1_m,y1_m,x2_m,y2_m\n,,,\n', '"'])(
    'nothing usable: %j',
    (text) => {
      expect(() => readWalls(text, 'w')).toThrow(expect.objectContaining({ code: 'no_usable_rows' }));
    },
  );
});
