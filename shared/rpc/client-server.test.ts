// Both sides of the wire against each other, with handlers made for the occasion.
import { describe, expect, it, vi } from 'vitest';
import { AppError } from '../errors/app-error.ts';
import type { Channel } from './channel.ts';
import { createClient } from './client.ts';
import { memoryChannel } from './memory-channel.ts';
import type { ServerMessage } from './messages.ts';
import { type HandlerTable, serve, serveFailure } from './server.ts';

const siteId = '0190a0a0-0000-7000-8000-000000000001';

/** A server with these handlers, and what it had to report. */
function start(handlers: Record<string, unknown>, wrap: (channel: Channel) => Channel = (channel) => channel) {
  const [near, far] = memoryChannel();
  const defects: { reference: string; name: string; error: unknown }[] = [];
  serve(wrap(far), {
    handlers: handlers as HandlerTable,
    onDefect: (reference, name, error) => defects.push({ reference, name, error }),
  });
  return { near, client: createClient(near), defects };
}
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable('this should have failed'),
    (error: AppError) => error,
  );
const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

describe('calls', () => {
  it('give the parsed input to the handler and its answer back', async () => {
    const handler = vi.fn(({ file }) => ({ siteId, name: file, file, readOnly: false, practice: false }));
    const { client } = start({ 'site.openSite': handler });
    expect(await client.call('site.openSite', { file: '  a.groma ' })).toMatchObject({ file: 'a.groma' });
    expect(handler.mock.calls[0]?.[0]).toEqual({ file: 'a.groma' });
  });

  it('made before the server is there wait for it', async () => {
    const [near, far] = memoryChannel();
    const client = createClient(near);
    const answer = client.call('settings.getSettings', {});
    expect(client.state.status).toBe('connecting');
    await Promise.resolve();
    serve(far, {
      handlers: { 'settings.getSettings': () => ({ theme: 'dark', density: 'compact' }) },
      onDefect: () => undefined,
    });
    expect(await answer).toEqual({ theme: 'dark', density: 'compact' });
    expect(client.state.status).toBe('ready');
  });

  it('are answered each for itself, in whatever order they end', async () => {
    const { client } = start({
      'files.listFolder': async ({ path }: { path: string }) => {
        await new Promise((resolve) => setTimeout(resolve, path === 'slow' ? 20 : 0));
        return { path, home: '/', entries: [] };
      },
    });
    const paths = ['slow', 'a', 'b'];
    const answers = await Promise.all(paths.map((path) => client.call('files.listFolder', { path })));
    expect(answers.map((answer) => answer.path)).toEqual(paths);
  });

  it('pass on the errors that the procedure declares, filled in', async () => {
    const { client } = start({
      'site.openSite': () => Promise.reject(new AppError('site_newer', { file: 'a', found: 9, known: 1 })),
    });
    const error = await failure(client.call('site.openSite', { file: 'a' }));
    expect(error).toMatchObject({ code: 'site_newer', params: { found: 9 } });
    expect(error.message).toContain('format 9');
  });

  it.each([
    ['a thrown defect', () => Promise.reject(new TypeError('secret detail'))],
    ['an error that the procedure does not declare', () => Promise.reject(new AppError('pdf_password', { file: 'a' }))],
    ['an answer that is not what was promised', () => ({ theme: 'pink', density: 'compact' })],
    ['an answer with a field too many', () => ({ theme: 'dark', density: 'compact', password: 'x' })],
    ['a throw before any promise', () => JSON.parse('{')],
  ])('hide %s behind a reference', async (_what, handler) => {
    const { client, defects } = start({ 'settings.getSettings': handler });
    const error = await failure(client.call('settings.getSettings', {}));
    expect(error.code).toBe('internal');
    expect(error.message).not.toContain('secret');
    expect(defects).toEqual([
      { reference: error.params['reference'], name: 'settings.getSettings', error: expect.anything() },
    ]);
  });

  it.each(['no.suchThing', 'site', '__proto__', 'constructor', 'toString'])(
    'refuse the unknown name %s',
    async (name) => {
      const { client } = start({});
      expect(await failure(client.call(name as 'site.getInfo', {} as never))).toMatchObject({
        code: 'unknown_procedure',
        params: { name },
      });
    },
  );

  it('refuse a stream where a call is meant, and the other way round', async () => {
    const { client } = start({ 'site.watchSite': () => [], 'settings.getSettings': () => ({}) });
    expect(await failure(client.call('site.watchSite' as never, { siteId } as never))).toMatchObject({
      code: 'unknown_procedure',
    });
    const error = await new Promise((resolve) =>
      client.subscribe('settings.getSettings' as never, {} as never, { event: () => undefined, error: resolve }),
    );
    expect(error).toMatchObject({ code: 'unknown_procedure' });
  });

  it('say where the input is wrong', async () => {
    const { client } = start({ 'settings.updateSettings': () => ({}) });
    const error = await failure(client.call('settings.updateSettings', { theme: 'pink' as 'dark' }));
    expect(error.code).toBe('bad_input');
    expect(error.params['detail']).toMatch(/^theme: /);
  });
});

