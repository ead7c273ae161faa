// Floorplan: import, scale, pictures and walls.
import * as z from 'zod';
import { PhotoId } from '../model/design.ts';
import { FloorId, PlanId, WallId } from '../model/ids.ts';
import { maxPlanM } from '../model/units.ts';
import { Bytes, FileSource, Finite, FloorRef, inSite, Metres, SkippedRow, TaskStarted } from './common.ts';
import { command, query } from './define.ts';
import { designContract } from './design.ts';

export const PlanFormat = z.enum(['png', 'jpg', 'svg', 'pdf', 'dxf']);
export type PlanFormat = z.infer<typeof PlanFormat>;

/** Two points on the plan (pixels of the full picture) and the length between them, metres. */
export const KnownLength = z.tuple([Finite, Finite, Finite, Finite, Finite.positive().max(10_000)], {
  error: 'five numbers are needed',
});
export type KnownLength = z.infer<typeof KnownLength>;

/** At most one of these; none leaves the scale that the file itself states, or no scale. */
const scaleFields = {
  widthM: Finite.positive().max(maxPlanM).optional().describe('width of the whole picture, metres'),
  metresPerPixel: Finite.positive().max(100).optional().describe('scale of the picture'),
  known: KnownLength.optional().describe('two points (pixels) and the metres between them: x1,y1,x2,y2,metres'),
};

export const WallLayer = z.strictObject({
  layer: z.string().max(500),
  material: z.string().trim().min(1).max(100).optional(),
});

export const PlanLayer = z.strictObject({
  name: z.string(),
  entities: z.int(),
  /** Summed length of the straight parts, metres where the unit is known, else drawing units. */
  lineLength: z.number(),
  /** Its name looks like a layer of walls. */
  isWallLike: z.boolean(),
  /** Material guessed from the name. */
  material: z.string().optional(),
});
export type PlanLayer = z.infer<typeof PlanLayer>;

export const PlanInspection = z.strictObject({
  format: PlanFormat,
  fileName: z.string(),
  sizeBytes: z.int(),
  /** PDF only. Sizes in points of 1/72 inch. */
  pages: z.array(z.strictObject({ page: z.int(), widthPt: z.number(), heightPt: z.number() })).optional(),
  /** Of the full picture that would be imported (a PDF's first page). */
  widthPx: z.number(),
  heightPx: z.number(),
  layers: z.array(PlanLayer),
  /** Drawing unit (DXF `$INSUNITS`), and the scale that follows from the file itself. */
  unit: z.string().optional(),
  metresPerPixel: z.number().optional(),
  warnings: z.array(z.string()),
});
export type PlanInspection = z.infer<typeof PlanInspection>;

export const ScaleCheck = z.strictObject({
  measuredM: z.number(),
  knownM: z.number(),
  errorShare: z.number(),
  ok: z.boolean(),
});
export type ScaleCheck = z.infer<typeof ScaleCheck>;

export const Plan = z.strictObject({
  planId: PlanId,
  floorId: FloorId,
  format: PlanFormat,
  fileName: z.string(),
  page: z.int().optional(),
  /** Full picture. */
  widthPx: z.number(),
  heightPx: z.number(),
  /** Undefined until a scale is set. */
  metresPerPixel: z.number().optional(),
  widthM: z.number().optional(),
  heightM: z.number().optional(),
  scaleMethod: z.enum(['file', 'width', 'metres-per-pixel', 'known-length']).optional(),
  /** Second measurements made since the scale was set. */
  checks: z.array(ScaleCheck),
  /** Where the picture's top-left corner lies, metres. */
  originXM: z.number(),
  originYM: z.number(),
  /** Clockwise angle from the plan's up to north, degrees. */
  northDeg: z.number(),
  /** True when the picture came from a drawing (lines on paper), so a dark theme may invert it. */
  isVector: z.boolean(),
  /** The picture in levels, coarsest first; one `overview` picture always, tiles for larger ones. Pixel sizes are of that level. */
  levels: z.array(
    z.strictObject({
      level: z.int(),
      widthPx: z.int(),
      heightPx: z.int(),
      tilePx: z.int(),
      columns: z.int(),
      rows: z.int(),
    }),
  ),
});
export type Plan = z.infer<typeof Plan>;

export const Wall = z.strictObject({
  wallId: WallId,
  x1M: z.number(),
  y1M: z.number(),
  x2M: z.number(),
  y2M: z.number(),
  material: z.string(),
  /** `plan`: read from the plan's own layers, so it follows the plan's scale. `file`: given in metres. `drawn` by hand; `found` in a picture. */
  origin: z.enum(['plan', 'file', 'drawn', 'found']),
  layer: z.string().optional(),
});
export type Wall = z.infer<typeof Wall>;

export const PlanImportResult = z.strictObject({
  floorId: FloorId,
  planId: PlanId,
  widthM: z.number().optional(),
  heightM: z.number().optional(),
  metresPerPixel: z.number().optional(),
  walls: z.int(),
  format: PlanFormat,
  warnings: z.array(z.string()),
});
export type PlanImportResult = z.infer<typeof PlanImportResult>;

export const planFileErrors = [
  'file_not_found',
  'file_not_readable',
  'file_too_large',
  'upload_not_found',
  'plan_unknown_format',
  'plan_is_project',
  'plan_damaged',
  'plan_too_many_pixels',
  'plan_too_complex',
  'plan_nested_too_deep',
  'pdf_password',
  'plan_page_not_found',
  'plan_no_content',
  'plan_takes_too_long',
] as const;

