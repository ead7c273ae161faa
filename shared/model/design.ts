// Design objects: what people draw and place on a plan. Each has an id of its own, the same in every copy of a site, and fields that
// operations change (shared/design/). Lengths in metres on the floor's own axes, x right, y down; heights above its floor; losses in dB.
import * as z from 'zod';
import { FloorId, type ObjectId } from './ids.ts';
import { maxCoordinateM } from './units.ts';

const Coordinate = z.number().min(-maxCoordinateM).max(maxCoordinateM);
export const Point = z.tuple([Coordinate, Coordinate]);
export type Point = z.infer<typeof Point>;
/** Both ends of a straight piece: x1, y1, x2, y2. */
export const Line = z.tuple([Coordinate, Coordinate, Coordinate, Coordinate]);
export type Line = z.infer<typeof Line>;
const Outline = z.array(Point).min(3).max(2_000);
const Name = z.string().trim().max(200);
const Height = z.number().min(-50).max(500);
const Angle = z.number().min(-360).max(360);
const Loss = z.number().min(0).max(1_000);

export const Band = z.enum(['2.4', '5', '6']);
export type Band = z.infer<typeof Band>;

/** Loss by band: dB for something that is passed once, dB per metre for an area. */
export const BandLoss = z.strictObject({ '2.4': Loss, '5': Loss, '6': Loss });
export type BandLoss = z.infer<typeof BandLoss>;

export const Wall = {
  floor: FloorId,
  line: Line,
  /** Key of a material: of the library, of the site, or what an imported file said. */
  material: z.string().trim().min(1).max(100),
  /** `plan`: read from the plan's layers, follows its scale and place, and goes with it. */
  origin: z.enum(['plan', 'file', 'drawn', 'found']),
  /** Layer of the drawing it came from. */
  layer: z.string().max(500).optional(),
};

/** A kind of wall, door or window as this site knows it: a new one, or the library's of the same key corrected. */
export const Material = {
  key: z.string().trim().min(1).max(100),
  name: Name.min(1),
  category: z.enum(['wall', 'door', 'window', 'other']),
  color: z.string().regex(/^#[\da-f]{6}$/i),
  thicknessM: z.number().positive().max(10),
  lossDb: BandLoss,
  /** From and to this height; a wall without goes up to the ceiling. */
  lowerM: Height.optional(),
  upperM: Height.optional(),
};

/** Shelves, trees, machines: attenuates along the way through it. */
export const AttenuationArea = {
  floor: FloorId,
  outline: Outline,
  name: Name,
  lossDbPerM: BandLoss,
  lowerM: Height.optional(),
  upperM: Height.optional(),
};

export const Zone = {
  floor: FloorId,
  outline: Outline,
  name: Name,
  /** `requirement`: judged by its own requirement. `exclusion`: not judged at all. */
  purpose: z.enum(['zone', 'requirement', 'exclusion']),
  requirement: Name.optional(),
};

export const ApRadio = z.strictObject({
  band: Band,
  enabled: z.boolean(),
  channel: z.int().min(1).max(233).optional(),
  widthMhz: z.union([z.literal(20), z.literal(40), z.literal(80), z.literal(160), z.literal(320)]),
  /** Conducted power. */
  powerDbm: z.number().min(-20).max(40),
  /** Id of an antenna pattern of the library. */
  antenna: z.string().min(1).max(200),
  /** Where the antenna's front looks: clockwise from the plan's up. */
  azimuthDeg: Angle,
  /** Downwards is positive. */
  tiltDeg: z.number().min(-90).max(90),
  /** BSSIDs that this radio is heard with, lower case. */
  bssids: z.array(z.string().trim().toLowerCase().min(1).max(200)).max(256),
});
export type ApRadio = z.infer<typeof ApRadio>;

const Placed = {
  floor: FloorId,
  /** Undefined: known, but nobody has said where. */
  place: Point.optional(),
  heightM: Height.optional(),
  name: Name,
};

export const AccessPoint = {
  ...Placed,
  vendor: Name.optional(),
  model: Name.optional(),
  mounting: z.enum(['ceiling', 'wall', 'floor']),
  radios: z.array(ApRadio).max(64),
  serial: Name.optional(),
  mac: Name.optional(),
  claimCode: Name.optional(),
};

export const Beacon = {
  ...Placed,
  /** Identity it is heard with (`uuid/major/minor`), lower case. */
  key: z.string().trim().toLowerCase().max(200),
  powerDbm: z.number().min(-100).max(30).optional(),
};

/** SHA-256 of a photo kept with the site, hexadecimal. */
export const PhotoId = z.string().regex(/^[\da-f]{64}$/);

export const Note = {
  floor: FloorId,
  place: Point,
  text: z.string().max(10_000),
  photos: z.array(PhotoId).max(50),
};

/**
 * The same name on two floors is one line straight up through the building (a column, a corner of the lift). With a latitude and a
 * longitude (WGS 84, degrees), two of them on a floor say where on earth it lies.
 */
export const Alignment = {
  floor: FloorId,
  place: Point,
  name: Name.min(1),
  geo: z.tuple([z.number().min(-90).max(90), z.number().min(-180).max(180)]).optional(),
};

/** What a floor is called, and the slab under it. */
export const FloorDesign = {
  name: Name.min(1).max(100),
  level: z.int().min(-100).max(500),
  /** From its floor to the next one's. */
  heightM: z.number().positive().max(100).optional(),
  slabLossDb: BandLoss.optional(),
};

/** A receiver, by the name in its readings: what must be added to them wherever they are shown. */
export const DeviceDesign = {
  name: Name.min(1),
  wifiDb: z.number().min(-40).max(40).optional(),
  bleDb: z.number().min(-40).max(40).optional(),
  /** The receiver it was measured against; absent where a person typed the values. */
  reference: Name.min(1).optional(),
};

export const SiteDesign = { name: Name.min(1) };

export const designFields = {
  wall: Wall,
  material: Material,
  area: AttenuationArea,
  zone: Zone,
  ap: AccessPoint,
  beacon: Beacon,
  note: Note,
  alignment: Alignment,
  floor: FloorDesign,
  site: SiteDesign,
  device: DeviceDesign,
} as const;

export type DesignKind = keyof typeof designFields;
export const DesignKind = z.enum(Object.keys(designFields) as [DesignKind, ...DesignKind[]]);

export type FieldsOf<K extends DesignKind> = z.infer<z.ZodObject<(typeof designFields)[K], z.core.$strict>>;

export type DesignObjectOf<K extends DesignKind> = {
  [P in K]: {
    readonly objectId: ObjectId;
    readonly kind: P;
    readonly fields: FieldsOf<P>;
    /** Fields that two people changed apart, `deleted` among them; a person decides. */
    readonly conflicts?: readonly string[];
  };
}[K];
export type DesignObject = DesignObjectOf<DesignKind>;

const schemas = Object.fromEntries(
  Object.entries(designFields).map(([kind, fields]) => [kind, z.strictObject(fields)]),
) as unknown as { [K in DesignKind]: z.ZodObject<(typeof designFields)[K], z.core.$strict> };

/** The whole of an object's fields. */
export const schemaOf = <K extends DesignKind>(kind: K) => schemas[kind];