describe('giving up', () => {
  const waiting = () => {
    const reasons: unknown[] = [];
    const handler = async (_input: unknown, { signal }: { signal: AbortSignal }) => {
      await untilAborted(signal);
      reasons.push(signal.reason.code);
      return {};
    };
    return { reasons, handlers: { 'files.discardUpload': handler } };
  };
  const input = { uploadId: siteId as never };

  it('a cancelled call ends on both sides', async () => {
    const { reasons, handlers } = waiting();
    const { client } = start(handlers);
    const controller = new AbortController();
    const answer = failure(client.call('files.discardUpload', input, { signal: controller.signal }));
    await Promise.resolve();
    controller.abort();
    expect((await answer).code).toBe('cancelled');
    await vi.waitFor(() => expect(reasons).toEqual(['cancelled']));
  });

  it('a call with a signal that is aborted already never leaves', async () => {
    const handler = vi.fn();
    const { client } = start({ 'files.discardUpload': handler });
    const error = await failure(client.call('files.discardUpload', input, { signal: AbortSignal.abort() }));
    expect(error.code).toBe('cancelled');
    expect(handler).not.toHaveBeenCalled();
  });

  it.each([0, 1, 30])('a deadline of %i ms ends the call on both sides', async (timeoutMs) => {
    const { reasons, handlers } = waiting();
    const { client } = start(handlers);
    const error = await failure(client.call('files.discardUpload', input, { timeoutMs }));
    expect(error).toMatchObject({ code: 'deadline_exceeded', retry: true });
    expect(client.state.status).not.toBe('closed');
    await vi.waitFor(() => expect(reasons).toHaveLength(1));
  });

  it('a deadline longer than a timer can count is no deadline of now', async () => {
    const { client } = start({ 'files.discardUpload': () => ({}) });
    expect(await client.call('files.discardUpload', input, { timeoutMs: 1e12 })).toEqual({});
  });

  it("the server keeps a deadline by itself, also where the handler does not listen and the client's clock stands", async () => {
    const { near } = start({ 'files.discardUpload': () => new Promise(() => undefined) });
    const answer = new Promise((resolve) =>
      near.onMessage((message) => (message as ServerMessage).type !== 'ready' && resolve(message)),
    );
    near.send({ type: 'request', id: 1, name: 'files.discardUpload', input, deadlineMs: 5 });
    expect(await answer).toMatchObject({ type: 'error', id: 1, error: { code: 'deadline_exceeded' } });
  });

  it('everything ends when the window goes', async () => {
    const { reasons, handlers } = waiting();
    const { client } = start(handlers);
    const answer = failure(client.call('files.discardUpload', input));
    await Promise.resolve();
    client.close();
    expect((await answer).code).toBe('connection_lost');
    await vi.waitFor(() => expect(reasons).toEqual(['connection_lost']));
    expect((await failure(client.call('files.discardUpload', input))).code).toBe('connection_lost');
  });
});

describe('a client that is none of ours', () => {
  it.each([
    ['text', 'hello'],
    ['nothing', null],
    ['an unknown kind', { type: 'shout', id: 1 }],
    ['no id', { type: 'request', name: 'settings.getSettings', input: {} }],
    ['a negative id', { type: 'cancel', id: -1 }],
    ['a field too many', { type: 'cancel', id: 1, extra: 1 }],
    ['a deadline of zero', { type: 'request', id: 1, name: 'settings.getSettings', input: {}, deadlineMs: 0 }],
    ['an endless name', { type: 'request', id: 1, name: 'x'.repeat(101), input: {} }],
  ])('is cut off: %s', async (_what, message) => {
    const { near } = start({});
    const closed = new Promise<void>((resolve) => near.onClose(resolve));
    near.send(message);
    await closed;
  });

  it('is cut off when it uses the number of a call that still runs', async () => {
    const { near } = start({ 'settings.getSettings': () => new Promise(() => undefined) });
    const closed = new Promise<void>((resolve) => near.onClose(resolve));
    for (let time = 0; time < 2; time++) near.send({ type: 'request', id: 1, name: 'settings.getSettings', input: {} });
    await closed;
  });

  it('may cancel what is not there', async () => {
    const { near, client } = start({ 'settings.getSettings': () => ({ theme: 'dark', density: 'compact' }) });
    near.send({ type: 'cancel', id: 99 });
    near.send({ type: 'unsubscribe', id: 98 });
    expect(await client.call('settings.getSettings', {})).toEqual({ theme: 'dark', density: 'compact' });
  });
});

