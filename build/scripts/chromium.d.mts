// Types of chromium.mjs for the bench.
export interface FoundChromium {
  readonly path: string;
  readonly args: string[];
  readonly env: Record<string, string | undefined>;
  readonly from: string;
}
export function findChromium(): Promise<FoundChromium>;
