// An .esx project of our own making, in both schema generations: two floors, walls, areas, access points with BLE, notes, two surveys.
import { strToU8, zipSync } from 'fflate';
import { pngOf } from '../../floorplan/testing/plan-files.ts';
import { writeTrack } from '../exchange/esx/track.ts';

export interface EsxOptions {
  /** 1.5 has two members for the ends of a wall and channel numbers, 1.9 a list and frequencies. */
  readonly schema?: '1.5.0' | '1.9.0';
  /** In place of members, or beside them. */
  readonly members?: Readonly<Record<string, Uint8Array | object>>;
}

export const esxStartMs = Date.UTC(2026, 0, 5, 9);
const id = (number: number): string => `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
export const esxIds = {
  project: id(1),
  floors: [id(2), id(3)],
  brick: id(10),
  wall: id(13),
  ap: id(20),
  ble: id(23),
  measuredAp: id(24),
  area: id(30),
  note: id(40),
  stop: id(50),
  walk: id(51),
} as const;
const created = { status: 'CREATED' };
const at = (floor: 0 | 1, x: number, y: number) => ({ floorPlanId: esxIds.floors[floor], coord: { x, y } });
const scale = 0.05;

const factors = (two: number, five: number, six: number) =>
  [
    ['TWO', two],
    ['FIVE', five],
    ['SIX', six],
  ].map(([band, attenuationFactor]) => ({ band, attenuationFactor }));

function floorLists() {
  return {
    floorPlans: esxIds.floors.map((floor, index) => ({
      id: floor,
      name: `Storey ${index}`,
      width: 400,
      height: 300,
      metersPerUnit: scale,
      imageId: id(4 + index),
      gpsReferencePoints: [],
      ...created,
    })),
    images: [4, 5].map((each) => ({
      id: id(each),
      imageFormat: 'PNG',
      resolutionWidth: 400,
      resolutionHeight: 300,
      ...created,
    })),
    buildingFloors: esxIds.floors.map((floor, index) => ({
      id: id(6 + index),
      floorPlanId: floor,
      floorTypeId: id(8),
      floorNumber: index,
      height: 3.2,
      thickness: 0.5,
      ...created,
    })),
    floorTypes: [{ id: id(8), name: 'Slab', propagationProperties: factors(28, 36, 40), ...created }],
    referencePoints: [{ id: id(9), name: 'Lift', projections: [at(0, 50, 50), at(1, 62, 42)], ...created }],
  };
}

function wallLists(isOld: boolean) {
  const ends = isOld
    ? { point1Id: id(11), point2Id: id(12) }
    : { wallPoints: [id(11), id(12)], originType: 'WALL_TOOL' };
  return {
    wallTypes: [
      {
        id: esxIds.brick,
        name: 'Wall, Brick',
        key: 'WallBrick',
        color: '#B85C3A',
        thickness: 0.3,
        lowerEdge: 0,
        upperEdge: 2.5,
        propagationProperties: factors(20, 33.3333, 40),
        ...created,
      },
    ],
    wallPoints: [
      { id: id(11), location: at(0, 100, 40), ...created },
      { id: id(12), location: at(0, 100, 240), ...created },
      { id: id(14), location: at(0, 1, 1), status: 'DELETED' },
    ],
    wallSegments: [
      { id: esxIds.wall, ...ends, wallTypeId: esxIds.brick, ...created },
      { id: id(15), ...ends, wallTypeId: esxIds.brick, status: 'DELETED' },
    ],
    attenuationAreaTypes: [
      { id: id(16), name: 'Shelf', lowerEdge: 0, upperEdge: 1.5, propagationProperties: factors(5, 5, 5), ...created },
    ],
    attenuationAreas: [
      { id: id(17), floorPlanId: esxIds.floors[0], attenuationAreaTypeId: id(16), area: square(200, 40), ...created },
    ],
  };
}

const square = (x: number, y: number) => [
  { x, y },
  { x: x + 60, y },
  { x: x + 60, y: y + 40 },
];

function apLists(isOld: boolean) {
  const channels = isOld ? { channel: [36, 40] } : { channelByCenterFrequencyDefinedNarrowChannels: [5180, 5200] };
  const radio = { accessPointId: esxIds.ap, antennaHeight: 2.7, antennaMounting: 'WALL', enabled: true, ...created };
  const gains = Array.from({ length: 72 }, (_each, index) => {
    const off = Math.min(index * 5, 360 - index * 5);
    return { angle: index * 5, gain: -Math.min(22, 12 * (off / 60) ** 2) };
  });
  return {
    accessPoints: [
      {
        id: esxIds.ap,
        name: 'AP-1',
        location: at(0, 200, 150),
        mine: true,
        vendor: 'Juniper',
        model: 'AP45',
        ...created,
      },
      { id: esxIds.measuredAp, name: 'Heard', mine: false, ...created },
    ],
    simulatedRadios: [
      {
        id: id(21),
        ...radio,
        transmitPower: 14,
        ...channels,
        antennaTypeId: id(26),
        antennaDirection: 90,
        antennaTilt: 10,
        radioTechnology: 'IEEE802_11',
      },
      { id: esxIds.ble, ...radio, transmitPower: 4, antennaTypeId: id(27), radioTechnology: 'BLUETOOTH' },
    ],
    antennaTypes: [
      {
        id: id(26),
        name: 'Patch',
        directional: true,
        frequencyBand: 'FIVE',
        maxGain: 9,
        hplane: { alignmentAngle: 0, gains },
        ...created,
      },
      { id: id(27), name: 'BLE', directional: false, maxGain: 3, radioTechnology: 'BLUETOOTH', ...created },
    ],
    accessPointMeasurements: [
      { id: id(28), mac: '02:00:5E:00:00:01', ssid: 'LAB', ...channels, ...created },
      { id: id(29), mac: '02:00:5E:00:00:02', ssid: 'LAB', channel: [6], ...created },
    ],
    measuredRadios: [{ id: id(25), accessPointId: esxIds.measuredAp, accessPointMeasurementIds: [id(28)], ...created }],
  };
}

/** A stop of two scans, the second of which heard nothing, and a walk of 10 s along one line with a scan each second. */
function surveyMembers() {
  const head = {
    startTime: new Date(esxStartMs).toISOString(),
    floorPlanId: esxIds.floors[0],
    history: { createdBy: 'Ana' },
    ...created,
  };
  const route = (...points: [number, number, number][]) => [
    points.map(([seconds, x, y]) => ({ time: seconds * 1e9, location: { x, y } })),
  ];
  const track = (binaryFileId: string, seconds: number[]) => ({
    wifiAdapterInformationId: id(60),
    binaryFileId,
    scannings: seconds.map((second) => ({ startTime: second * 1e9, endTime: second * 1e9 + 4e8 })),
    accessPointMeasurementIds: [id(28), id(29)],
  });
  const reading = (measurement: number, timeMs: number, rssiDbm: number) => ({
    timeMs,
    measurement,
    rssiDbm,
    freqMhz: measurement ? 2437 : 5180,
  });
  const seconds = Array.from({ length: 11 }, (_each, second) => second);
  return {
    [`survey-${esxIds.stop}.json`]: {
      surveys: [
        {
          id: esxIds.stop,
          name: 'Stop',
          routeType: 'STOP_AND_GO',
          routePoints: route([0, 100, 200], [5, 100, 200]),
          wifiTracks: [track(id(61), [0, 2])],
          ...head,
        },
      ],
    },
    [`survey-${esxIds.walk}.json`]: {
      surveys: [
        {
          id: esxIds.walk,
          name: 'Walk',
          routeType: 'CONTINUOUS',
          routePoints: route([0, 100, 100], [10, 300, 100]),
          wifiTracks: [track(id(62), seconds)],
          ...head,
        },
      ],
    },
    [`track-${id(61)}.bin`]: writeTrack([
      { scanning: 0, readings: [reading(0, 1, -48), reading(1, 1, -71)] },
      { scanning: 1, readings: [] },
    ]),
    [`track-${id(62)}.bin`]: writeTrack(
      seconds.map((second) => ({ scanning: second, readings: [reading(0, second * 1_000 + 100, -50 - second)] })),
    ),
  };
}

export function esxOf({ schema = '1.9.0', members = {} }: EsxOptions = {}): Uint8Array<ArrayBuffer> {
  const isOld = schema === '1.5.0';
  const lists = {
    ...floorLists(),
    ...wallLists(isOld),
    ...apLists(isOld),
    areas: [
      {
        id: esxIds.area,
        floorPlanId: esxIds.floors[0],
        name: 'Desks',
        requirementId: id(31),
        area: square(40, 40),
        ...created,
      },
    ],
    exclusionAreas: [{ id: id(32), floorPlanId: esxIds.floors[1], area: square(40, 40), ...created }],
    requirements: [{ id: id(31), name: 'Voice', criteria: [], ...created }],
    notes: [{ id: id(41), text: 'Door is locked', imageIds: [id(42)], ...created }],
    pictureNotes: [{ id: esxIds.note, location: at(0, 120, 120), noteIds: [id(41)], ...created }],
    wifiAdapterInformations: [{ id: id(60), name: 'USB adapter', ...created }],
    interferers: [{ id: id(70), name: 'Microwave', ...created }],
  };
  const all: Record<string, Uint8Array | object> = {
    version: strToU8('2.0'),
    'project.json': { project: { id: esxIds.project, title: 'Two storeys', schemaVersion: schema, ...created } },
    ...Object.fromEntries(Object.entries(lists).map(([name, list]) => [`${name}.json`, { [name]: list }])),
    ...surveyMembers(),
    [`image-${id(4)}`]: pngOf(400, 300),
    [`image-${id(5)}`]: pngOf(400, 300),
    [`image-${id(42)}`]: pngOf(40, 30),
    ...members,
  };
  const bytes = Object.entries(all).map(([name, value]) => [
    name,
    value instanceof Uint8Array ? value : strToU8(JSON.stringify(value)),
  ]);
  return zipSync(Object.fromEntries(bytes)) as Uint8Array<ArrayBuffer>;
}
