// Building models: a real one, whose walls, doors and spaces are known, and damaged ones.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ProjectImportResult } from '../../../../shared/contract/site.ts';
import type { Task } from '../../../../shared/contract/tasks.ts';
import { distanceM, nearestOn } from '../../../../shared/geometry/segments.ts';
import type { DesignKind, DesignObject, DesignObjectOf } from '../../../../shared/model/design.ts';
import { openTestSite, type TestSite } from '../../../core/testing/test-site.ts';
import { ifcOf } from '../testing/ifc-file.ts';

let site: TestSite;
beforeEach(async () => {
  site = await openTestSite();
});
afterEach(() => site.close());

const tryImport = (bytes: Uint8Array | string, name = 'house.ifc'): Promise<Task> => {
  const path = join(site.folder, name);
  writeFileSync(path, bytes);
  return site.runTask('site.importProject', { siteId: site.siteId, source: { path } });
};
async function importIfc(bytes: Uint8Array | string): Promise<ProjectImportResult> {
  const task = await tryImport(bytes);
  if (task.state !== 'done') throw new Error(task.error?.message ?? task.state);
  return task.result as ProjectImportResult;
}
async function ofKind<K extends DesignKind>(floor: string, kind: K): Promise<DesignObjectOf<K>['fields'][]> {
  const { objects } = await site.client.call('floorplan.listObjects', { siteId: site.siteId, floor });
  return (objects as DesignObject[]).filter((each) => each.kind === kind).map(({ fields }) => fields) as never;
}
const lengthM = ([x1, y1, x2, y2]: readonly number[]) => Math.hypot((x2 ?? 0) - (x1 ?? 0), (y2 ?? 0) - (y1 ?? 0));

describe('a house of our own: four outer walls of 10 by 6 m, a partition, a door, a window, two rooms', () => {
  test.each([
    ['metres', 1],
    ['millimetres', 1000],
  ] as const)('in %s', async (_unit, perMetre) => {
    const { floors, remarks } = await importIfc(ifcOf({ unitsPerMetre: perMetre }));
    expect(floors).toEqual(['Ground', 'Upper']);
    expect(remarks.join('\n')).toContain('Losses of the walls follow from the names of their layers.');
    const info = await site.client.call('site.getInfo', { siteId: site.siteId });
    // A metre around it.
    expect(info.floors).toMatchObject([
      { name: 'Ground', level: 0, hasPlan: true, widthM: expect.closeTo(12, 6), heightM: expect.closeTo(8, 6) },
      { name: 'Upper', level: 1, hasPlan: true },
    ]);
    const walls = await ofKind('Ground', 'wall');
    const byMaterial = Map.groupBy(walls, ({ material }) => material);
    const total = (material: string) =>
      (byMaterial.get(material) ?? []).reduce((sum, { line }) => sum + lengthM(line), 0);
    // Middle lines: 9.7 and 5.7 m between corners of 0.3 m thick walls, less the window; 5.7 m of partition, less the door.
    expect(total('IFC Brick wall')).toBeCloseTo(2 * 9.7 + 2 * 5.7 - 1.5, 2);
    expect(total('IFC Partition')).toBeCloseTo(5.7 - 0.9, 2);
    expect(byMaterial.get('window')?.map(({ line }) => Math.round(lengthM(line) * 100) / 100)).toEqual([1.5]);
    expect(byMaterial.get('door-wood')?.map(({ line }) => Math.round(lengthM(line) * 100) / 100)).toEqual([0.9]);
    const [brick, partition] = (await ofKind('Ground', 'material')).toSorted((a, b) => a.name.localeCompare(b.name));
    expect(brick).toMatchObject({ name: 'Brick wall', thicknessM: 0.3, lossDb: { '2.4': 7, '5': 11, '6': 13 } });
    // Two sheets of 12.5 mm and 75 mm of stud, as one drywall of a tenth of a metre.
    expect(partition).toMatchObject({ name: 'Partition', thicknessM: 0.1, lossDb: { '5': 3 } });
    const zones = await ofKind('Ground', 'zone');
    expect(zones.map(({ name, purpose }) => ({ name, purpose }))).toEqual([
      { name: 'R1 Kitchen', purpose: 'zone' },
      { name: 'R2 Hall', purpose: 'zone' },
    ]);
    expect(zones[0]?.outline).toHaveLength(4);
    expect(await ofKind('Upper', 'alignment')).toEqual(
      (await ofKind('Ground', 'alignment')).map((corner) => ({ ...corner, floor: expect.any(String) })),
    );
    const [upper] = await ofKind('Upper', 'floor');
    expect(upper).toMatchObject({ slabLossDb: { '5': 10 } });
  });

  test('again adds nothing', async () => {
    await importIfc(ifcOf());
    expect((await importIfc(ifcOf())).added).toEqual({ walks: 0, scans: 0, readings: 0 });
  });
});

describe('in words', () => {
  test.each([
    ['no walls', ifcOf().replaceAll('IFCWALL(', 'IFCCOVERING('), 'project_without_walls'],
    ['cut off', ifcOf().slice(0, 300), 'project_without_walls'],
    ['only a head', 'ISO-10303-21;', 'project_damaged'],
  ])('%s', async (_what, bytes, code) => {
    expect(await tryImport(bytes)).toMatchObject({ state: 'failed', error: { code } });
  });

  test('as a plan: it is a project, and where those are imported', async () => {
    const path = join(site.folder, 'house.ifc');
    writeFileSync(path, ifcOf());
    await expect(site.client.call('floorplan.inspectPlan', { source: { path } })).rejects.toMatchObject({
      code: 'plan_is_project',
    });
  });
});

const sample = join(import.meta.dirname, '../../../../../shared/data/floorplans/ifc/duplex.ifc.gz');
describe.skipIf(!existsSync(sample))('the duplex apartment (skipped where the shared data is absent)', () => {
  test('both storeys with their walls, doors, windows and rooms', async () => {
    const { floors, added } = await importIfc(gunzipSync(readFileSync(sample)));
    expect(floors).toEqual(['Level 1', 'Level 2']);
    expect(added).toMatchObject({ zone: expect.any(Number) });
    const info = await site.client.call('site.getInfo', { siteId: site.siteId });
    expect(info.floors).toMatchObject([
      { level: 0, hasPlan: true },
      { level: 1, hasPlan: true },
    ]);
    const [one, two] = [await ofKind('Level 1', 'wall'), await ofKind('Level 2', 'wall')];
    const count = (walls: typeof one, pattern: RegExp) => walls.filter(({ material }) => pattern.test(material)).length;
    // The model has 14 doors and 24 windows.
    expect(count(one, /^door/) + count(two, /^door/)).toBe(14);
    const [zones1, zones2] = [await ofKind('Level 1', 'zone'), await ofKind('Level 2', 'zone')];
    expect(zones1.length + zones2.length).toBeGreaterThanOrEqual(17);
    // Every door stands in a gap of its own size: no wall runs through it.
    const isThrough = (door: (typeof one)[number], wall: (typeof one)[number]) => {
      const [x1, y1, x2, y2] = door.line;
      const middle = [(x1 + x2) / 2, (y1 + y2) / 2] as const;
      return !/^door/.test(wall.material) && distanceM(nearestOn(wall.line, middle).place, middle) < 0.1;
    };
    for (const door of one.filter(({ material }) => /^door/.test(material)))
      expect(one.filter((wall) => isThrough(door, wall))).toEqual([]);
  });
});
