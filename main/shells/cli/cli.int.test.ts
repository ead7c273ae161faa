// The promised verbs as real processes: exit statuses, one JSON document on stdout, everything else on stderr, help, wrong usage.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lockedPdf, svgOf } from '../../domains/floorplan/testing/plan-files.ts';
import { gromaHead } from '../../domains/survey/testing/readings-files.ts';

const program = resolve(import.meta.dirname, 'main.ts');
const folder = mkdtempSync(join(tmpdir(), 'groma-cli-'));
const at = (name: string) => join(folder, name);
const children = new Set<ChildProcess>();
const siteFile = at('site.groma');

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function begin(words: readonly string[], environment: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...words], {
    cwd: folder,
    env: { ...process.env, GROMA_HOME: at('home'), GROMA_LOG: 'warn', GROMA_SITE: '', NO_COLOR: '1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  child.once('close', () => children.delete(child));
  return child;
}

function run(words: readonly string[], environment?: Record<string, string>): Promise<Outcome> {
  const child = begin(words, environment);
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (data) => {
    stdout += data;
  });
  child.stderr?.on('data', (data) => {
    stderr += data;
  });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (status) => done({ status, stdout, stderr }));
  });
}

const inSite = (...words: string[]) => run([...words, '--site', siteFile]);
/** A verb that succeeds: exactly one JSON document on stdout, nothing on stderr. */
async function json(...words: string[]): Promise<Record<string, unknown>> {
  const { status, stdout, stderr } = await inSite(...words, '--json');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout.endsWith('\n')).toBe(true);
  expect(stdout.trim().split('\n')).toHaveLength(1);
  return JSON.parse(stdout);
}
/** A verb that fails as expected: nothing on stdout, the error's JSON on stderr. */
async function failure(...words: string[]): Promise<{ code: string; message: string; params: unknown }> {
  const { status, stdout, stderr } = await inSite(...words, '--json');
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  return JSON.parse(stderr);
}

const files = {
  plan: at('plan.svg'),
  radios: at('radios.csv'),
  walls: at('walls.csv'),
  readings: at('readings.csv'),
};

beforeAll(async () => {
  writeFileSync(files.plan, svgOf('<rect x="0" y="0" width="400" height="300" fill="none" stroke="#000"/>'));
  writeFileSync(
    files.radios,
    'radio,name,kind,x_m,y_m,height_m,tx_power_dbm,freq_mhz\n02:00:00:00:00:01,AP 1,wifi,3,4,2.8,9,5180\n',
  );
  writeFileSync(files.walls, 'x1_m,y1_m,x2_m,y2_m,material\n0,0,5,0,drywall\n0,0,x,0,drywall\n');
  const rows = Array.from({ length: 120 }, (_each, index) => {
    const scan = Math.floor(index / 2);
    return `2026-01-05T09:${String(scan % 60).padStart(2, '0')}:00Z,s${scan},1F,${scan % 10},${scan % 7},wifi,02:00:00:00:00:0${1 + (index % 2)},${-40 - (index % 40)},5180,laptop`;
  });
  writeFileSync(files.readings, [gromaHead, ...rows, 'bad'].join('\n'));
  const created = await run(['site', 'create', siteFile, '--name', 'Command line', '--json']);
  expect(created).toMatchObject({ status: 0, stderr: '' });
  expect(JSON.parse(created.stdout)).toMatchObject({ siteId: expect.any(String), file: siteFile });
  await json('floorplan', 'import', files.plan, '--floor', '1F', '--width-m', '20', '--level', '1');
});
afterAll(async () => {
  await Promise.all(
    [...children].map((child) => {
      const closed = new Promise((done) => child.once('close', done));
      child.kill('SIGKILL');
      return closed;
    }),
  );
  rmSync(folder, { recursive: true, force: true });
});

