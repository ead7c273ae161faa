// What the writers of an .esx project share: its lists, what reading them gives, and places in pixels.
import { isDeepStrictEqual } from 'node:util';
import type { DesignKind, DesignObject, DesignObjectOf, Line, Point } from '../../../../../shared/model/design.ts';
import type { FloorId } from '../../../../../shared/model/ids.ts';
import type { ObjectChange } from '../../../../ports/design.ts';
import type { OutgoingProject } from '../../../../ports/exchange.ts';
import type { EditLists } from './edit-lists.ts';

export interface EsxSource {
  readonly lists: EditLists;
  readonly project: OutgoingProject;
  /** Objects as reading the kept project gives them, in the scale of its floors now. */
  readonly read: readonly ObjectChange[];
  /** Ids of the planned radios of an access point, in the order of its radios. */
  readonly radioIds: ReadonlyMap<string, readonly string[]>;
  /** Of the floors that have one; by the ids of the file. */
  readonly metresPerPixel: ReadonlyMap<FloorId, number>;
  /** Schemas before 1.8 know channels by their numbers and walls by two members. */
  readonly isOld: boolean;
  readonly say: (remark: string) => void;
}

const roundedPx = (value: number): number => Math.round(value * 1e3) / 1e3;

export class EsxWriter {
  readonly source: EsxSource;
  readonly lists: EditLists;
  readonly #read: ReadonlyMap<string, ObjectChange>;

  constructor(source: EsxSource) {
    this.source = source;
    this.lists = source.lists;
    this.#read = new Map(source.read.map((change) => [change.objectId, change]));
  }

  /** What reading the kept project gives for an object; undefined for one that is new. */
  readOf<K extends DesignKind>(object: DesignObjectOf<K>): DesignObjectOf<K>['fields'] | undefined {
    const change = this.#read.get(object.objectId);
    return change?.kind === object.kind ? (change.set as unknown as DesignObjectOf<K>['fields']) : undefined;
  }

  /** Objects of a kind that reading would not give as they are now: only these are written. */
  changed<K extends DesignKind>(kind: K): DesignObjectOf<K>[] {
    return this.all(kind).filter((object) => !isDeepStrictEqual(this.readOf(object), object.fields));
  }

  /** Those on floors that go out. */
  all<K extends DesignKind>(kind: K): DesignObjectOf<K>[] {
    const isOut = ({ fields }: DesignObject) =>
      !('floor' in fields) || this.source.metresPerPixel.has(fields.floor as FloorId);
    const own = this.source.project.objects.filter((object) => object.kind === kind && isOut(object));
    return own as unknown as DesignObjectOf<K>[];
  }

  /** Ids of a kind that the kept project has and the site has no more. */
  gone(kind: DesignKind): ReadonlySet<string> {
    const here = new Set(this.source.project.objects.map(({ objectId }) => objectId as string));
    return new Set(
      this.source.read.filter((each) => each.kind === kind && !here.has(each.objectId)).map((each) => each.objectId),
    );
  }

  pixels(floor: FloorId, [xM, yM]: readonly [number, number]): { x: number; y: number } {
    const scale = this.source.metresPerPixel.get(floor) ?? 1;
    return { x: roundedPx(xM / scale), y: roundedPx(yM / scale) };
  }

  location(floor: FloorId, place: Point) {
    return { floorPlanId: floor, coord: this.pixels(floor, place) };
  }

  ends(floor: FloorId, [x1, y1, x2, y2]: Line) {
    return [this.location(floor, [x1, y1]), this.location(floor, [x2, y2])] as const;
  }
}
