// The contract, whole: every procedure over all three channels, against the real core.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findProcedure, type ProcedureName, procedureNames } from '../../shared/contract/contract.ts';
import type { Procedure } from '../../shared/contract/define.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Channel } from '../../shared/rpc/channel.ts';
import { type Client, createClient } from '../../shared/rpc/client.ts';
import type { ServerMessage } from '../../shared/rpc/messages.ts';
import { type HandlerTable, serve, serveFailure } from '../../shared/rpc/server.ts';
import { createNodeHost } from '../shells/node-host.ts';
import { type Core, createCore } from './create-core.ts';
import { type ChannelMaker, channelKinds, makeChannels } from './testing/channels.ts';
import { type Case, cases } from './testing/contract-cases.ts';
import { makeWorld, type World } from './testing/contract-world.ts';

type AnyInput = Record<string, unknown>;
interface LooseClient {
  call(name: string, input: unknown, options?: unknown): Promise<unknown>;
  subscribe(name: string, input: unknown, observer: object): () => void;
}
const loose = (client: Client) => client as unknown as LooseClient;
const caseOf = (name: ProcedureName) => cases[name] as unknown as Case<never>;
const soon = { timeout: 10_000, interval: 2 };
const isStream = (name: string) => findProcedure(name)?.kind === 'stream';
const failure = (promise: Promise<unknown>) =>
  promise.then(
    (output) => expect.unreachable(`this should have failed, but gave ${JSON.stringify(output)}`),
    (error: AppError) => error,
  );

/** A call, or a subscription that is only interesting for its refusal. */
function attempt(client: Client, name: string, input: unknown): Promise<unknown> {
  if (!isStream(name)) return loose(client).call(name, input);
  return new Promise((resolve, reject) => {
    loose(client).subscribe(name, input, { event: resolve, end: () => resolve(undefined), error: reject });
  });
}

/** Inputs that differ from a good one in one thing that the contract does not allow. */
/** Fields in which null says that a value is taken away. */
function takesNull({ input }: Procedure, key: string): boolean {
  const { shape } = input as unknown as { shape?: Record<string, { safeParse(value: unknown): { success: boolean } }> };
  return shape?.[key]?.safeParse(null).success ?? false;
}

function badInputs(procedure: Procedure, good: AnyInput): unknown[] {
  const withoutOne = Object.keys(good).map((key) =>
    Object.fromEntries(Object.entries(good).filter(([each]) => each !== key)),
  );
  return [
    undefined,
    null,
    'text',
    7,
    [],
    ...Object.keys(good).map((key) => ({ ...good, [key]: { wrong: true } })),
    ...Object.keys(good)
      .filter((key) => !takesNull(procedure, key))
      .map((key) => ({ ...good, [key]: null })),
    ...withoutOne.filter((input) => !procedure.input.safeParse(input).success),
  ];
}

let folder: string;
let core: Core;
const dialogs = { chooseSiteFile: async () => '/chosen.groma' };

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'groma-contract-'));
  const environment = { ...process.env, GROMA_HOME: join(folder, 'home'), GROMA_LOG: 'warn' };
  const { host, siteFiles } = createNodeHost({ shell: 'test', environment, dialogs });
  core = createCore(host, siteFiles);
});
afterAll(async () => {
  await core.close();
  rmSync(folder, { recursive: true, force: true });
});

it('has a case for every procedure of the contract, and none besides', () => {
  expect(procedureNames.length).toBeGreaterThan(40);
  expect(Object.keys(cases).sort()).toEqual([...procedureNames].sort());
});

describe.each(channelKinds)('over %s', (kind) => {
  let channels: ChannelMaker;
  let client: Client;
  let world: World;

  beforeAll(async () => {
    channels = await makeChannels(kind, (channel) => core.connect(channel));
    client = createClient(await channels.open());
    world = await makeWorld(client, join(folder, kind));
  });
  afterAll(async () => {
    client.close();
    await channels.close();
  });

  describe.each(procedureNames)('%s', (name) => {
    const procedure = findProcedure(name) as Procedure;

    it('takes a good input and gives what it promises, as it promises it', async () => {
      const { input: makeInput, trigger, after: cleanUp } = caseOf(name);
      const input = (await makeInput(world)) as never;
      if (procedure.kind !== 'stream') {
        const output = await loose(client).call(name, input);
        expect(procedure.output.parse(output)).toEqual(output);
        await cleanUp?.(world, input, output);
        return;
      }
      const channel = await channels.open();
      const { events, ended } = await watch(channel, name, input, () => trigger?.(world, input));
      for (const event of events) expect(procedure.event.parse(event.data)).toEqual(event.data);
      expect(events.map((event) => event.seq)).toEqual(events.map((_event, index) => index));
      expect(ended).toBe(true);
      channel.close();
      await cleanUp?.(world, input, undefined);
    });

    it('refuses bad input and fields that it does not know', async () => {
      const good = (await goodInput(name, world)) as AnyInput;
      const inputs = [...badInputs(procedure, good), { ...good, surplus: 1 }];
      const codes = await Promise.all(inputs.map(async (input) => (await failure(attempt(client, name, input))).code));
      expect(inputs.filter((_input, index) => codes[index] !== 'bad_input')).toEqual([]);
    });
  });

  it('refuses names that nobody promised', async () => {
    for (const name of ['site.dropEverything', 'constructor'])
      expect((await failure(attempt(client, name, {}))).code).toBe('unknown_procedure');
  });
});

