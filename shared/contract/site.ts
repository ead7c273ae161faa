// Site: the workspace file, its floors and its known radios.
import * as z from 'zod';
import { OperationId } from '../design/clock.ts';
import { ErrorShape } from '../errors/app-error.ts';
import { DesignKind, FloorDesign } from '../model/design.ts';
import { FloorId, ObjectId, SiteId } from '../model/ids.ts';
import { Radio, RadioKind } from '../model/radio.ts';
import { FilePath, FileSource, Finite, FloorRef, inSite, SkippedRow, TaskStarted } from './common.ts';
import { command, query, stream } from './define.ts';

const SitePath = z.string().trim().pipe(FilePath).describe('path of the site file, NAME.groma');
const SiteName = z.string().trim().min(1).max(200).describe('name of the site');
const FloorName = z.string().trim().min(1).max(100);

export const OpenedSite = z.strictObject({
  siteId: SiteId,
  name: z.string(),
  file: z.string(),
  readOnly: z.boolean(),
  /** Why it is read-only, with the next step. */
  readOnlyReason: ErrorShape.optional(),
  practice: z.boolean(),
});
export type OpenedSite = z.infer<typeof OpenedSite>;

export const FloorSummary = z.strictObject({
  floorId: FloorId,
  name: z.string(),
  level: z.int(),
  hasPlan: z.boolean(),
  widthM: z.number().optional(),
  heightM: z.number().optional(),
  metresPerPixel: z.number().optional(),
  readings: z.int(),
  scans: z.int(),
  walls: z.int(),
  zones: z.int(),
  /** Radios heard on this floor. */
  radios: z.int(),
});
export type FloorSummary = z.infer<typeof FloorSummary>;

export const SiteInfo = z.strictObject({
  siteId: SiteId,
  name: z.string(),
  file: z.string(),
  readOnly: z.boolean(),
  createdAt: z.iso.datetime(),
  sizeBytes: z.int(),
  floors: z.array(FloorSummary),
  radios: z.int(),
  readings: z.int(),
  scans: z.int(),
  walls: z.int(),
  zones: z.int(),
  jobs: z.int(),
});
export type SiteInfo = z.infer<typeof SiteInfo>;

const openErrors = [
  'file_not_found',
  'file_not_readable',
  'not_a_site_file',
  'site_newer',
  'site_damaged',
  'site_locked',
  'site_needs_upgrade',
  'site_copy_open',
  'disk_full',
  'file_not_writable',
] as const;

/** What changed in a site, so that windows fetch it again. */
export const SiteChange = z.strictObject({
  what: z.enum(['site', 'floors', 'plan', 'design', 'radios', 'readings', 'tests']),
  floorId: FloorId.optional(),
});
export type SiteChange = z.infer<typeof SiteChange>;

/** What a person decides between: each version with who made it. */
export const DesignConflict = z.strictObject({
  objectId: ObjectId,
  kind: DesignKind,
  /** "Access point L2-AP-06" */
  name: z.string(),
  floorId: FloorId.optional(),
  /** `deleted`: one removed what another has changed meanwhile. */
  field: z.string(),
  versions: z.array(
    z.strictObject({
      operation: OperationId,
      title: z.string(),
      author: z.string(),
      timeMs: z.number(),
      value: z.unknown(),
      /** The value in words. */
      shown: z.string(),
    }),
  ),
});
export type DesignConflict = z.infer<typeof DesignConflict>;

export const MergeResult = z.strictObject({
  added: z.record(z.string(), z.int()),
  conflicts: z.array(z.strictObject({ what: z.string(), detail: z.string() })),
});
export type MergeResult = z.infer<typeof MergeResult>;

export const SiteDifference = z.strictObject({
  objectId: ObjectId,
  kind: DesignKind,
  name: z.string(),
  floorId: FloorId.optional(),
  place: z.tuple([z.number(), z.number()]).optional(),
  /** `added`: the other version has it, ours has not. */
  change: z.enum(['added', 'removed', 'moved', 'changed']),
  movedM: z.number().optional(),
  fields: z.array(z.string()),
});
export type SiteDifference = z.infer<typeof SiteDifference>;

