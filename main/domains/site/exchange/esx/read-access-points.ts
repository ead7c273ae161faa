// Access points of an .esx project: planned ones with their radios, measured ones that somebody has placed, and BLE radios as beacons.
import type { ApRadio, Band } from '../../../../../shared/model/design.ts';
import { libraryAntennas } from '../../../../../shared/rf/antennas.ts';
import { bandOf, centreMhz, channelOf } from '../../../../../shared/rf/channels.ts';
import { usualRadio } from '../../known-radios.ts';
import { type Item, itemOf, itemsOf, numberOf, textOf, textsOf } from './archive.ts';
import type { DesignReader } from './design-reader.ts';

const widths = [20, 40, 80, 160, 320] as const;

const numbersOf = (item: Item, name: string): number[] =>
  Array.isArray(item[name]) ? (item[name] as unknown[]).filter((each): each is number => typeof each === 'number') : [];

/** Centres of the 20 MHz channels a radio uses, MHz: as they stand (schema 1.8 and later), or from channel numbers (1.5). */
export function narrowChannelsOf(item: Item, band: Band | undefined): number[] {
  const byFrequency = numbersOf(item, 'channelByCenterFrequencyDefinedNarrowChannels');
  if (byFrequency.length > 0) return byFrequency;
  return numbersOf(item, 'channel').map((channel) => centreMhz(band ?? (channel <= 14 ? '2.4' : '5'), channel));
}

const bands: Readonly<Record<string, Band>> = { TWO: '2.4', FIVE: '5', SIX: '6' };

/** Half-power beamwidth of a plane, degrees; 360 where no direction falls 3 dB below the strongest. */
function widthOf(plane: Item | undefined): number {
  const gains = itemsOf(plane, 'gains').flatMap((each) => {
    const [angle, gain] = [numberOf(each, 'angle'), numberOf(each, 'gain')];
    return angle === undefined || gain === undefined ? [] : [{ angle, gain }];
  });
  if (gains.length < 8) return 360;
  const strongest = Math.max(...gains.map(({ gain }) => gain));
  const within = gains.filter(({ gain }) => gain >= strongest - 3).length;
  return (360 * within) / gains.length;
}

/** Of the library the one whose gain and beamwidth are nearest; the file's own pattern stays in its members. */
export function nearestAntenna(type: Item | undefined): string {
  if (type?.['directional'] !== true) return usualRadio.antenna;
  const [azimuth, gainDbi] = [widthOf(itemOf(type, 'hplane')), numberOf(type, 'maxGain') ?? 6];
  const distance = (each: (typeof libraryAntennas)[number]) =>
    Math.abs(Math.log(each.azimuthWidthDeg / azimuth)) + Math.abs(each.gainDbi - gainDbi) / 6;
  const [nearest] = libraryAntennas.toSorted((a, b) => distance(a) - distance(b));
  return nearest?.id ?? usualRadio.antenna;
}

const turnedDeg = (deg: number): number => ((deg % 360) + 360) % 360;

function simulatedRadio(radio: Item, antenna: Item | undefined): ApRadio | undefined {
  const said = bands[textOf(antenna, 'frequencyBand') ?? ''];
  const centres = narrowChannelsOf(radio, said);
  const band = (centres[0] === undefined ? undefined : bandOf(centres[0])) ?? said;
  if (band === undefined) return undefined;
  const channel = centres[0] === undefined ? undefined : channelOf(centres[0]);
  return {
    band,
    enabled: radio['enabled'] !== false,
    ...(channel === undefined ? {} : { channel }),
    widthMhz: widths.find((width) => width >= centres.length * 20) ?? 20,
    powerDbm: Math.min(40, Math.max(-20, numberOf(radio, 'transmitPower') ?? usualRadio.powerDbm)),
    antenna: nearestAntenna(antenna),
    azimuthDeg: turnedDeg(numberOf(radio, 'antennaDirection') ?? 0),
    tiltDeg: Math.min(90, Math.max(-90, numberOf(radio, 'antennaTilt') ?? 0)),
    bssids: [],
  };
}

