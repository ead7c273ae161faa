// Groma's own small file: settings and recent sites. Written whole, beside, then moved into place.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { Settings } from '../../../shared/contract/settings.ts';
import { AppError } from '../../../shared/errors/app-error.ts';

const Recent = z.object({
  file: z.string(),
  name: z.string(),
  openedAt: z.iso.datetime(),
  practice: z.boolean(),
  floors: z.int(),
  readings: z.int(),
});
export type Recent = z.infer<typeof Recent>;

const State = z.object({ settings: Settings.catch(Settings.parse({})), recent: z.array(Recent).catch([]) });
export type State = z.infer<typeof State>;

export class SettingsStore {
  readonly #file: string;

  constructor(dataFolder: string) {
    this.#file = join(dataFolder, 'settings.json');
  }

  /** A missing or broken file gives the defaults: no setting is worth a refusal to start. */
  read(): State {
    const defaults = State.parse({ settings: {}, recent: [] });
    if (!existsSync(this.#file)) return defaults;
    try {
      return State.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch {
      return defaults;
    }
  }

  /** @throws AppError `disk_full`, `file_not_writable` */
  write(state: State): void {
    const temporary = `${this.#file}.new`;
    try {
      mkdirSync(dirname(this.#file), { recursive: true });
      writeFileSync(temporary, JSON.stringify(state, undefined, 2), { mode: 0o600 });
      renameSync(temporary, this.#file);
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
      throw reason === 'ENOSPC'
        ? new AppError('disk_full', {}, { cause: error })
        : new AppError('file_not_writable', { file: this.#file, reason }, { cause: error });
    }
  }
}
