// One case for every procedure of the contract: an input that must succeed, made in a world. The type demands that none is missing.
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { InputOf, ProcedureName } from '../../../shared/contract/contract.ts';
import { ObjectId } from '../../../shared/model/ids.ts';
import { esxOf } from '../../domains/site/testing/esx-file.ts';
import {
  conflictedSite,
  failedTask,
  floorName,
  heardRadio,
  runningWalk,
  type World,
  walkInput,
} from './contract-world.ts';

export interface Case<N extends ProcedureName> {
  /** A good input; may prepare what it needs. */
  input(world: World): InputOf<N> | Promise<InputOf<N>>;
  /** For streams: makes something happen that must come as an event. */
  trigger?(world: World, input: InputOf<N>): Promise<unknown>;
  /** Ends what the call has started. */
  after?(world: World, input: InputOf<N>, output: unknown): Promise<unknown>;
}

export type Cases = { readonly [N in ProcedureName]: Case<N> };

const inFloor = ({ siteId }: World) => ({ siteId, floor: floorName });
const nothing = { input: () => ({}) };
const upload = async ({ client }: World) => client.call('files.beginUpload', { name: 'a.csv', sizeBytes: 3 });
const stopWalk = ({ client }: World, walk: Pick<InputOf<'tasks.cancelTask'>, 'siteId' | 'taskId'>) =>
  client.call('tasks.cancelTask', { siteId: walk.siteId, taskId: walk.taskId });
const awaitTask = (world: World, _input: unknown, output: unknown) =>
  world.client.call('tasks.awaitTask', { siteId: world.siteId, taskId: (output as { taskId: never }).taskId });

const siteCases = {
  'site.createSite': { input: (world) => ({ file: world.newPath('.groma'), name: 'Another' }) },
  'site.openSite': { input: ({ file }) => ({ file }) },
  'site.openPracticeSite': { input: () => ({}) },
  'site.closeSite': {
    input: async (world) => {
      const opened = await world.client.call('site.createSite', { file: world.newPath('.groma'), name: 'To close' });
      return { siteId: opened.siteId };
    },
  },
  'site.getInfo': { input: ({ siteId }) => ({ siteId }) },
  'site.renameSite': { input: ({ siteId }) => ({ siteId, name: 'World renamed' }) },
  'site.addFloor': { input: (world) => ({ siteId: world.siteId, name: world.newPath('').slice(-20), level: 9 }) },
  'site.updateFloor': {
    input: ({ siteId }) => ({
      siteId,
      floor: 'Attic',
      level: 7,
      heightM: 3.2,
      slabLossDb: { '2.4': 14, '5': 18, '6': 20 },
    }),
  },
  'site.removeFloor': {
    input: async ({ client, siteId }) => {
      const name = `Floor to remove ${Math.random()}`;
      await client.call('site.addFloor', { siteId, name });
      return { siteId, floor: name };
    },
  },
  'site.importRadios': { input: (world) => ({ ...inFloor(world), source: { path: world.files.radios } }) },
  'site.listRadios': { input: inFloor },
  'site.backupSite': { input: (world) => ({ siteId: world.siteId, out: world.newPath('.groma') }) },
  'site.mergeSite': {
    input: async (world) => {
      const { siteId, copy } = await conflictedSite(world);
      return { siteId, others: [{ path: copy }] };
    },
  },
  'site.importProject': {
    input: (world) => {
      const path = world.newPath('.esx');
      writeFileSync(path, esxOf());
      return { siteId: world.siteId, source: { path } };
    },
    after: awaitTask,
  },
  'site.exportProject': {
    input: (world) => ({ siteId: world.siteId, out: world.newPath('.esx') }),
    after: awaitTask,
  },
  'site.listConflicts': { input: ({ siteId }) => ({ siteId }) },
  'site.resolveConflict': {
    input: async (world) => {
      const { siteId, conflict } = await conflictedSite(world);
      const operation = conflict.versions[0]?.operation ?? ('' as never);
      return { siteId, objectId: conflict.objectId, field: conflict.field, operation };
    },
  },
  'site.compareSite': {
    input: async (world) => {
      const { siteId, copy } = await conflictedSite(world);
      return { siteId, other: { path: copy } };
    },
  },
  'site.verifySite': { input: ({ siteId }) => ({ siteId }) },
  'site.watchSite': {
    input: ({ siteId }) => ({ siteId }),
    trigger: ({ client, siteId }) => client.call('site.renameSite', { siteId, name: 'World watched' }),
  },
} satisfies Partial<Cases>;

