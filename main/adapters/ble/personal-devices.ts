// Phones, watches, earphones: how many different ones there are, and nothing else. Of an address only a salted hash is kept, in memory, and
// the salt is gone with the recording.
import { createHash, randomBytes } from 'node:crypto';

/** Beyond this only the number goes on: memory stays what it is in a railway station. */
const maxKnown = 100_000;

export class PersonalDevices {
  readonly #salt = randomBytes(16);
  readonly #known = new Set<string>();

  /** Of an address that changes by itself the same device is counted again: it cannot be told. */
  add(address: string): void {
    if (this.#known.size >= maxKnown) return;
    this.#known.add(createHash('sha256').update(this.#salt).update(address).digest('base64').slice(0, 12));
  }

  get count(): number {
    return this.#known.size;
  }
}