describe('the whole way', () => {
  test('plan, walls, radios, readings, map, and out again', async () => {
    expect(await json('floorplan', 'import', files.plan, '--floor', '1F', '--known', '0,0,400,0,25')).toMatchObject({
      floorId: expect.any(String),
      widthM: 25,
      heightM: 18.75,
      metresPerPixel: 0.0625,
      walls: 0,
      format: 'svg',
      warnings: [],
    });
    expect(await json('floorplan', 'import', files.plan, '--floor', '1F', '--metres-per-pixel=0.05')).toMatchObject({
      widthM: 20,
    });
    expect(await json('floorplan', 'walls', files.walls, '--floor', '1F')).toMatchObject({
      added: 1,
      skipped: [{ line: 3, reason: expect.any(String) }],
    });
    expect(await json('site', 'radios', files.radios, '--floor', '1F')).toMatchObject({ added: 1, updated: 0 });
    expect(await json('site', 'radios', files.radios, '--floor', '1F')).toMatchObject({ added: 0, updated: 1 });
    expect(await json('survey', 'import', files.readings, '--floor', '1F', '--format', 'auto')).toMatchObject({
      readings: 120,
      scans: 60,
      radios: expect.any(Number),
      skipped: [{ line: 122, reason: expect.any(String) }],
    });
    expect(await json('survey', 'import', files.readings, '--floor', '1F')).toMatchObject({
      readings: 0,
      duplicates: 120,
    });
    const info = await json('site', 'info');
    expect(info).toMatchObject({ readings: 120, radios: 2, walls: 1, zones: 0, jobs: 0 });
    expect(info['floors']).toMatchObject([{ name: '1F', level: 1, widthM: 20, heightM: 15, readings: 120, walls: 1 }]);

    for (const format of ['csv', 'geojson']) {
      const out = at(`out.${format}`);
      expect(await json('survey', 'export', '--out', out)).toEqual({ readings: 120, file: out });
      expect(existsSync(out)).toBe(true);
    }
    const map = {
      cells: 40 * 30,
      min: expect.any(Number),
      max: expect.any(Number),
      mean: expect.any(Number),
      looRmseDb: expect.any(Number),
      method: 'idw',
    };
    expect(
      await json('coverage', 'heatmap', '--floor', '1F', '--metric', 'strongest', '--out', at('map.png')),
    ).toMatchObject(map);
    expect(readFileSync(at('map.png')).subarray(1, 4).toString()).toBe('PNG');
    await json(
      'coverage',
      'heatmap',
      '--floor',
      '1F',
      '--metric',
      'rssi',
      '--radio',
      'AP 1',
      '--cell',
      '1',
      '--method',
      'idw',
      '--out',
      at('map.csv'),
    );
    const [head, first = ''] = readFileSync(at('map.csv'), 'utf8').split('\n');
    expect(head).toBe('x_m,y_m,value');
    expect(first.split(',').map(Number).every(Number.isFinite)).toBe(true);

    expect(await json('site', 'backup', at('copy.groma'))).toMatchObject({ ok: true, problems: [] });
    const copy = await run(['site', 'verify', '--json'], { GROMA_SITE: at('copy.groma') });
    expect(copy).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(copy.stdout)).toEqual({ ok: true, problems: [] });
  }, 60_000);

  test('without --json people read lines, still nothing else on stdout', async () => {
    const { status, stdout, stderr } = await inSite('site', 'verify');
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'ok: true\nproblems: none\n', stderr: '' });
  });

  test('a verification that is not met ends with 3', async () => {
    const { DatabaseSync } = await import('node:sqlite');
    const broken = at('broken.groma');
    expect((await run(['site', 'create', broken, '--name', 'B'])).status).toBe(0);
    const database = new DatabaseSync(broken);
    database.exec('PRAGMA foreign_keys = OFF');
    database.exec(
      'INSERT INTO readings (floor, radio, scan, ordinal, rssi_dbm, offset_ms) VALUES (77, 77, 77, 0, -50, 0)',
    );
    database.close();
    const { status, stdout } = await run(['site', 'verify', '--json', '--site', broken]);
    expect(status).toBe(3);
    const { ok, problems } = JSON.parse(stdout);
    expect(ok).toBe(false);
    expect(problems.length).toBeGreaterThan(0);
  });
});