/** Well-formed input without side effects where the case itself would start something. */
async function goodInput(name: ProcedureName, world: World): Promise<unknown> {
  const ids = { siteId: world.siteId, taskId: world.doneTaskId };
  if (name === 'site.closeSite') return { siteId: world.siteId };
  if (name === 'survey.startWalk') return { siteId: world.siteId, floor: '1F', source: 'x', speed: 1 };
  return name.startsWith('tasks.') || name === 'survey.watchWalk'
    ? Object.fromEntries(Object.entries(ids).filter(([key]) => hasField(name, key)))
    : caseOf(name).input(world);
}
const hasField = (name: ProcedureName, key: string) =>
  !(findProcedure(name)?.input.safeParse({ [key]: '0190a0a0-0000-4000-8000-00000000000a' }).error?.issues ?? []).some(
    (issue) => issue.code === 'unrecognized_keys',
  );

/** Subscribes by hand, so that the numbers on the wire are seen; unsubscribes after the first event. */
async function watch(channel: Channel, name: string, input: unknown, trigger: () => Promise<unknown> | undefined) {
  const events: { seq: number; data: unknown }[] = [];
  let ended = false;
  let isSubscribed = false;
  const problems: unknown[] = [];
  channel.onMessage((raw) => {
    const message = raw as ServerMessage;
    if (message.type === 'event') events.push(message);
    else if (message.type === 'end') ended = true;
    else if (message.type === 'ok') isSubscribed = true;
    else if (message.type === 'error') problems.push(message.error);
  });
  channel.send({ type: 'subscribe', id: 5, name, input });
  // The subscription has no answer of its own; a call behind it on the same channel has.
  channel.send({ type: 'request', id: 6, name: 'settings.getSettings', input: {} });
  await vi.waitFor(() => expect(isSubscribed).toBe(true), soon);
  await trigger();
  await vi.waitFor(() => expect(events.length + problems.length).toBeGreaterThan(0), soon);
  channel.send({ type: 'unsubscribe', id: 5 });
  await vi.waitFor(() => expect(ended || problems.length > 0).toBe(true), soon);
  expect(problems).toEqual([]);
  return { events, ended };
}

/** Inputs that parse, for the suites in which no handler of the core runs. */
const wellFormed = new Map<ProcedureName, unknown>();
describe.each(channelKinds)('giving up, over %s', (kind) => {
  let channels: ChannelMaker;
  let client: Client;
  const aborted: { name: string; code: string }[] = [];
  const handlers = Object.fromEntries(
    procedureNames.map((name) => [
      name,
      isStream(name)
        ? async function* (_input: unknown, { signal }: { signal: AbortSignal }) {
            await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
            aborted.push({ name, code: signal.reason.code });
          }
        : (_input: unknown, { signal }: { signal: AbortSignal }) =>
            new Promise(() =>
              signal.addEventListener('abort', () => aborted.push({ name, code: signal.reason.code }), { once: true }),
            ),
    ]),
  ) as unknown as HandlerTable;

  beforeAll(async () => {
    if (wellFormed.size === 0) {
      const [near] = [createClient(await (await makeChannels('memory', (channel) => core.connect(channel))).open())];
      const world = await makeWorld(near, join(folder, 'inputs'));
      for (const name of procedureNames) wellFormed.set(name, await goodInput(name, world));
    }
    channels = await makeChannels(kind, (channel) => serve(channel, { handlers, onDefect: () => undefined }));
    client = createClient(await channels.open());
  });
  afterAll(async () => {
    client.close();
    await channels.close();
  });

  describe.each(procedureNames)('%s', (name) => {
    it(isStream(name) ? 'stops when unsubscribed' : 'can be cancelled', async () => {
      aborted.length = 0;
      if (isStream(name)) {
        const stop = loose(client).subscribe(name, wellFormed.get(name), { event: () => undefined });
        stop();
      } else {
        const controller = new AbortController();
        const answer = failure(loose(client).call(name, wellFormed.get(name), { signal: controller.signal }));
        controller.abort();
        expect((await answer).code).toBe('cancelled');
      }
      await vi.waitFor(() => expect(aborted).toEqual([{ name, code: 'cancelled' }]), soon);
    });

    if (isStream(name)) return;
    it('keeps its deadline', async () => {
      aborted.length = 0;
      const channel = await channels.open();
      const answer = new Promise<ServerMessage>((resolve) =>
        channel.onMessage(
          (message) => (message as ServerMessage).type === 'error' && resolve(message as ServerMessage),
        ),
      );
      channel.send({ type: 'request', id: 1, name, input: wellFormed.get(name), deadlineMs: 1 });
      expect(await answer).toMatchObject({ id: 1, error: { code: 'deadline_exceeded', retry: true } });
      expect(aborted).toEqual([{ name, code: 'deadline_exceeded' }]);
      channel.close();
    });
  });
});

describe.each(channelKinds)('a core that cannot start, over %s', (kind) => {
  it('rejects every procedure with its reason', async () => {
    const blocked = join(folder, 'a-file-where-the-data-folder-should-be');
    writeFileSync(blocked, '');
    const { host, siteFiles } = createNodeHost({
      shell: 'test',
      environment: { ...process.env, GROMA_HOME: join(blocked, 'home'), GROMA_LOG: 'silent' },
    });
    let reason = new AppError('internal');
    try {
      createCore(host, siteFiles);
    } catch (error) {
      reason = error as AppError;
    }
    expect(reason).toMatchObject({ code: 'core_unavailable' });
    const channels = await makeChannels(kind, (channel) => serveFailure(channel, reason));
    const client = createClient(await channels.open());
    for (const name of procedureNames) {
      const error = await failure(attempt(client, name, {}));
      expect(error).toMatchObject({ code: 'core_unavailable', message: reason.message });
      expect(error.message).toContain('ENOTDIR');
    }
    client.close();
    await channels.close();
    await host.workers.close();
  });
});
