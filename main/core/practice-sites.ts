// The practice site: made through the same contract that a person's imports go through, then moved into place whole.
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { CallName, InputOf, OutputOf } from '../../shared/contract/contract.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { SiteId, TaskId } from '../../shared/model/ids.ts';
import type { Channel } from '../../shared/rpc/channel.ts';
import { type Client, createClient } from '../../shared/rpc/client.ts';
import { memoryChannel } from '../../shared/rpc/memory-channel.ts';
import { gromaCsvLines } from '../../shared/survey/groma-csv.ts';
import { makeScratchFolder } from '../files/scratch-folder.ts';
import type { Host } from '../ports/host.ts';
import type { PracticeFloor, PracticeWorld } from '../ports/practice-world.ts';
import type { ReadingSource } from '../ports/reading-source.ts';
import type { SiteFiles } from '../ports/site-files.ts';
import type { SiteSession } from '../ports/sites.ts';

const defaultSeed = 7;

export class PracticeSites {
  readonly #host: Host;
  readonly #siteFiles: SiteFiles;
  readonly #connect: (channel: Channel) => void;
  readonly #worlds = new Map<number, Promise<PracticeWorld>>();
  /** Live sources of the practice sites that are open. */
  readonly #sources = new Map<SiteId, readonly ReadingSource[]>();
  readonly #making = new Map<string, Promise<string>>();

  constructor(host: Host, siteFiles: SiteFiles, connect: (channel: Channel) => void) {
    this.#host = host;
    this.#siteFiles = siteFiles;
    this.#connect = connect;
  }

  /** Live sources of a site: of its own world, by whatever door it was opened; none of a real building. */
  sourcesOf(siteId: SiteId): readonly ReadingSource[] {
    return this.#sources.get(siteId) ?? [];
  }

  async opened(site: SiteSession): Promise<void> {
    const seed = site.practiceSeed;
    if (seed === undefined || !this.#host.loadPracticeWorld) return;
    try {
      this.#sources.set(site.siteId, (await this.#load(seed)).sources);
    } catch (error) {
      // Without its live walk the site is still there to be looked at.
      this.#host.log.warn('practice.not_loaded', { seed, reason: String(error) });
    }
  }

  closed(siteId: SiteId): void {
    this.#sources.delete(siteId);
  }

  /** Path of the practice site of a seed. @throws AppError `practice_unavailable` */
  async file(seed: number = defaultSeed, fresh = false): Promise<string> {
    const world = await this.#load(seed);
    const folder = join(this.#host.paths.data, 'practice');
    mkdirSync(folder, { recursive: true });
    // Named by what is in it: a Groma whose practice world has changed makes a new one and leaves the old file alone.
    const usual = join(folder, `practice-${seed}-${fingerprint(world)}.groma`);
    if (existsSync(usual) && !fresh) return usual;
    // A fresh one never takes the place of one that a window or another program may have open.
    const file = existsSync(usual) ? usual.replace('.groma', `-${this.#host.clock.now()}.groma`) : usual;
    const making = this.#making.get(file) ?? this.#make(world, file).finally(() => this.#making.delete(file));
    this.#making.set(file, making);
    return making;
  }

  #load(seed: number): Promise<PracticeWorld> {
    const load = this.#host.loadPracticeWorld;
    if (!load) throw new AppError('practice_unavailable');
    const known = this.#worlds.get(seed);
    if (known) return known;
    const world = load().then((make) => make(seed));
    this.#worlds.set(seed, world);
    world.catch(() => this.#worlds.delete(seed));
    return world;
  }

  async #make(world: PracticeWorld, file: string): Promise<string> {
    const started = this.#host.clock.now();
    const folder = makeScratchFolder(file);
    const [near, far] = memoryChannel();
    this.#connect(far);
    const client = createClient(near);
    try {
      const draft = join(folder, basename(file));
      const createdAt = new Date(started).toISOString();
      await this.#siteFiles.create(draft, { id: randomUUID(), name: world.name, createdAt, practiceSeed: world.seed });
      const { siteId } = await client.call('site.openSite', { file: draft });
      // It was no person who opened it. A list that cannot be written does not have it either.
      await client.call('settings.forgetRecentSite', { file: draft }).catch(() => undefined);
      for (const floor of world.floors) await importFloor(client, siteId, floor, folder);
      await client.call('site.closeSite', { siteId });
      renameSync(draft, file);
      this.#host.log.info('practice.made', { seed: world.seed, ms: this.#host.clock.now() - started });
      return file;
    } finally {
      client.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

function fingerprint(world: PracticeWorld): string {
  const hash = createHash('sha256');
  for (const floor of world.floors)
    hash
      .update(floor.planSvg)
      .update(JSON.stringify([floor.walls, floor.radios, floor.survey[0], floor.survey.length]));
  return hash.digest('hex').slice(0, 8);
}

async function importFloor(client: Client, siteId: SiteId, floor: PracticeFloor, folder: string): Promise<void> {
  const write = (name: string, text: string) => {
    const path = join(folder, `${floor.level}-${name}`);
    writeFileSync(path, text);
    return { path };
  };
  const plan = write('plan.svg', floor.planSvg);
  await runTask(client, siteId, 'floorplan.importPlan', {
    siteId,
    source: plan,
    floor: floor.name,
    level: floor.level,
    widthM: floor.widthM,
  });
  const walls = floor.walls.map((wall) => [wall.x1M, wall.y1M, wall.x2M, wall.y2M, wall.material].join(','));
  await client.call('floorplan.importWalls', {
    siteId,
    floor: floor.name,
    source: write('walls.csv', ['x1_m,y1_m,x2_m,y2_m,material', ...walls, ''].join('\n')),
  });
  const radios = floor.radios.map((radio) =>
    [radio.key, radio.name, radio.kind, radio.xM, radio.yM, radio.heightM, radio.txPowerDbm, radio.freqMhz].join(','),
  );
  await client.call('site.importRadios', {
    siteId,
    floor: floor.name,
    source: write('radios.csv', ['radio,name,kind,x_m,y_m,height_m,tx_power_dbm,freq_mhz', ...radios, ''].join('\n')),
  });
  const survey = write('survey.csv', [...gromaCsvLines(floor.survey, floor.name)].join(''));
  await runTask(client, siteId, 'survey.importReadings', { siteId, source: survey, floor: floor.name });
}

/** Calls what starts a task and waits for its end. @throws AppError the task's own */
export async function runTask<N extends CallName>(
  client: Client,
  siteId: SiteId,
  name: OutputOf<N> extends { taskId: TaskId } ? N : never,
  input: InputOf<N>,
): Promise<unknown> {
  const { taskId } = (await client.call(name, input)) as { taskId: TaskId };
  const task = await client.call('tasks.awaitTask', { siteId, taskId });
  if (task.state === 'done') {
    await client.call('tasks.dismissTask', { siteId, taskId });
    return task.result;
  }
  throw task.error ? AppError.fromShape(task.error) : new AppError('cancelled');
}