describe('expected failures: status 1, the error as JSON on stderr', () => {
  const locked = at('locked.pdf');
  beforeAll(() => writeFileSync(locked, lockedPdf()));

  test.each([
    ['file_exists', ['site', 'create', siteFile, '--name', 'again']],
    ['file_not_found', ['floorplan', 'import', at('none.png'), '--floor', '1F']],
    ['pdf_password', ['floorplan', 'import', locked, '--floor', '1F']],
    ['floor_not_found', ['floorplan', 'walls', files.walls, '--floor', 'Attic']],
    ['readings_unknown_format', ['survey', 'import', files.plan, '--floor', '1F']],
    ['export_unknown_format', ['survey', 'export', '--out', at('a.docx')]],
    ['radio_needed', ['coverage', 'heatmap', '--floor', '1F', '--metric', 'rssi', '--out', at('b.csv')]],
    ['folder_not_found', ['survey', 'export', '--out', at('none/a.csv')]],
  ])('%s', async (code, words) => {
    if (words[1] === 'create') {
      const { status, stderr, stdout } = await run(words);
      expect({ status, stdout, code: JSON.parse(stderr).code }).toEqual({ status: 1, stdout: '', code });
      return;
    }
    const error = await failure(...words);
    expect(error).toMatchObject({ code, message: expect.any(String), params: expect.any(Object) });
    expect(error.message).not.toMatch(/\{\w+\}/);
  });

  test('a file that is no site', async () => {
    const { status, stderr } = await run(['site', 'info', '--site', files.plan]);
    expect({ status, code: JSON.parse(stderr).code }).toEqual({ status: 1, code: 'not_a_site_file' });
  });
});

describe('wrong usage: status 2, one sentence on stderr, nothing done', () => {
  test.each([
    ['no words', [], ''],
    ['no such verb', ['site', 'explode'], 'there is no "site explode"'],
    ['a missing argument', ['site', 'create', '--name', 'x'], 'missing'],
    ['a missing flag', ['site', 'create', at('x.groma')], 'missing --name'],
    ['an unknown flag', ['site', 'info', '--site', siteFile, '--colour', 'red'], 'unknown flag --colour'],
    ['a flag twice', ['site', 'create', at('x.groma'), '--name', 'a', '--name', 'b'], '--name is given twice'],
    ['a flag without a value', ['site', 'create', at('x.groma'), '--name'], '--name needs a value'],
    ['one argument too many', ['site', 'info', 'what', '--site', siteFile], 'one argument too many'],
    ['no site', ['site', 'info'], 'which site'],
    [
      'a word for a number',
      ['floorplan', 'import', files.plan, '--floor', '1F', '--width-m', 'wide', '--site', siteFile],
      'needs a number',
    ],
    [
      'two scales',
      [
        'floorplan',
        'import',
        files.plan,
        '--floor',
        '1F',
        '--width-m',
        '3',
        '--metres-per-pixel',
        '1',
        '--site',
        siteFile,
      ],
      'give one of',
    ],
    [
      'a length with a part missing',
      ['floorplan', 'import', files.plan, '--floor', '1F', '--known', '1,2,3', '--site', siteFile],
      '--known',
    ],
    [
      'a metric that is none',
      ['coverage', 'heatmap', '--floor', '1F', '--metric', 'fun', '--out', 'a.png', '--site', siteFile],
      '--metric is one of',
    ],
    [
      'cells of no size',
      ['coverage', 'heatmap', '--floor', '1F', '--cell', '0', '--out', 'a.png', '--site', siteFile],
      '--cell: ',
    ],
    ['a port that is none', ['serve', '--port', '99999'], '--port'],
    ['a seed that is none', ['lab', 'up', '--seed', 'x'], '--seed'],
    ['a floor of no lab', ['lab', 'up', '--floor', 'Roof'], '--floor is one of'],
  ])('%s', async (_what, words, sentence) => {
    const { status, stdout, stderr } = await run(words);
    expect(status).toBe(2);
    if (words.length === 0) expect(stdout).toMatch(/Exit status/);
    else {
      expect(stdout).toBe('');
      expect(stderr).toContain(sentence);
      expect(stderr.trim().split('\n')).toHaveLength(1);
    }
    expect(existsSync(at('x.groma'))).toBe(false);
  });
});