/** What came of a project of another program. */
export const ProjectImportResult = z.strictObject({
  format: z.enum(['esx', 'openintent', 'ifc']),
  name: z.string(),
  floors: z.array(z.string()),
  added: z.record(z.string(), z.int()),
  readings: z.int(),
  scans: z.int(),
  /** What was not understood, and what was taken for something near it. */
  remarks: z.array(z.string()),
});
export type ProjectImportResult = z.infer<typeof ProjectImportResult>;

export const ProjectExportResult = z.strictObject({
  file: z.string(),
  format: z.enum(['esx', 'openintent']),
  floors: z.array(z.string()),
  objects: z.int(),
  walks: z.int(),
  readings: z.int(),
  /** What did not go out as it is. */
  remarks: z.array(z.string()),
});
export type ProjectExportResult = z.infer<typeof ProjectExportResult>;

const mergeErrors = [
  'file_not_found',
  'file_not_readable',
  'file_too_large',
  'upload_not_found',
  'merge_same_file',
  'merge_other_site',
  'not_a_site_file',
  'site_newer',
  'site_needs_upgrade',
  'file_not_writable',
] as const;

export const siteContract = {
  createSite: command({
    summary: 'Create a new site file.',
    input: z.strictObject({ file: SitePath, name: SiteName }),
    output: OpenedSite,
    errors: ['file_exists', 'file_not_writable', 'disk_full', 'folder_not_found'],
  }),
  openSite: command({
    summary: 'Open a site file.',
    input: z.strictObject({ file: SitePath }),
    output: OpenedSite,
    errors: openErrors,
  }),
  openPracticeSite: command({
    summary: 'Open the practice site: a simulated two-storey office with a finished survey.',
    input: z.strictObject({
      seed: z.int().nonnegative().max(0xffffffff).optional(),
      fresh: z.boolean().default(false),
    }),
    output: OpenedSite,
    errors: ['practice_unavailable', ...openErrors],
  }),
  closeSite: command({
    summary: 'Close a site; its running tasks stop and can be resumed when it is opened again.',
    input: z.strictObject(inSite),
    output: z.strictObject({}),
    errors: ['site_not_open'],
  }),
  getInfo: query({
    summary: 'What is inside a site.',
    input: z.strictObject(inSite),
    output: SiteInfo,
    errors: ['site_not_open'],
  }),
  renameSite: command({
    summary: 'Give the site another name.',
    input: z.strictObject({ ...inSite, name: SiteName }),
    output: z.strictObject({}),
    errors: ['site_not_open', 'site_read_only'],
  }),
  addFloor: command({
    summary: 'Add a floor.',
    input: z.strictObject({ ...inSite, name: FloorName, level: z.int().min(-100).max(500).optional() }),
    output: z.strictObject({ floorId: FloorId }),
    errors: ['site_not_open', 'site_read_only', 'floor_exists'],
  }),
  updateFloor: command({
    summary: 'Change what a floor is called, its level, its height and the slab under it.',
    input: z.strictObject({
      ...inSite,
      floor: FloorRef,
      name: FloorName.optional(),
      level: z.int().min(-100).max(500).optional(),
      heightM: FloorDesign.heightM.nullable().describe('from its floor to the next one; null: not known'),
      slabLossDb: FloorDesign.slabLossDb.nullable().describe('of the slab under it, by band; null: not known'),
    }),
    output: z.strictObject({}),
    errors: ['site_not_open', 'site_read_only', 'floor_not_found', 'floor_exists'],
  }),
  removeFloor: command({
    summary: 'Take a floor off the site with its plan and walls; one with readings stays.',
    input: z.strictObject({ ...inSite, floor: FloorRef }),
    output: z.strictObject({}),
    errors: ['site_not_open', 'site_read_only', 'floor_not_found', 'floor_has_readings', 'floor_in_use'],
  }),
  importRadios: command({
    summary: 'Known transmitters from a CSV: radio,name,kind,x_m,y_m,height_m,tx_power_dbm,freq_mhz.',
    input: z.strictObject({ ...inSite, floor: FloorRef, source: FileSource.describe('the list, .csv') }),
    output: z.strictObject({ added: z.int(), updated: z.int(), skipped: z.array(SkippedRow) }),
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
  listRadios: query({
    summary: 'Radios heard or known, strongest first.',
    input: z.strictObject({ ...inSite, floor: FloorRef.optional(), kind: RadioKind.optional() }),
    output: z.strictObject({ radios: z.array(Radio) }),
    errors: ['site_not_open', 'floor_not_found'],
  }),
  mergeSite: command({
    summary: "Put other people's copies of the site into this one: readings by union, the design by its operations.",
    input: z.strictObject({ ...inSite, others: z.array(FileSource).min(1).max(50).describe('copies, .groma') }),
    output: TaskStarted,
    errors: ['site_not_open', 'site_read_only', ...mergeErrors],
  }),
  importProject: command({
    summary:
      'Floors, plans, walls, access points, areas, notes and surveys of an Ekahau or OpenIntent project; storeys, walls and spaces of a building model (IFC).',
    input: z.strictObject({
      ...inSite,
      source: FileSource.describe('the project: .esx, OpenIntent as .zip or .json, or .ifc'),
    }),
    output: TaskStarted,
    errors: [
      'site_not_open',
      'site_read_only',
      'file_not_found',
      'file_not_readable',
      'file_too_large',
      'upload_not_found',
      'project_unknown_format',
      'project_damaged',
      'project_without_walls',
    ],
  }),
  exportProject: command({
    summary: 'Write the site as a project of another program: .esx (Ekahau) or .zip (OpenIntent).',
    input: z.strictObject({ ...inSite, out: FilePath.describe('file to write; one that is there is replaced') }),
    output: TaskStarted,
    errors: [
      'site_not_open',
      'export_unknown_format',
      'export_without_plan',
      'folder_not_found',
      'file_not_writable',
      'disk_full',
    ],
  }),
  listConflicts: query({
    summary: 'What two people changed apart and nobody has decided.',
    input: z.strictObject(inSite),
    output: z.strictObject({ conflicts: z.array(DesignConflict) }),
    errors: ['site_not_open'],
  }),
  resolveConflict: command({
    summary: 'Decide for one of the versions.',
    input: z.strictObject({ ...inSite, objectId: ObjectId, field: z.string().min(1).max(100), operation: OperationId }),
    output: z.strictObject({}),
    errors: ['site_not_open', 'site_read_only', 'conflict_is_decided', 'object_not_valid', 'object_not_found'],
  }),
  compareSite: query({
    summary: 'What another version of the site has otherwise: objects added, removed, moved, changed, and scans.',
    input: z.strictObject({ ...inSite, other: FileSource }),
    output: z.strictObject({
      differences: z.array(SiteDifference),
      /** Scans that only the other has, and that only ours has. */
      scansAdded: z.int(),
      scansMissing: z.int(),
    }),
    errors: ['site_not_open', 'site_read_only', ...mergeErrors],
  }),
  backupSite: command({
    summary: 'Copy the site, also while it is in use.',
    input: z.strictObject({ ...inSite, out: SitePath.describe('path of the copy; it must not be there yet') }),
    output: z.strictObject({ ok: z.boolean(), problems: z.array(z.string()), file: z.string() }),
    errors: ['site_not_open', 'file_exists', 'file_not_writable', 'disk_full', 'folder_not_found'],
  }),
  verifySite: query({
    summary: 'Check the file and its references.',
    input: z.strictObject(inSite),
    output: z.strictObject({ ok: z.boolean(), problems: z.array(z.string()) }),
    errors: ['site_not_open'],
  }),
  watchSite: stream({
    summary: 'Changes of a site as they are committed.',
    input: z.strictObject(inSite),
    event: SiteChange,
    errors: ['site_not_open'],
  }),
};
export const PositionM = z.strictObject({ xM: Finite, yM: Finite });
