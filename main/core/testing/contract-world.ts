// For the contract's tests: a site with everything in it that a procedure may ask for, and small files of every kind.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Task } from '../../../shared/contract/tasks.ts';
import type { WalkMode } from '../../../shared/contract/walk.ts';
import { type FloorId, type PlanId, RadioId, type SiteId, type TaskId, UploadId } from '../../../shared/model/ids.ts';
import type { Client } from '../../../shared/rpc/client.ts';

export interface World {
  readonly client: Client;
  /** Of this world's own. */
  readonly folder: string;
  readonly siteId: SiteId;
  readonly file: string;
  readonly planId: PlanId;
  readonly floorId: FloorId;
  /** An import that is done. */
  readonly doneTaskId: TaskId;
  readonly files: Readonly<Record<'plan' | 'readings' | 'badReadings' | 'radios' | 'walls', string>>;
  /** A path that nothing has yet. */
  newPath(ending: string): string;
}

export const floorName = '1F';
export const heardRadio = 'aa:bb:cc:00:00:01';

const planSvg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300">
<rect x="5" y="5" width="390" height="290" fill="none" stroke="black"/></svg>`;
const header = 'time,scan,floor,x_m,y_m,kind,radio,rssi_dbm,freq_mhz,device';

function readingsCsv(): string {
  const rows = Array.from({ length: 60 }, (_each, index) => {
    const scan = Math.floor(index / 3);
    const time = new Date(Date.UTC(2026, 0, 5, 9, 0, scan)).toISOString();
    return `${time},s${scan},${floorName},${scan % 10},${scan % 7},wifi,aa:bb:cc:00:00:0${index % 3},${-40 - (index % 50)},2412,laptop`;
  });
  return `${[header, ...rows].join('\n')}\n`;
}

const texts = {
  plan: ['plan.svg', planSvg],
  readings: ['readings.csv', readingsCsv()],
  badReadings: ['bad.csv', `${header}\nnever,s1,${floorName},1,1,wifi,aa:bb:cc:00:00:01,-50,2412,laptop\n`],
  radios: ['radios.csv', 'radio,name,kind,x_m,y_m\naa:bb:cc:00:00:01,AP 1,wifi,3,4\n'],
  walls: ['walls.csv', 'x1_m,y1_m,x2_m,y2_m,material\n0,0,5,0,drywall\n'],
} as const;

export async function makeWorld(client: Client, folder: string): Promise<World> {
  mkdirSync(folder, { recursive: true });
  const files = Object.fromEntries(
    Object.entries(texts).map(([key, [name, text]]) => {
      writeFileSync(join(folder, name), text);
      return [key, join(folder, name)];
    }),
  ) as World['files'];
  const site = await client.call('site.createSite', { file: join(folder, 'world.groma'), name: 'World' });
  const { siteId } = site;
  const wait = async ({ taskId }: { taskId: TaskId }): Promise<Task> => {
    const task = await client.call('tasks.awaitTask', { siteId, taskId });
    if (task.state !== 'done') throw new Error(`${task.kind}: ${task.error?.message ?? task.state}`);
    return task;
  };
  const source = (path: string) => ({ path });
  await wait(
    await client.call('floorplan.importPlan', { siteId, source: source(files.plan), floor: floorName, widthM: 20 }),
  );
  const done = await wait(
    await client.call('survey.importReadings', { siteId, source: source(files.readings), floor: floorName }),
  );
  await client.call('site.addFloor', { siteId, name: 'Attic' });
  const { plan } = await client.call('floorplan.getPlan', { siteId, floor: floorName });
  if (!plan) throw new Error('the plan is missing');
  let number = 0;
  return {
    client,
    folder,
    siteId,
    file: site.file,
    planId: plan.planId,
    floorId: plan.floorId,
    doneTaskId: done.taskId,
    files,
    newPath: (ending) => join(folder, `new-${++number}${ending}`),
  };
}

/** Ids that nothing has; for inputs that only have to be well-formed. */
export const someUploadId = UploadId.parse('0190a0a0-0000-4000-8000-00000000000a');
export const someRadioId = RadioId.parse(1);

/** A task that has failed: an import of a file without a usable row. */
export async function failedTask({ client, siteId, files }: World): Promise<TaskId> {
  const { taskId } = await client.call('survey.importReadings', {
    siteId,
    source: { path: files.badReadings },
    floor: floorName,
  });
  await client.call('tasks.awaitTask', { siteId, taskId });
  return taskId;
}

/** Two copies of a site whose names were changed apart, put together: a conflict for a person to decide. */
export async function conflictedSite(world: World) {
  const { client } = world;
  const { siteId, file } = await client.call('site.createSite', { file: world.newPath('.groma'), name: 'Apart' });
  const copy = world.newPath('.groma');
  await client.call('site.renameSite', { siteId, name: 'Before' });
  await client.call('site.backupSite', { siteId, out: copy });
  await client.call('site.renameSite', { siteId, name: 'Ours' });
  await client.call('site.closeSite', { siteId });
  await client.call('site.openSite', { file: copy });
  await client.call('site.renameSite', { siteId, name: 'Theirs' });
  await client.call('site.closeSite', { siteId });
  await client.call('site.openSite', { file });
  const { taskId } = await client.call('site.mergeSite', { siteId, others: [{ path: copy }] });
  const task = await client.call('tasks.awaitTask', { siteId, taskId });
  const { conflicts } = await client.call('site.listConflicts', { siteId });
  const [conflict] = conflicts;
  if (!conflict) throw new Error(`no conflict: ${JSON.stringify(task)}`);
  return { siteId, copy, conflict };
}

/** A walk that goes on in the practice site. */
export async function runningWalk(
  { client }: World,
  mode: WalkMode = 'guided',
): Promise<{ siteId: SiteId; taskId: TaskId }> {
  const { siteId } = await client.call('site.openPracticeSite', {});
  // The laptop can be on one walk only.
  const { tasks } = await client.call('tasks.listTasks', { siteId });
  for (const { taskId, kind, state } of tasks)
    if (kind === 'survey.startWalk' && state === 'running') await client.call('tasks.cancelTask', { siteId, taskId });
  const { taskId } = await client.call('survey.startWalk', {
    ...(await walkInput(client, siteId)),
    mode,
  });
  return { siteId, taskId };
}

export async function walkInput(client: Client, siteId: SiteId) {
  const { floors } = await client.call('site.getInfo', { siteId });
  const [floor] = floors;
  if (!floor) throw new Error('the practice site has no floor');
  return { siteId, floor: floor.name, source: 'practice-walk', speed: 5 };
}
