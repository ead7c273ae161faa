// Access points and beacons into an .esx project: their places, planned radios with antennas, the BSSIDs they were heard with, tags.
import { isDeepStrictEqual } from 'node:util';
import type { ApRadio, Band, DesignObjectOf } from '../../../../../shared/model/design.ts';
import { antennaOf, planeOf } from '../../../../../shared/rf/antennas.ts';
import { narrowCentresMhz } from '../../../../../shared/rf/channels.ts';
import { type Item, itemOf, itemsOf, textOf, textsOf } from '../archive.ts';
import { idFrom } from '../object-reader.ts';
import type { EsxWriter } from './esx-writer.ts';
import { antennaTypeId, bandNames } from './radios.ts';
import { isBluetooth, ownTags } from './read-access-points.ts';

const planeSteps = 72;
/** What an access point hangs at where nobody has said it. */
const usualHeightM = 2.4;

function gains(antennaId: string, plane: 'azimuth' | 'elevation') {
  return planeOf(antennaOf(antennaId), plane, planeSteps).map((gain, step) => ({
    angle: (step * 360) / planeSteps,
    gain: Math.round(gain * 100) / 100,
  }));
}

function putAntenna({ lists }: EsxWriter, antenna: string, band: Band): string {
  const id = antennaTypeId(antenna, band);
  const { name, gainDbi, azimuthWidthDeg } = antennaOf(antenna);
  lists.put('antennaTypes', {
    id,
    name: `${name} ${band} GHz`,
    directional: azimuthWidthDeg < 360,
    defaultTiltAngle: 0,
    frequencyBand: bandNames[band],
    apVendor: '',
    apModel: '',
    maxGain: gainDbi,
    hplane: { alignmentAngle: 0, gains: gains(antenna, 'azimuth') },
    eplane: { alignmentAngle: 90, gains: gains(antenna, 'elevation') },
    radioTechnology: 'IEEE802_11',
  });
  return id;
}

const channelsOf = ({ source }: EsxWriter, { band, channel, widthMhz }: ApRadio): Item => {
  if (channel === undefined) return { channelByCenterFrequencyDefinedNarrowChannels: undefined, channel: undefined };
  const centres = narrowCentresMhz(band, channel, widthMhz);
  if (!source.isOld) return { channelByCenterFrequencyDefinedNarrowChannels: centres };
  const [first = 0] = centres;
  return { channel: centres.map((centre) => channel + (centre - first) / 5) };
};

/** What public projects say of every planned radio, and Groma does not know. */
const usualRadioFields = {
  technology: 'AX',
  radioTechnology: 'IEEE802_11',
  spatialStreamCount: 2,
  shortGuardInterval: true,
  greenfield: false,
  defaultAntennas: [],
};

interface Mount {
  readonly heightM?: number | undefined;
  readonly mounting: DesignObjectOf<'ap'>['fields']['mounting'];
}
const mountOf = ({ heightM, mounting }: Mount): Item => ({
  antennaHeight: heightM ?? usualHeightM,
  antennaMounting: mounting.toUpperCase(),
});

/** Only what reading would not give: an antenna of the file that nobody has touched stays the file's. */
function radioFields(writer: EsxWriter, radio: ApRadio, read: ApRadio | undefined): Item {
  const isNew = (...names: (keyof ApRadio)[]) =>
    !read || names.some((name) => !isDeepStrictEqual(radio[name], read[name]));
  return {
    ...(isNew('band', 'channel', 'widthMhz') ? channelsOf(writer, radio) : {}),
    ...(isNew('powerDbm') ? { transmitPower: radio.powerDbm } : {}),
    ...(isNew('antenna', 'band') ? { antennaTypeId: putAntenna(writer, radio.antenna, radio.band) } : {}),
    ...(isNew('azimuthDeg') ? { antennaDirection: radio.azimuthDeg } : {}),
    ...(isNew('tiltDeg') ? { antennaTilt: radio.tiltDeg } : {}),
    ...(isNew('enabled') ? { enabled: radio.enabled } : {}),
  };
}

