// Access points of an .esx project: planned ones with their radios, measured ones that somebody has placed, and BLE radios as beacons.
import type { ApRadio } from '../../../../../shared/model/design.ts';
import { type Item, itemOf, itemsOf, numberOf, textOf } from '../archive.ts';
import type { DesignReader } from './design-reader.ts';
import type { Lists } from './lists.ts';
import { type Heard, isOwnAntenna, measuredOf, simulatedRadio, withMeasured } from './radios.ts';

const mountings = { CEILING: 'ceiling', WALL: 'wall', FLOOR: 'floor' } as const;
export const isBluetooth = (radio: Item): boolean => textOf(radio, 'radioTechnology') === 'BLUETOOTH';

/** Tags that Groma itself writes: the program has no fields for what they hold. */
export const ownTags = {
  serial: 'Serial number',
  mac: 'MAC address',
  claimCode: 'Claim code',
  beacon: 'BLE identity',
} as const;

/** Values of an access point's tags by the names of their keys. */
function tagsOf(lists: Lists, ap: Item): ReadonlyMap<string, string> {
  const keys = lists.byId('tagKeys');
  return new Map(
    itemsOf(ap, 'tags').flatMap((tag) => {
      const key = textOf(keys.get(textOf(tag, 'tagKeyId') ?? ''), 'key');
      const value = textOf(tag, 'value');
      return key === undefined || value === undefined ? [] : [[key, value] as const];
    }),
  );
}

interface ReadAp {
  readonly item: Item;
  readonly placed: Record<string, unknown>;
  readonly ble: readonly Item[];
  readonly wifi: readonly Item[];
  readonly heard: readonly Heard[];
  readonly tags: ReadonlyMap<string, string>;
}

const isBeaconOnly = ({ ble, wifi, heard }: ReadAp): boolean =>
  ble.length > 0 && wifi.length === 0 && heard.length === 0;

function putBeacons(reader: DesignReader, ap: ReadAp): void {
  const { ble, placed } = ap;
  for (const radio of ble)
    reader.put('BLE radios', 'beacon', String(radio['id']), {
      ...placed,
      heightM: numberOf(radio, 'antennaHeight'),
      name: isBeaconOnly(ap) ? placed['name'] : `${placed['name']} BLE`,
      key: ble.length === 1 ? (ap.tags.get(ownTags.beacon) ?? '') : '',
      powerDbm: numberOf(radio, 'transmitPower'),
    });
}

function putAccessPoint(reader: DesignReader, { item, placed, ble, wifi, heard, tags }: ReadAp): void {
  const antennas = reader.lists.byId('antennaTypes');
  const planned: ApRadio[] = [];
  const ids: string[] = [];
  for (const radio of wifi) {
    const read = simulatedRadio(radio, antennas.get(textOf(radio, 'antennaTypeId') ?? ''));
    if (!read) continue;
    planned.push(read);
    ids.push(String(radio['id']));
  }
  const id = String(item['id']);
  const first = wifi[0] ?? ble[0];
  reader.radioIds.set(id, ids);
  reader.put('access points', 'ap', id, {
    ...placed,
    heightM: numberOf(first, 'antennaHeight'),
    vendor: textOf(item, 'vendor'),
    model: textOf(item, 'model'),
    mounting: mountings[(textOf(first, 'antennaMounting') ?? 'CEILING') as keyof typeof mountings] ?? 'ceiling',
    radios: withMeasured(planned, heard),
    serial: tags.get(ownTags.serial),
    mac: tags.get(ownTags.mac),
    claimCode: tags.get(ownTags.claimCode),
  });
}

export function readAccessPoints(reader: DesignReader): void {
  const { lists } = reader;
  const simulated = Map.groupBy(lists.of('simulatedRadios'), (radio) => textOf(radio, 'accessPointId') ?? '');
  const measured = measuredOf(lists);
  let unplaced = 0;
  for (const item of lists.of('accessPoints')) {
    const id = String(item['id']);
    const location = itemOf(item, 'location');
    const all = simulated.get(id) ?? [];
    if (!location && all.length === 0) {
      unplaced++;
      continue;
    }
    const floor = reader.floorOf(textOf(location, 'floorPlanId'))?.floorId;
    const ap: ReadAp = {
      item,
      placed: {
        floor,
        place: reader.placeOn(floor, itemOf(location, 'coord')),
        name: (textOf(item, 'name') ?? '').trim().slice(0, 190),
      },
      ble: all.filter(isBluetooth),
      wifi: all.filter((radio) => !isBluetooth(radio)),
      heard: measured.get(id) ?? [],
      tags: tagsOf(lists, item),
    };
    putBeacons(reader, ap);
    if (!isBeaconOnly(ap)) putAccessPoint(reader, ap);
  }
  if (unplaced > 0)
    reader.say(`Measured access points without a place in the file: ${unplaced}. They are in the list of radios.`);
  if (lists.of('antennaTypes').some((type) => type['directional'] === true && !isOwnAntenna(type)))
    reader.say('Directional antennas are shown with the nearest pattern of the library; the file keeps its own.');
}
