// Access points into OpenIntent.
import type { ApRadio, DesignObjectOf } from '../../../../../shared/model/design.ts';
import { antennaOf } from '../../../../../shared/rf/antennas.ts';
import type { OutgoingFloor, OutgoingProject } from '../../../../ports/exchange.ts';
import type { Item } from '../archive.ts';
import { bandNames } from './read-devices.ts';
import { type FloorUnits, onFloor, own } from './write-floorplans.ts';

/** `01:23:45:67:89:0a`; what is no MAC address stays only in our own member. */
function macOf(mac: string | undefined): string | undefined {
  const hex = mac?.toLowerCase().replaceAll(/[^\da-f]/g, '') ?? '';
  return hex.length === 12 ? hex.match(/../g)?.join(':') : undefined;
}

const radio = (each: ApRadio, index: number): Item => ({
  id: index,
  radio_function: each.enabled ? 'CLIENT_ACCESS' : 'DISABLED',
  band: bandNames[each.band],
  ...(each.channel === undefined ? {} : { channel: each.channel }),
  channel_width: `${each.widthMhz}_MHz`,
  channel_assignment: each.channel === undefined ? 'AUTOMATIC' : 'MANUAL',
  transmit_power: Math.round(each.powerDbm),
  transmit_eirp: each.powerDbm + antennaOf(each.antenna).gainDbi,
  ...own({
    powerDbm: each.powerDbm,
    antenna: each.antenna,
    azimuthDeg: each.azimuthDeg,
    tiltDeg: each.tiltDeg,
    bssids: each.bssids,
  }),
});

function antennas(radios: readonly ApRadio[]): Item[] {
  return [...Map.groupBy(radios, ({ antenna }) => antenna)].map(([id, own]) => {
    const { name, gainDbi, azimuthWidthDeg } = antennaOf(id);
    const [first] = own;
    return {
      vendor: 'Groma',
      model: name,
      antenna_type: azimuthWidthDeg < 360 ? 'DIRECTIONAL' : 'OMNIDIRECTIONAL',
      bands: own.map(({ band }) => ({ band: bandNames[band], gain: gainDbi })),
      orientation: { rotation: first?.azimuthDeg ?? 0, tilt: first ? -first.tiltDeg : 0, roll: 0 },
    };
  });
}

/** Names are how others tell access points apart: the second of a name gets a number, and ours stays beside it. */
function uniqueName(name: string, taken: Set<string>): string {
  const wanted = name === '' ? 'AP' : name;
  let unique = wanted;
  for (let number = 2; taken.has(unique.toLowerCase()); number++) unique = `${wanted} (${number})`;
  taken.add(unique.toLowerCase());
  return unique;
}

function accessPoint(
  { objectId, fields }: DesignObjectOf<'ap'>,
  { name, floor, units }: { name: string; floor: OutgoingFloor; units: FloorUnits | undefined },
): Item {
  const { place, heightM, vendor, model, serial, mac, claimCode, radios, mounting } = fields;
  const [first] = radios;
  const macAddress = macOf(mac);
  return {
    name,
    floorplan_name: floor.name,
    ...(serial === undefined ? {} : { serial_number: serial }),
    ...(claimCode === undefined ? {} : { claim_code: claimCode }),
    ...(macAddress === undefined ? {} : { mac_address: macAddress }),
    ...(vendor === undefined ? {} : { manufacturer: vendor }),
    ...(model === undefined ? {} : { model }),
    ...(radios.length === 0 ? {} : { dot11_radios: radios.map(radio), antennas: antennas(radios) }),
    orientation: { rotation: first?.azimuthDeg ?? 0, tilt: first ? -first.tiltDeg : 0, roll: 0 },
    ...(place && units ? { coordinates: units.coordinates(place, heightM) } : {}),
    groma_id: objectId,
    ...own({ name: name === fields.name ? undefined : fields.name, mounting, mac }),
  };
}

export function writeDevices(
  project: OutgoingProject,
  unitsOf: ReadonlyMap<OutgoingFloor, FloorUnits | undefined>,
): Item[] {
  const taken = new Set<string>();
  return project.floors.flatMap((floor) =>
    onFloor(project, 'ap', floor).map((ap) =>
      accessPoint(ap, { name: uniqueName(ap.fields.name, taken), floor, units: unitsOf.get(floor) }),
    ),
  );
}