export const floorplanContract = {
  inspectPlan: query({
    summary: 'Look into a plan file before importing it: pages, size, layers, units.',
    input: z.strictObject({ source: FileSource }),
    output: PlanInspection,
    errors: planFileErrors,
  }),
  importPlan: command({
    summary:
      'Import a plan (png, jpg, svg, pdf, dxf) for a floor; the floor is added where it is new, its plan replaced where it has one. An .esx or .ifc brings all its floors.',
    input: z
      .strictObject({
        ...inSite,
        source: FileSource.describe('the plan'),
        floor: FloorRef.describe('name of the floor, added where it is new'),
        level: z.int().min(-100).max(500).optional().describe('storey of a new floor, 0 = ground'),
        page: z.int().positive().max(10_000).optional().describe('page of a PDF, default 1'),
        ...scaleFields,
        wallLayers: z
          .array(WallLayer)
          .max(500)
          .optional()
          .describe('layers of the drawing that become walls: [{"layer":"A-WALL","material":"brick"}]'),
      })
      .refine(oneScale, 'give one of widthM, metresPerPixel and known'),
    output: TaskStarted,
    errors: ['site_not_open', 'site_read_only', ...planFileErrors],
  }),
  getPlan: query({
    summary: "A floor's plan: size, scale, picture levels.",
    input: z.strictObject({ ...inSite, floor: FloorRef }),
    output: z.strictObject({ plan: Plan.optional() }),
    errors: ['site_not_open', 'floor_not_found'],
  }),
  getPlanTile: query({
    summary: "One picture tile of a plan's level.",
    input: z.strictObject({
      ...inSite,
      planId: PlanId,
      level: z.int().nonnegative(),
      column: z.int().nonnegative(),
      row: z.int().nonnegative(),
    }),
    output: z.strictObject({ mediaType: z.string(), bytes: Bytes }),
    errors: ['site_not_open', 'plan_not_found'],
  }),
  previewPlan: query({
    summary: 'A small picture of a plan file, to set its scale on before it is imported.',
    input: z.strictObject({
      source: FileSource,
      page: z.int().positive().optional(),
      maxPx: z.int().min(64).max(2048).default(1200),
    }),
    output: z.strictObject({ mediaType: z.string(), bytes: Bytes, widthPx: z.int(), heightPx: z.int() }),
    errors: planFileErrors,
  }),
  addPhoto: command({
    summary:
      'Keep a photo for a note: turned upright, at most 2,048 pixels wide and high, without what the camera wrote into it.',
    input: z.strictObject({ ...inSite, source: FileSource }),
    output: z.strictObject({ photo: PhotoId }),
    errors: ['site_not_open', 'site_read_only', 'photo_not_a_picture', 'disk_full', ...planFileErrors],
  }),
  getPhoto: query({
    summary: 'A photo of a note.',
    input: z.strictObject({ ...inSite, photo: PhotoId }),
    output: z.strictObject({ mediaType: z.string(), bytes: Bytes }),
    errors: ['site_not_open', 'photo_not_found'],
  }),
  setScale: command({
    summary: "Set a plan's scale; walls that came from the plan follow it, readings stay where they are in metres.",
    input: z
      .strictObject({ ...inSite, floor: FloorRef, ...scaleFields })
      .refine(
        (input) =>
          [input.widthM, input.metresPerPixel, input.known].filter((value) => value !== undefined).length === 1,
        'give exactly one of widthM, metresPerPixel and known',
      ),
    output: z.strictObject({ plan: Plan }),
    errors: ['site_not_open', 'site_read_only', 'floor_not_found', 'plan_missing', 'scale_points_too_close'],
  }),
  checkScale: command({
    summary: 'Measure a second known length and keep the error.',
    input: z.strictObject({ ...inSite, floor: FloorRef, known: KnownLength }),
    output: ScaleCheck,
    errors: [
      'site_not_open',
      'site_read_only',
      'floor_not_found',
      'plan_missing',
      'plan_no_scale',
      'scale_points_too_close',
    ],
  }),
  placePlan: command({
    summary: "Move the plan's picture under the readings, or say where north is.",
    input: z.strictObject({
      ...inSite,
      floor: FloorRef,
      originXM: Metres.optional(),
      originYM: Metres.optional(),
      northDeg: Finite.min(-360).max(360).optional(),
    }),
    output: z.strictObject({ plan: Plan }),
    errors: ['site_not_open', 'site_read_only', 'floor_not_found', 'plan_missing'],
  }),
  ...designContract,
  listWalls: query({
    summary: "A floor's walls.",
    input: z.strictObject({ ...inSite, floor: FloorRef }),
    output: z.strictObject({ walls: z.array(Wall) }),
    errors: ['site_not_open', 'floor_not_found'],
  }),
  importWalls: command({
    summary: 'Walls from a CSV (x1_m,y1_m,x2_m,y2_m,material) or GeoJSON lines in metres.',
    input: z.strictObject({ ...inSite, floor: FloorRef, source: FileSource }),
    output: z.strictObject({
      added: z.int(),
      /** Walls that were there and have another material now; one that is there as it is stays. */
      updated: z.int(),
      skipped: z.array(SkippedRow),
    }),
    errors: [
      'site_not_open',
      'site_read_only',
      'floor_not_found',
      'file_not_found',
      'file_not_readable',
      'file_too_large',
      'upload_not_found',
      'no_usable_rows',
    ],
  }),
};

function oneScale(input: {
  widthM?: number | undefined;
  metresPerPixel?: number | undefined;
  known?: KnownLength | undefined;
}): boolean {
  return [input.widthM, input.metresPerPixel, input.known].filter((value) => value !== undefined).length <= 1;
}