describe('help', () => {
  test('lists every promised verb', async () => {
    const { status, stdout, stderr } = await run(['--help']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const promised = ['create', 'info', 'radios', 'backup', 'verify'].map((verb) => `site ${verb}`);
    for (const verb of [
      ...promised,
      'floorplan import',
      'floorplan walls',
      'survey import',
      'survey export',
      'coverage heatmap',
      'lab up',
      'serve',
    ])
      expect(stdout).toContain(`  ${verb} `);
  });

  test.each([
    [
      ['floorplan', 'import', '--help'],
      ['--page', '--width-m', '--metres-per-pixel', '--known', '--level', '--floor', 'FILE'],
    ],
    [
      ['survey', 'import', '--help'],
      ['--format auto|esx|groma|ilc20|wigle|pcap|btsnoop|kismet|wide', '--floor'],
    ],
    [
      ['coverage', 'heatmap', '-h'],
      ['--metric', '--radio', '--method', '--cell', '--out'],
    ],
    [
      ['lab', 'up', '--help'],
      ['--radios', '--seed'],
    ],
    [['serve', '--help'], ['--port']],
  ])('of a verb: %s', async (words, wanted) => {
    const { status, stdout, stderr } = await run(words);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const part of wanted) expect(stdout).toContain(part);
  });
});

describe('verbs that run until they are interrupted', () => {
  const firstLine = (child: ChildProcess) =>
    new Promise<string>((done, fail) => {
      let text = '';
      child.stdout?.on('data', (data) => {
        text += data;
        if (text.includes('\n')) done(text.slice(0, text.indexOf('\n')));
      });
      child.once('close', () => fail(new Error('it ended')));
    });
  const end = (child: ChildProcess, signal: NodeJS.Signals) =>
    new Promise<number | null>((done) => {
      child.removeAllListeners('close');
      child.once('close', (status) => {
        children.delete(child);
        done(status);
      });
      child.kill(signal);
    });

  test('serve: the first line is JSON with a URL that answers on loopback', async () => {
    const child = begin(['serve']);
    const { url } = JSON.parse(await firstLine(child));
    expect(new URL(url).hostname).toBe('127.0.0.1');
    const status = await new Promise((done, fail) => {
      get(url, (response) => {
        response.resume();
        done(response.statusCode);
      }).on('error', fail);
    });
    expect(status).toBeGreaterThanOrEqual(200);
    expect(status).toBeLessThan(400);
    expect(await end(child, 'SIGINT')).toBe(0);
  });

  test('lab up --radios: the first line names the source', async () => {
    const child = begin(['lab', 'up', '--radios', '--seed', '5']);
    const { seed, consoles, sources } = JSON.parse(await firstLine(child));
    expect({ seed, consoles }).toEqual({ seed: 5, consoles: [] });
    expect(sources).toMatchObject([
      { id: expect.any(String), kind: 'json-lines', url: expect.stringMatching(/^tcp:\/\/127\.0\.0\.1:\d+$/) },
    ]);
    expect(await end(child, 'SIGTERM')).toBe(0);
  });

  test.skipIf(process.platform === 'win32')(
    'an import that is interrupted ends with 130',
    async () => {
      const large = at('large.csv');
      const row = (index: number) =>
        `2026-01-05T09:00:00Z,${Math.floor(index / 10)},1F,1,1,wifi,02:00:00:00:01:${index % 10},-50,5180,laptop`;
      writeFileSync(large, [gromaHead, ...Array.from({ length: 400_000 }, (_each, index) => row(index))].join('\n'));
      const file = at('interrupted.groma');
      await run(['site', 'create', file, '--name', 'I']);
      await run(['floorplan', 'import', files.plan, '--floor', '1F', '--site', file]);
      const child = begin(['survey', 'import', large, '--floor', '1F', '--site', file, '--json']);
      let [stdout, stderr] = ['', ''];
      child.stdout?.on('data', (data) => {
        stdout += data;
      });
      child.stderr?.on('data', (data) => {
        stderr += data;
      });
      // The first rows are in: the write-ahead log has grown beyond the site's own pages.
      const { statSync } = await import('node:fs');
      while (child.exitCode === null && !(existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 1_000_000))
        await new Promise((done) => setTimeout(done, 20));
      expect(await end(child, 'SIGINT')).toBe(130);
      expect(stdout).toBe('');
      expect(JSON.parse(stderr)).toMatchObject({ code: 'cancelled' });
      const info = await run(['site', 'info', '--site', file, '--json']);
      expect(JSON.parse(info.stdout).readings).toBeGreaterThan(0);
      expect(JSON.parse(info.stdout).readings).toBeLessThan(400_000);
    },
    60_000,
  );
});