/** One pixel. */
const smallPng = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
function photoFile(world: World): string {
  const path = world.newPath('.png');
  writeFileSync(path, Buffer.from(smallPng, 'base64'));
  return path;
}

const floorplanCases = {
  'floorplan.inspectPlan': { input: ({ files }) => ({ source: { path: files.plan } }) },
  'floorplan.importPlan': {
    input: ({ siteId, files }) => ({ siteId, source: { path: files.plan }, floor: 'New', metresPerPixel: 0.05 }),
    after: awaitTask,
  },
  'floorplan.getPlan': { input: inFloor },
  'floorplan.getPlanTile': { input: ({ siteId, planId }) => ({ siteId, planId, level: 0, column: 0, row: 0 }) },
  'floorplan.previewPlan': { input: ({ files }) => ({ source: { path: files.plan }, maxPx: 200 }) },
  'floorplan.addPhoto': { input: (world) => ({ siteId: world.siteId, source: { path: photoFile(world) } }) },
  'floorplan.getPhoto': {
    input: async (world) => {
      const { siteId, client } = world;
      const { photo } = await client.call('floorplan.addPhoto', { siteId, source: { path: photoFile(world) } });
      return { siteId, photo };
    },
  },
  'floorplan.setScale': { input: (world) => ({ ...inFloor(world), known: [0, 0, 400, 0, 20] }) },
  'floorplan.checkScale': { input: (world) => ({ ...inFloor(world), known: [0, 0, 0, 300, 15] }) },
  'floorplan.placePlan': { input: (world) => ({ ...inFloor(world), northDeg: 30 }) },
  'floorplan.listWalls': { input: inFloor },
  'floorplan.listObjects': { input: inFloor },
  'floorplan.editObjects': {
    input: ({ siteId, floorId }) => ({
      siteId,
      title: 'A wall drawn',
      changes: [
        {
          objectId: ObjectId.parse(randomUUID()),
          kind: 'wall' as const,
          set: { floor: floorId, line: [1, 1, 4, 1], material: 'brick', origin: 'drawn' },
        },
      ],
    }),
  },
  'floorplan.importWalls': { input: (world) => ({ ...inFloor(world), source: { path: world.files.walls } }) },
} satisfies Partial<Cases>;

