// What is known of the receivers. An offset is something that people say, like a wall: readings stay as they were taken.
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ParsedInputOf } from '../../../../shared/contract/contract.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { ObjectId } from '../../../../shared/model/ids.ts';
import { RadioKind } from '../../../../shared/model/radio.ts';
import { compareDevices, type DeviceComparison, differencesOf } from '../../../../shared/survey/device-offset.ts';
import type { SiteSession } from '../../../ports/sites.ts';
import { stampUuid, uuidText } from '../uuid.ts';
import * as store from './device-store.ts';

/** The same in every copy of every site, so that what two people say of one device is said of one object. UUID version 8. */
function objectIdOf(device: string): ObjectId {
  const bytes = new Uint8Array(createHash('sha256').update(`device ${device}`).digest().subarray(0, 16));
  return ObjectId.parse(uuidText(stampUuid(bytes, 8)));
}

function findDevice(site: SiteSession, name: string): number {
  const known = store.listDevices(site.database);
  const found = known.find((each) => each.name === name);
  if (!found)
    throw new AppError('device_not_found', {
      device: name,
      devices: known.map((each) => each.name).join(', ') || 'none',
    });
  return found.id;
}

export function listDevices(site: SiteSession) {
  const said = new Map(site.design.list({ kinds: ['device'] }).map(({ fields }) => [fields.name, fields]));
  return {
    devices: store.listDevices(site.database).map(({ name, scans }) => ({ ...said.get(name), name, scans })),
  };
}

/** @throws AppError `device_not_found`, `devices_not_side_by_side` */
export async function compare(
  site: SiteSession,
  { device, reference }: { device: string; reference: string },
  goOn: () => void,
): Promise<Partial<Record<RadioKind, DeviceComparison>>> {
  const ids = { device: findDevice(site, device), reference: findDevice(site, reference) };
  const found: Partial<Record<RadioKind, DeviceComparison>> = {};
  for (const kind of RadioKind.options) {
    const byRadio: number[][] = [];
    for (const readings of ids.device === ids.reference ? [] : store.pairedReadings(site.database, kind, ids)) {
      byRadio.push(differencesOf(readings));
      await nextTurn();
      goOn();
    }
    const comparison = compareDevices(byRadio);
    if (comparison) found[kind] = comparison;
  }
  if (!found.wifi && !found.ble) throw new AppError('devices_not_side_by_side', { device, reference });
  return found;
}

/** @throws AppError `device_not_found`, `site_read_only` */
export function setOffset(
  site: SiteSession,
  { device, wifiDb, bleDb, reference }: Omit<ParsedInputOf<'survey.setDeviceOffset'>, 'siteId'>,
): void {
  site.requireWritable();
  findDevice(site, device);
  site.design.edit({
    title: `Offset of ${device}`,
    changes: [{ objectId: objectIdOf(device), kind: 'device', set: { name: device, wifiDb, bleDb, reference } }],
  });
  for (const what of ['design', 'readings'] as const) site.changed({ what });
}