describe('a core that cannot start', () => {
  it('rejects what waits and what comes, with its reason', async () => {
    const [near, far] = memoryChannel();
    const client = createClient(near);
    const early = failure(client.call('settings.getSettings', {}));
    serveFailure(far, new AppError('core_unavailable', { reason: 'the disk is gone.' }));
    const late = early.then(() => failure(client.call('settings.getAppInfo', {})));
    for (const error of [await early, await late]) {
      expect(error.code).toBe('core_unavailable');
      expect(error.message).toContain('the disk is gone.');
    }
    const ofStream = await new Promise((resolve) =>
      client.subscribe('site.watchSite', { siteId: siteId as never }, { event: () => undefined, error: resolve }),
    );
    expect(ofStream).toMatchObject({ code: 'core_unavailable' });
    expect(client.state).toMatchObject({ status: 'failed', error: { code: 'core_unavailable' } });
  });
});

describe('streams', () => {
  const change = (number: number) => ({ what: 'readings' as const, number });
  async function* counted(from: number, to: number) {
    for (let number = from; number < to; number++) yield { what: 'readings' };
  }
  const input = { siteId: siteId as never };

  function observe(client: ReturnType<typeof createClient>) {
    const seen: string[] = [];
    const stop = client.subscribe('site.watchSite', input, {
      event: () => seen.push('event'),
      gap: () => seen.push('gap'),
      error: (error) => seen.push(error.code),
      end: () => seen.push('end'),
    });
    return { seen, stop };
  }

  it('number their events from 0 and say how many there were', async () => {
    const { near, client } = start({ 'site.watchSite': () => counted(0, 3) });
    const messages: ServerMessage[] = [];
    near.onMessage((message) => messages.push(message as ServerMessage));
    const { seen } = observe(client);
    await vi.waitFor(() => expect(seen).toEqual(['event', 'event', 'event', 'end']));
    expect(messages.flatMap((message) => ('seq' in message ? [message.seq] : []))).toEqual([0, 1, 2, 3]);
  });

  it('wait while the channel is full, and lose nothing', async () => {
    let asked = 0;
    const { client } = start({ 'site.watchSite': () => counted(0, 6) }, (channel) => ({
      onMessage: (listener) => channel.onMessage(listener),
      onClose: (listener) => channel.onClose(listener),
      send: (message) => channel.send(message),
      close: () => channel.close(),
      isCongested: () => [2, 3].includes(asked++),
    }));
    const { seen } = observe(client);
    await vi.waitFor(() => expect(seen.at(-1)).toBe('end'));
    expect(seen).toEqual([...new Array(6).fill('event'), 'end']);
  });

  it('leave a gap for what their source had to drop, also at the very end', async () => {
    /** An event for each but the last count; `dropped` is the count of where it is. */
    const dropping = (counts: readonly number[]) => {
      let at = -1;
      return {
        get dropped() {
          return counts[at] ?? 0;
        },
        next: async () => {
          at++;
          return at < counts.length - 1
            ? { done: false, value: { what: 'readings' } }
            : { done: true, value: undefined };
        },
        [Symbol.asyncIterator]() {
          return this;
        },
      };
    };
    const { client } = start({ 'site.watchSite': () => dropping([0, 3, 3, 5]) });
    const { seen } = observe(client);
    await vi.waitFor(() => expect(seen.at(-1)).toBe('end'));
    expect(seen).toEqual(['event', 'gap', 'event', 'event', 'gap', 'end']);
  });

  it('end with their error', async () => {
    const { client } = start({
      'site.watchSite': async function* () {
        yield { what: 'site' };
        throw new AppError('site_not_open');
      },
    });
    const { seen } = observe(client);
    await vi.waitFor(() => expect(seen).toEqual(['event', 'site_not_open']));
  });

  it('refuse an event that was not promised', async () => {
    const { client, defects } = start({
      'site.watchSite': async function* () {
        yield change(1);
      },
    });
    const { seen } = observe(client);
    await vi.waitFor(() => expect(seen).toEqual(['internal']));
    expect(defects).toHaveLength(1);
  });

  it('stop on both sides when nobody listens any more', async () => {
    const aborted = vi.fn();
    const { client } = start({
      'site.watchSite': async function* (_input: unknown, { signal }: { signal: AbortSignal }) {
        yield { what: 'site' };
        await untilAborted(signal);
        aborted();
        yield { what: 'floors' };
      },
    });
    const { seen, stop } = observe(client);
    await vi.waitFor(() => expect(seen).toEqual(['event']));
    stop();
    stop();
    await vi.waitFor(() => expect(aborted).toHaveBeenCalledOnce());
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(seen).toEqual(['event']);
  });
});
