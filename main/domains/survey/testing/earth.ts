// For tests: a floor whose plan begins at 52 N, 13 E and has its left edge due south.
import type { TestSite } from '../../../core/testing/test-site.ts';

/** @param metresPerThousandth of a degree of latitude, along the plan's y */
export async function placeOnEarth(
  site: TestSite,
  floor: string,
  metresPerThousandth = 111.319_490_793,
): Promise<void> {
  const { floors } = await site.client.call('site.getInfo', { siteId: site.siteId });
  const floorId = floors.find(({ name }) => name === floor)?.floorId;
  const point = (name: string, place: [number, number], geo: [number, number]) => ({
    objectId: crypto.randomUUID() as never,
    kind: 'alignment' as const,
    set: { floor: floorId, name, place, geo },
  });
  await site.client.call('floorplan.editObjects', {
    siteId: site.siteId,
    title: 'Georeference',
    changes: [point('A', [0, 0], [52, 13]), point('B', [0, metresPerThousandth], [51.999, 13])],
  });
}