function writeRadios(writer: EsxWriter, { objectId, fields }: DesignObjectOf<'ap'>, read?: readonly ApRadio[]): void {
  const { lists } = writer;
  const ids = writer.source.radioIds.get(objectId) ?? [];
  const stay = new Set<string>();
  fields.radios.forEach((radio, index) => {
    const id = ids[index] ?? idFrom(objectId, 'radio', String(index));
    const known = lists.find('simulatedRadios', id);
    // A radio that was only heard is planned by nobody, until somebody changes it.
    if (!known && read?.[index] && isDeepStrictEqual({ ...read[index], bssids: [] }, { ...radio, bssids: [] })) return;
    stay.add(id);
    const own = radioFields(writer, radio, known ? read?.[index] : undefined);
    const place = { accessPointId: objectId, accessPointIndex: index, ...(known ? {} : mountOf(fields)) };
    lists.put('simulatedRadios', { id, ...place, ...own }, usualRadioFields);
  });
  lists.drop('simulatedRadios', (radio) => {
    const isOurs = textOf(radio, 'accessPointId') === objectId && !isBluetooth(radio);
    return isOurs && !stay.has(textOf(radio, 'id') ?? '');
  });
}

export function putMeasurement(
  { lists, source }: EsxWriter,
  measurements: Map<string, string>,
  heard: {
    readonly bssid: string;
    readonly ssid: string;
    readonly centreMhz: number | undefined;
    readonly channel?: number;
  },
): string {
  const known = measurements.get(heard.bssid);
  if (known !== undefined) return known;
  const id = idFrom('measurement', heard.bssid);
  const centres = heard.centreMhz === undefined ? [] : [heard.centreMhz];
  const channels = source.isOld
    ? { channel: heard.channel === undefined ? [] : [heard.channel] }
    : { channelByCenterFrequencyDefinedNarrowChannels: centres };
  lists.put('accessPointMeasurements', {
    id,
    mac: heard.bssid.toUpperCase(),
    ssid: heard.ssid,
    ...channels,
    security: 'UNKNOWN',
    technologies: [],
    informationElements: '',
  });
  measurements.set(heard.bssid, id);
  return id;
}

/** Ids of the measurements by BSSID. */
export const measurementIds = ({ lists }: EsxWriter): Map<string, string> =>
  new Map(
    lists
      .of('accessPointMeasurements')
      .map((each) => [(textOf(each, 'mac') ?? '').toLowerCase(), textOf(each, 'id') ?? '']),
  );

function writeBssids(writer: EsxWriter, measurements: Map<string, string>, ap: DesignObjectOf<'ap'>): void {
  const { lists } = writer;
  const own = ap.fields.radios.map(({ band, channel, bssids }) =>
    bssids.map((bssid) => {
      const [centreMhz] = channel === undefined ? [] : narrowCentresMhz(band, channel, 20);
      return putMeasurement(writer, measurements, { bssid, ssid: '', centreMhz, ...(channel ? { channel } : {}) });
    }),
  );
  const all = new Set(own.flat());
  // A BSSID belongs to one access point: here, whatever the file had guessed.
  for (const radio of lists.of('measuredRadios'))
    radio['accessPointMeasurementIds'] = textsOf(radio, 'accessPointMeasurementIds').filter((id) => !all.has(id));
  lists.drop(
    'measuredRadios',
    (radio) => radio['accessPointId'] === ap.objectId || textsOf(radio, 'accessPointMeasurementIds').length === 0,
  );
  own.forEach((ids, index) => {
    if (ids.length === 0) return;
    const id = idFrom(ap.objectId, 'measured', String(index));
    lists.put('measuredRadios', { id, accessPointId: ap.objectId, accessPointMeasurementIds: ids });
  });
}

/** The values that the program has no fields for; tags of other names stay. */
function tagsOf({ lists }: EsxWriter, ap: Item | undefined, own: Readonly<Record<string, string | undefined>>): Item[] {
  const idOf = (name: string): string => {
    const known = lists.of('tagKeys').find((key) => key['key'] === name);
    const id = textOf(known, 'id') ?? idFrom('tag', name);
    if (!known && own[name]) lists.put('tagKeys', { id, key: name });
    return id;
  };
  const ids = new Map(Object.keys(own).map((name) => [idOf(name), own[name]]));
  const others = itemsOf(ap, 'tags').filter((tag) => !ids.has(textOf(tag, 'tagKeyId') ?? ''));
  return [...others, ...[...ids].flatMap(([tagKeyId, value]) => (value ? [{ tagKeyId, value }] : []))];
}

const usualApFields = { mine: true, hidden: false, userDefinedPosition: true, noteIds: [], tags: [] };