/** BSSIDs by access point, with the frequency each was heard on. */
function measuredOf(reader: DesignReader): ReadonlyMap<string, { bssid: string; freqMhz: number | undefined }[]> {
  const measurements = reader.lists.byId('accessPointMeasurements');
  const measured = new Map<string, { bssid: string; freqMhz: number | undefined }[]>();
  for (const radio of reader.lists.of('measuredRadios')) {
    const own = textsOf(radio, 'accessPointMeasurementIds').flatMap((id) => {
      const measurement = measurements.get(id);
      const bssid = textOf(measurement, 'mac')?.toLowerCase();
      return measurement && bssid ? [{ bssid, freqMhz: narrowChannelsOf(measurement, undefined)[0] }] : [];
    });
    const id = textOf(radio, 'accessPointId') ?? '';
    measured.set(id, [...(measured.get(id) ?? []), ...own]);
  }
  return measured;
}

/** One radio for each band: into the planned one of that band, or one of its own whose power nobody knows. */
function withMeasured(
  planned: readonly ApRadio[],
  heard: readonly { bssid: string; freqMhz: number | undefined }[],
): ApRadio[] {
  const radios = [...planned];
  for (const [band, own] of Map.groupBy(
    heard,
    ({ freqMhz }) => (freqMhz === undefined ? undefined : bandOf(freqMhz)) ?? '5',
  )) {
    const bssids = [...new Set(own.map(({ bssid }) => bssid))];
    const at = radios.findIndex((radio) => radio.band === band);
    const known = radios[at];
    const freqMhz = own.find((each) => each.freqMhz !== undefined)?.freqMhz;
    const channel = freqMhz === undefined ? undefined : channelOf(freqMhz);
    if (known) radios[at] = { ...known, bssids };
    else radios.push({ ...usualRadio, band, ...(channel === undefined ? {} : { channel }), bssids });
  }
  return radios;
}

const mountings = { CEILING: 'ceiling', WALL: 'wall', FLOOR: 'floor' } as const;

function putBeacon(reader: DesignReader, radio: Item, placed: Record<string, unknown>): void {
  const powerDbm = numberOf(radio, 'transmitPower');
  const fields = {
    ...placed,
    heightM: numberOf(radio, 'antennaHeight'),
    name: `${placed['name']} BLE`,
    key: '',
    powerDbm,
  };
  reader.put('BLE radios', 'beacon', String(radio['id']), fields);
}

export function readAccessPoints(reader: DesignReader): void {
  const antennas = reader.lists.byId('antennaTypes');
  const simulated = Map.groupBy(reader.lists.of('simulatedRadios'), (radio) => textOf(radio, 'accessPointId') ?? '');
  const measured = measuredOf(reader);
  let unplaced = 0;
  for (const ap of reader.lists.of('accessPoints')) {
    const id = String(ap['id']);
    const location = itemOf(ap, 'location');
    const floor = reader.floorOf(textOf(location, 'floorPlanId'))?.floorId;
    const place = reader.placeOn(floor, itemOf(location, 'coord'));
    const all = simulated.get(id) ?? [];
    const heard = measured.get(id) ?? [];
    if (!location && all.length === 0) {
      unplaced++;
      continue;
    }
    const [ble, wifi] = [all.filter(isBluetooth), all.filter((radio) => !isBluetooth(radio))];
    const name = (textOf(ap, 'name') ?? '').trim().slice(0, 190);
    const placed = { floor, place, name };
    for (const radio of ble) putBeacon(reader, radio, placed);
    if (wifi.length === 0 && heard.length === 0 && ble.length > 0) continue;
    const planned = wifi.flatMap(
      (radio) => simulatedRadio(radio, antennas.get(textOf(radio, 'antennaTypeId') ?? '')) ?? [],
    );
    const [first] = all;
    reader.put('access points', 'ap', id, {
      ...placed,
      heightM: numberOf(first, 'antennaHeight'),
      vendor: textOf(ap, 'vendor'),
      model: textOf(ap, 'model'),
      mounting: mountings[(textOf(first, 'antennaMounting') ?? 'CEILING') as keyof typeof mountings] ?? 'ceiling',
      radios: withMeasured(planned, heard),
    });
  }
  if (unplaced > 0)
    reader.say(`Measured access points without a place in the file: ${unplaced}. They are in the list of radios.`);
  if ([...antennas.values()].some((type) => type['directional'] === true))
    reader.say('Directional antennas are shown with the nearest pattern of the library; the file keeps its own.');
}

const isBluetooth = (radio: Item): boolean => textOf(radio, 'radioTechnology') === 'BLUETOOTH';
