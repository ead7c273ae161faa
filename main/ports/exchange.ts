// Projects of other programs: what a reader makes of one, and what the domains do with their part of it.
import type { BandLoss, DesignObject, Point } from '../../shared/model/design.ts';
import type { FloorId, MarkId, ObjectId, SiteId, WalkId } from '../../shared/model/ids.ts';
import type { MarkKind, PathMark } from '../../shared/survey/walk-path.ts';
import type { ObjectChange } from './design.ts';
import type { HeardRadio } from './reading-source.ts';
import type { Floor, SiteSession } from './sites.ts';

export interface ProjectPicture {
  readonly fileName: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Width that the file's coordinates count in. */
  readonly widthPx: number;
  readonly metresPerPixel: number | undefined;
}

export interface ProjectFloor {
  readonly floorId: FloorId;
  readonly name: string;
  readonly level: number | undefined;
  readonly heightM: number | undefined;
  readonly slabLossDb: BandLoss | undefined;
  readonly picture: ProjectPicture | undefined;
}

export interface ProjectScan {
  readonly timeMs: number;
  readonly device: string;
  readonly radios: readonly HeardRadio[];
}

export interface ProjectWalk {
  readonly walkId: WalkId;
  readonly floorId: FloorId;
  readonly mode: 'stop' | 'continuous';
  readonly startedMs: number;
  readonly person: string;
  readonly marks: readonly {
    readonly markId: MarkId;
    readonly timeMs: number;
    readonly kind: MarkKind;
    readonly xM?: number;
    readonly yM?: number;
  }[];
  readonly scans: readonly ProjectScan[];
}

/** Lengths in metres from the top left of each floor's picture, y down; ids are the file's own, so that reading it again makes nothing twice. */
export interface Project {
  readonly projectId: string;
  readonly format: 'esx' | 'openintent' | 'ifc';
  readonly name: string;
  readonly floors: readonly ProjectFloor[];
  /** All fields of each. */
  readonly objects: readonly ObjectChange[];
  readonly photos: readonly {
    readonly noteId: ObjectId;
    readonly name: string;
    readonly bytes: Uint8Array<ArrayBuffer>;
  }[];
  readonly walks: readonly ProjectWalk[];
  /** The file's members as they are, without the pictures of its floors: what Groma does not know is in them. */
  readonly members: readonly { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }[];
  /** For the person: what was not understood, and what was taken for something near it. */
  readonly remarks: readonly string[];
}

/** A floor's picture as other programs take it. */
export interface OutgoingPicture {
  readonly fileName: string;
  readonly format: 'PNG' | 'JPEG' | 'SVG';
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of the plan's own file, which may be a drawing. */
  readonly sha256: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly metresPerPixel: number | undefined;
  /** Where its top left lies on the floor's axes, metres. */
  readonly originM: Point;
}

export type OutgoingFloor = Omit<ProjectFloor, 'picture'> & { readonly picture: OutgoingPicture };

export interface OutgoingTrack {
  readonly device: string;
  /** In the order of time, from the walk's start, ms. */
  readonly scans: readonly { readonly fromMs: number; readonly toMs: number }[];
  readonly radios: readonly { readonly key: string; readonly name: string; readonly freqMhz: number | undefined }[];
  /** One of each for a reading, ordered by scan; `scan` and `radio` count into the lists above. No frequency: NaN. */
  readonly readings: {
    readonly scan: Int32Array;
    readonly radio: Uint16Array;
    /** From the walk's start. */
    readonly timeMs: Int32Array;
    readonly rssiDbm: Float64Array;
    readonly freqMhz: Float64Array;
  };
}

export interface OutgoingWalk {
  readonly walkId: WalkId;
  readonly floorId: FloorId;
  readonly name: string;
  readonly startedMs: number;
  readonly endMs: number;
  readonly marks: readonly PathMark[];
  readonly tracks: readonly OutgoingTrack[];
}

/** What a site gives to other programs. Lengths in metres from the top left of each floor's picture, y down. */
export interface OutgoingProject {
  readonly siteId: SiteId;
  readonly name: string;
  readonly floors: readonly OutgoingFloor[];
  readonly objects: readonly DesignObject[];
  readonly photos: ReadonlyMap<string, { readonly mediaType: string; readonly bytes: Uint8Array<ArrayBuffer> }>;
  readonly walks: readonly OutgoingWalk[];
}

export interface ProjectPlans {
  /** @returns undefined where the floor has no plan. @throws AppError as opening a plan does */
  readPicture(site: SiteSession, floor: Floor, signal: AbortSignal): Promise<OutgoingPicture | undefined>;
  /** @throws AppError `photo_not_found` */
  readPhoto(site: SiteSession, photo: string): { readonly mediaType: string; readonly bytes: Uint8Array<ArrayBuffer> };
  /** On a floor that has none. Returns what is to be said of the picture. @throws AppError as importing a plan does */
  putPicture(site: SiteSession, floor: Floor, picture: ProjectPicture, signal: AbortSignal): Promise<readonly string[]>;
  hasPlan(site: SiteSession, floor: Floor): boolean;
  /** @returns the name it is kept under. @throws AppError `photo_not_a_picture` and others of a plan file */
  putPhoto(
    site: SiteSession,
    photo: { readonly name: string; readonly bytes: Uint8Array },
    signal: AbortSignal,
  ): Promise<string>;
}

/** What other programs have no place for, counted. */
export interface LeftOfSurveys {
  readonly bleReadings: number;
  /** Scans of no walk for which nobody has said a place. */
  readonly withoutPlace: number;
}

export interface ProjectSurveys {
  /** Walks of a floor with what they heard of Wi-Fi; scans of no walk come as one for each device and day. */
  readWalks(
    site: SiteSession,
    floor: Floor,
    turn: () => Promise<void>,
  ): Promise<LeftOfSurveys & { readonly walks: readonly OutgoingWalk[] }>;
  /** Adds what is not there yet: one transaction. */
  putWalk(site: SiteSession, floor: Floor, walk: ProjectWalk): { readonly scans: number; readonly readings: number };
}
