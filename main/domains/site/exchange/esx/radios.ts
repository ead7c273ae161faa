// Radios of an .esx project: channels, antennas, and which BSSIDs each was heard with.
import type { ApRadio, Band } from '../../../../../shared/model/design.ts';
import type { ObjectId } from '../../../../../shared/model/ids.ts';
import { libraryAntennas } from '../../../../../shared/rf/antennas.ts';
import { bandOf, centreMhz, channelOf } from '../../../../../shared/rf/channels.ts';
import { usualRadio } from '../../known-radios.ts';
import { type Item, itemOf, itemsOf, numberOf, textOf, textsOf } from '../archive.ts';
import { idFrom } from '../object-reader.ts';
import type { Lists } from './lists.ts';

const widths = [20, 40, 80, 160, 320] as const;

const numbersOf = (item: Item, name: string): number[] =>
  Array.isArray(item[name]) ? (item[name] as unknown[]).filter((each): each is number => typeof each === 'number') : [];

/** Centres of the 20 MHz channels a radio uses, MHz: as they stand (schema 1.8 and later), or from channel numbers (1.5). */
export function narrowChannelsOf(item: Item, band: Band | undefined): number[] {
  const byFrequency = numbersOf(item, 'channelByCenterFrequencyDefinedNarrowChannels');
  if (byFrequency.length > 0) return byFrequency;
  return numbersOf(item, 'channel').map((channel) => centreMhz(band ?? (channel <= 14 ? '2.4' : '5'), channel));
}

export const bandNames = { '2.4': 'TWO', '5': 'FIVE', '6': 'SIX' } as const;
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

/** Of an antenna that Groma itself has written: an id of the library and the band it is used in. */
export const antennaTypeId = (antenna: string, band: Band): ObjectId => idFrom('antenna', antenna, band);

const ownAntennas: ReadonlyMap<string, string> = new Map(
  libraryAntennas.flatMap(({ id }) => Object.values(bands).map((band) => [antennaTypeId(id, band), id] as const)),
);

export const isOwnAntenna = (type: Item): boolean => ownAntennas.has(textOf(type, 'id') ?? '');

/** Of the library the one whose gain and beamwidth are nearest; the file's own pattern stays in its members. */
export function nearestAntenna(type: Item | undefined): string {
  const own = type && ownAntennas.get(textOf(type, 'id') ?? '');
  if (own !== undefined) return own;
  if (type?.['directional'] !== true) return usualRadio.antenna;
  const [azimuth, gainDbi] = [widthOf(itemOf(type, 'hplane')), numberOf(type, 'maxGain') ?? 6];
  const distance = (each: (typeof libraryAntennas)[number]) =>
    Math.abs(Math.log(each.azimuthWidthDeg / azimuth)) + Math.abs(each.gainDbi - gainDbi) / 6;
  const [nearest] = libraryAntennas.toSorted((a, b) => distance(a) - distance(b));
  return nearest?.id ?? usualRadio.antenna;
}

const turnedDeg = (deg: number): number => ((deg % 360) + 360) % 360;

export function simulatedRadio(radio: Item, antenna: Item | undefined): ApRadio | undefined {
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

export interface Heard {
  readonly bssid: string;
  readonly freqMhz: number | undefined;
}

/** BSSIDs by access point, with the frequency each was heard on. */
export function measuredOf(lists: Lists): ReadonlyMap<string, readonly Heard[]> {
  const measurements = lists.byId('accessPointMeasurements');
  const measured = new Map<string, Heard[]>();
  for (const radio of lists.of('measuredRadios')) {
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

/** Each BSSID into the planned radio of its channel, else of its band, else into one of its own whose power nobody knows. */
export function withMeasured(planned: readonly ApRadio[], heard: readonly Heard[]): ApRadio[] {
  const radios = [...planned];
  for (const { bssid, freqMhz } of heard) {
    const band = (freqMhz === undefined ? undefined : bandOf(freqMhz)) ?? '5';
    const channel = freqMhz === undefined ? undefined : channelOf(freqMhz);
    const exact = radios.findIndex((radio) => radio.band === band && radio.channel === channel);
    const at = exact >= 0 ? exact : radios.findIndex((radio) => radio.band === band);
    const known = radios[at];
    if (!known) radios.push({ ...usualRadio, band, ...(channel === undefined ? {} : { channel }), bssids: [bssid] });
    else if (!known.bssids.includes(bssid)) radios[at] = { ...known, bssids: [...known.bssids, bssid] };
  }
  return radios;
}