function writeAccessPoint(writer: EsxWriter, measurements: Map<string, string>, ap: DesignObjectOf<'ap'>): void {
  const { lists } = writer;
  const { objectId, fields } = ap;
  const read = writer.readOf(ap);
  const { name, vendor, model, floor, place, serial, mac, claimCode } = fields;
  const known = lists.find('accessPoints', objectId);
  const tags = tagsOf(writer, known, {
    [ownTags.serial]: serial,
    [ownTags.mac]: mac,
    [ownTags.claimCode]: claimCode,
  });
  const location = place && writer.location(floor, place);
  lists.put('accessPoints', { id: objectId, name, vendor, model, location, tags }, usualApFields);
  writeRadios(writer, ap, read?.radios);
  if (read && (read.heightM !== fields.heightM || read.mounting !== fields.mounting))
    for (const radio of lists.of('simulatedRadios'))
      if (radio['accessPointId'] === objectId && !isBluetooth(radio)) Object.assign(radio, mountOf(fields));
  const bssids = (radios: readonly ApRadio[]) => radios.map((radio) => radio.bssids);
  if (!isDeepStrictEqual(bssids(read?.radios ?? []), bssids(fields.radios))) writeBssids(writer, measurements, ap);
}

function writeBeacon(writer: EsxWriter, { objectId, fields }: DesignObjectOf<'beacon'>): void {
  const { lists } = writer;
  const { name, floor, place, heightM, powerDbm, key } = fields;
  const radio = lists.find('simulatedRadios', objectId);
  const host = lists.find('accessPoints', textOf(radio, 'accessPointId'));
  const hostId = textOf(host, 'id');
  const isAlone = lists.of('simulatedRadios').every((each) => each === radio || each['accessPointId'] !== hostId);
  const isOneOfBle = lists
    .of('simulatedRadios')
    .every((each) => each === radio || each['accessPointId'] !== hostId || !isBluetooth(each));
  const location = place && writer.location(floor, place);
  const isAtHost =
    host !== undefined &&
    isDeepStrictEqual(itemOf(host, 'location'), location) &&
    name === `${textOf(host, 'name')} BLE` &&
    (isOneOfBle || key === '');
  // One that is no longer where its access point is becomes one of its own.
  const accessPointId = hostId !== undefined && (isAtHost || isAlone) ? hostId : idFrom(objectId, 'beacon');
  const known = lists.find('accessPoints', accessPointId);
  const tags = tagsOf(writer, known, { [ownTags.beacon]: key });
  lists.put('accessPoints', { id: accessPointId, tags, ...(isAtHost ? {} : { name, location }) }, usualApFields);
  lists.put(
    'simulatedRadios',
    { id: objectId, accessPointId, antennaHeight: heightM ?? usualHeightM, transmitPower: powerDbm },
    { ...usualRadioFields, radioTechnology: 'BLUETOOTH', antennaMounting: 'CEILING', enabled: true },
  );
}

export function writeAccessPoints(writer: EsxWriter, measurements: Map<string, string>): void {
  const { lists } = writer;
  const [goneAps, goneBeacons] = [writer.gone('ap'), writer.gone('beacon')];
  const isGone = (radio: Item) =>
    isBluetooth(radio) ? goneBeacons.has(textOf(radio, 'id') ?? '') : goneAps.has(textOf(radio, 'accessPointId') ?? '');
  const hosts = new Set(
    lists
      .of('simulatedRadios')
      .filter(isGone)
      .map((radio) => textOf(radio, 'accessPointId') ?? ''),
  );
  lists.drop('simulatedRadios', isGone);
  lists.drop('measuredRadios', (radio) => goneAps.has(textOf(radio, 'accessPointId') ?? ''));
  // The place of an access point that is gone may still be that of its beacon.
  const used = new Set(lists.of('simulatedRadios').map((radio) => textOf(radio, 'accessPointId') ?? ''));
  const here = new Set(writer.all('ap').map(({ objectId }) => objectId as string));
  lists.drop('accessPoints', (ap) => {
    const id = textOf(ap, 'id') ?? '';
    return !used.has(id) && !here.has(id) && (goneAps.has(id) || hosts.has(id));
  });
  const aps = writer.changed('ap');
  for (const ap of aps) writeAccessPoint(writer, measurements, ap);
  // Where an access point has moved, its beacon may have stayed.
  const moved = new Set(aps.map(({ objectId }) => objectId as string));
  const beacons = new Set(writer.changed('beacon'));
  for (const beacon of writer.all('beacon')) {
    const hostId = textOf(lists.find('simulatedRadios', beacon.objectId), 'accessPointId') ?? '';
    if (beacons.has(beacon) || moved.has(hostId)) writeBeacon(writer, beacon);
  }
}
