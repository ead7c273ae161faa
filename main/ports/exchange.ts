// Projects of other programs: what a reader makes of one, and what the domains do with their part of it.
import type { BandLoss } from '../../shared/model/design.ts';
import type { FloorId, MarkId, ObjectId, WalkId } from '../../shared/model/ids.ts';
import type { MarkKind } from '../../shared/survey/walk-path.ts';
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
  readonly format: 'esx';
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

export interface ProjectPlans {
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

export interface ProjectSurveys {
  /** Adds what is not there yet: one transaction. */
  putWalk(site: SiteSession, floor: Floor, walk: ProjectWalk): { readonly scans: number; readonly readings: number };
}
