// A project of another program that the site keeps, and what the site noted when it took it in.

export interface TakenIn {
  /** SHA-256 of the floors' pictures as they came, by floor plan. */
  readonly pictures: Readonly<Record<string, string>>;
  /** Photos as the site keeps them, by note. */
  readonly photos: Readonly<Record<string, readonly string[]>>;
  /** Ids of the site's floors by those of the file, where they are not the same. */
  readonly floors: Readonly<Record<string, string>>;
}
export const nothingTakenIn: TakenIn = { pictures: {}, photos: {}, floors: {} };

export interface KeptProject {
  /** As they came, without the pictures of the floors. */
  readonly members: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  readonly takenIn: TakenIn;
}
export const nothingKept: KeptProject = { members: new Map(), takenIn: nothingTakenIn };
