// What the project worker is asked.

export interface ProjectJob {
  readonly path: string;
  /** As the person knows it. */
  readonly name: string;
}