const surveyCases = {
  'survey.inspectReadings': { input: ({ files }) => ({ source: { path: files.readings } }) },
  'survey.importReadings': {
    input: (world) => ({ ...inFloor(world), source: { path: world.files.readings } }),
    after: awaitTask,
  },
  'survey.exportReadings': {
    input: (world) => ({ ...inFloor(world), out: world.newPath('.csv') }),
    after: awaitTask,
  },
  'survey.listDevices': { input: ({ siteId }) => ({ siteId }) },
  'survey.compareDevices': {
    input: async (world) => {
      const path = world.newPath('.csv');
      const rows = Array.from({ length: 40 }, (_, at) => {
        const time = new Date(Date.UTC(2026, 0, 6, 9, 0, Math.floor(at / 4) * 4)).toISOString();
        const device = at % 2 === 0 ? 'phone' : 'tablet';
        return `${time},${device}${Math.floor(at / 4)},,1,1,wifi,aa:bb:cc:01:00:0${Math.floor(at / 2) % 2},-60,2412,${device}`;
      });
      writeFileSync(path, `time,scan,floor,x_m,y_m,kind,radio,rssi_dbm,freq_mhz,device\n${rows.join('\n')}\n`);
      const { taskId } = await world.client.call('survey.importReadings', { ...inFloor(world), source: { path } });
      await world.client.call('tasks.awaitTask', { siteId: world.siteId, taskId });
      return { siteId: world.siteId, device: 'phone', reference: 'tablet' };
    },
  },
  'survey.setDeviceOffset': { input: ({ siteId }) => ({ siteId, device: 'laptop', wifiDb: 2 }) },
  'survey.runActiveTest': {
    // Nobody listens there, and that is a result.
    input: (world) => ({
      ...inFloor(world),
      kind: 'http' as const,
      target: 'http://127.0.0.1:4/',
      at: [1, 2] as [number, number],
    }),
    after: awaitTask,
  },
  'survey.listActiveTests': { input: inFloor },
  'survey.listPoints': { input: inFloor },
  'survey.getPoint': { input: ({ siteId }) => ({ siteId, scan: 1 }) },
  'survey.listSources': { input: ({ siteId }) => ({ siteId }) },
  'survey.startWalk': {
    input: async ({ client }) => {
      const { siteId } = await client.call('site.openPracticeSite', {});
      return walkInput(client, siteId);
    },
    after: (world, input, output) =>
      stopWalk(world, { siteId: input.siteId, taskId: (output as { taskId: never }).taskId }),
  },
  'survey.markWalk': {
    input: async (world) => ({ ...(await runningWalk(world, 'stop')), xM: 1, yM: 2 }),
    after: stopWalk,
  },
  'survey.controlWalk': {
    input: async (world) => ({ ...(await runningWalk(world, 'stop')), action: 'pause' }),
    after: stopWalk,
  },
  'survey.listWalks': { input: inFloor },
  'survey.watchWalk': { input: (world) => runningWalk(world), after: stopWalk },
} satisfies Partial<Cases>;

const coverageCases = {
  'coverage.computeHeatmap': { input: (world) => ({ ...inFloor(world), metric: 'rssi', radio: heardRadio }) },
  'coverage.exportHeatmap': { input: (world) => ({ ...inFloor(world), out: world.newPath('.png') }) },
} satisfies Partial<Cases>;

const taskCases = {
  'tasks.listTasks': { input: ({ siteId }) => ({ siteId }) },
  'tasks.awaitTask': { input: ({ siteId, doneTaskId }) => ({ siteId, taskId: doneTaskId }) },
  'tasks.cancelTask': { input: runningWalk },
  'tasks.resumeTask': {
    input: async (world) => ({ siteId: world.siteId, taskId: await failedTask(world) }),
    after: ({ client }, input) => client.call('tasks.awaitTask', input),
  },
  'tasks.dismissTask': { input: async (world) => ({ siteId: world.siteId, taskId: await failedTask(world) }) },
  'tasks.watchTasks': { input: ({ siteId }) => ({ siteId }) },
} satisfies Partial<Cases>;

const ownCases = {
  'settings.getAppInfo': nothing,
  'settings.getSettings': nothing,
  'settings.updateSettings': { input: () => ({ theme: 'light', density: 'comfortable' }) },
  'settings.listRecentSites': nothing,
  'settings.forgetRecentSite': { input: ({ folder }) => ({ file: `${folder}/never-opened.groma` }) },
  'settings.collectDiagnostics': nothing,
  'files.beginUpload': { input: () => ({ name: 'a.csv', sizeBytes: 12 }) },
  'files.appendUpload': {
    input: async (world) => ({ ...(await upload(world)), offset: 0, bytes: new Uint8Array([1, 2, 255]) }),
  },
  'files.discardUpload': { input: upload },
  'files.listFolder': { input: ({ folder }) => ({ path: folder }) },
  'files.chooseSiteFile': { input: () => ({ purpose: 'open', suggestedName: 'a.groma' }) },
} satisfies Partial<Cases>;

export const cases: Cases = {
  ...siteCases,
  ...floorplanCases,
  ...surveyCases,
  ...coverageCases,
  ...taskCases,
  ...ownCases,
};
