// The readers of all four formats: what they make of good rows, odd rows and no rows at all.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { isAppError } from '../../../../shared/errors/app-error.ts';
import { nodeSqlite } from '../../../adapters/node-sqlite.ts';
import { readTime, scanUuid } from '../scan.ts';
import { gromaHead, ReadingsFolder, readAll } from '../testing/readings-files.ts';
import { uuidText } from '../uuid.ts';
import { detectReadings } from './detect.ts';
import { startMapping, suggestMapping } from './wide.ts';

const folder = new ReadingsFolder();
afterAll(() => folder.remove());
const read = (content: string | Uint8Array, name?: string) => readAll(folder.write(content, name));
const row = (
  more: Partial<
    Record<'time' | 'scan' | 'floor' | 'x' | 'y' | 'kind' | 'radio' | 'rssi' | 'freq' | 'device', string>
  > = {},
) =>
  [
    more.time ?? '2026-01-05T09:00:00Z',
    more.scan ?? '1',
    more.floor ?? '1F',
    more.x ?? '1.5',
    more.y ?? '2',
    more.kind ?? 'wifi',
    more.radio ?? '02:00:00:00:00:01',
    more.rssi ?? '-50',
    more.freq ?? '2412',
    more.device ?? 'laptop',
  ].join(',');

describe('Groma CSV', () => {
  test('rows of one scan are one observation; keys in lower case; unknown columns are kept', async () => {
    const { scans } = await read(
      `${gromaHead},Mood\n${row({ radio: 'AA:BB' })},good\n${row({ radio: 'b', kind: 'BLE', time: '2026-01-05T09:00:00.4Z', freq: '' })},\n${row({ scan: '2', x: '', y: '' })},\n`,
    );
    expect(scans).toHaveLength(2);
    expect(scans[0]).toMatchObject({ label: '1', floor: '1F', xM: 1.5, yM: 2, device: 'laptop' });
    expect(scans[0]?.readings).toMatchObject([
      { key: 'aa:bb', kind: 'wifi', rssiDbm: -50, freqMhz: 2412, offsetMs: 0, notes: '{"mood":"good"}' },
      { key: 'b', kind: 'ble', freqMhz: undefined, offsetMs: 400, notes: undefined },
    ]);
    expect(scans[1]).toMatchObject({ xM: undefined, yM: undefined });
  });

  test('a row without kind, radio and signal is a scan that heard nothing', async () => {
    const silent = { kind: '', radio: '', rssi: '', freq: '' };
    const { scans, skipped } = await read(
      `${gromaHead}\n${row()}\n${row({ ...silent, scan: '2', x: '7' })}\n${row({ ...silent, scan: '3' })}\n${row({ scan: '3' })}\n${row({ ...silent, time: '' })}\n`,
    );
    expect(scans.map((scan) => [scan.label, scan.xM, scan.readings.length])).toEqual([
      ['1', 1.5, 1],
      ['2', 7, 0],
      ['3', 1.5, 1],
    ]);
    expect(skipped).toEqual([{ line: 6, reason: expect.stringMatching(/not a time/) }]);
  });

  test.each([
    ['no radio', { radio: '' }, /no radio/],
    ['another kind', { kind: 'zigbee' }, /neither wifi nor ble/],
    ['no signal', { rssi: '' }, /not a signal/],
    ['a word for a signal', { rssi: 'strong' }, /not a signal/],
    ['a signal above all signals', { rssi: '50' }, /not a signal/],
    ['no time', { time: 'yesterday' }, /not a time/],
    ['a time of long ago', { time: '1970-01-01T00:00:00Z' }, /not a time/],
    ['a word for a place', { x: 'here' }, /not a usable coordinate/],
    ['a place beyond the horizon', { y: '1e9' }, /not a usable coordinate/],
  ] as const)('a row with %s is left out with its line and reason', async (_what, more, reason) => {
    const { scans, skipped } = await read(`${gromaHead}\n${row()}\n${row(more)}\n${row({ scan: '9' })}\n`);
    expect(scans).toHaveLength(2);
    expect(skipped).toEqual([{ line: 3, reason: expect.stringMatching(reason) }]);
  });

  const plain = `${gromaHead}\n${row({ floor: '"Étage, 1"', device: '"a ""b"""' })}\n${row({ scan: '2' })}\n`;
  test.each([
    ['line ends of Windows', plain.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${plain}`],
    ['blank lines', plain.replaceAll('\n', '\n\n')],
    ['no line end at the end', plain.trimEnd()],
    ['a header in capitals with spaces', plain.replace(gromaHead, gromaHead.toUpperCase().replaceAll(',', ' , '))],
    ['semicolons', plain.replaceAll(/"[^"]*"(?:"[^"]*"")*"?|,/g, (part) => (part === ',' ? ';' : part))],
    ['tabs', plain.replaceAll(/"[^"]*"(?:"[^"]*"")*"?|,/g, (part) => (part === ',' ? '\t' : part))],
    ['Latin-1', new Uint8Array(Buffer.from(plain, 'latin1'))],
  ])('%s', async (_what, content) => {
    const { scans, skipped } = await read(content);
    expect(skipped).toEqual([]);
    expect(scans).toHaveLength(2);
    expect(scans[0]).toMatchObject({ floor: 'Étage, 1', device: 'a "b"', xM: 1.5, yM: 2 });
  });

  test('semicolons with a comma before the decimals', async () => {
    const { scans } = await read(
      `${gromaHead}\n${row({ x: '1.25', rssi: '-50.5' })}\n`.replaceAll(',', ';').replaceAll('.', ','),
    );
    expect(scans[0]).toMatchObject({ xM: 1.25, yM: 2 });
    expect(scans[0]?.readings[0]?.rssiDbm).toBe(-50.5);
  });

  test.each([
    ['a quotation mark that nothing closes', row({ device: '"laptop' }), 'a quotation mark is not closed', 1],
    [
      'the same in each of many lines',
      Array(40)
        .fill(row({ device: '"laptop' }))
        .join('\n'),
      'a quotation mark is not closed',
      40,
    ],
    ['a line of megabytes', row({ device: 'x'.repeat(3_000_000) }), 'the line is too long', 1],
    ['a quoted field of megabytes', row({ device: `"${'x,'.repeat(1_500_000)}` }), 'the line is too long', 1],
  ])('%s costs its own line, not the file after it', async (_what, bad, reason, count) => {
    const good = Array.from({ length: 100 }, (_each, index) => row({ scan: `${index + 10}`, device: '"a, b"' })).join(
      '\n',
    );
    const { scans, skipped } = await read(`${gromaHead}\n${row()}\n${bad}\n${good}\n`);
    expect(scans).toHaveLength(101);
    expect(skipped).toEqual(Array.from({ length: count }, (_each, index) => ({ line: 3 + index, reason })));
  });

  test('files of several systems put together: every kind of line end counts, within quotation marks none', async () => {
    const text = `${gromaHead}\r\n${row()}\n${row({ scan: '2' })}\r${row({ scan: '3', device: '"a\nb"' })}\r\n${row({ scan: '4', radio: '' })}`;
    const { scans, skipped } = await read(text);
    expect(scans.map(({ label, device }) => [label, device])).toEqual([
      ['1', 'laptop'],
      ['2', 'laptop'],
      ['3', 'a\nb'],
    ]);
    expect(skipped).toEqual([{ line: 6, reason: 'no radio' }]);
  });

  test('a row that lies across two reads of the disk, and a line end that does', async () => {
    const rows = Array.from({ length: 9_000 }, (_each, index) =>
      row({ scan: `${index}`, device: `"é ${'x'.repeat(index % 41)}"` }),
    );
    const { scans, skipped } = await read([gromaHead, ...rows].join('\r\n'));
    expect(skipped).toEqual([]);
    expect(scans.map(({ label }) => label)).toEqual(rows.map((_row, index) => `${index}`));
    expect(scans.every(({ device }, index) => device?.length === (index % 41 === 0 ? 1 : 2 + (index % 41)))).toBe(true);
  });

  test('a short row and a long one', async () => {
    const { scans, skipped } = await read(`${gromaHead}\n2026-01-05T09:00:00Z,1\n${row()},a,b,c\n`);
    expect(scans).toHaveLength(1);
    expect(skipped).toEqual([{ line: 2, reason: 'no radio' }]);
  });
});

describe('wide CSV', () => {
  test('one column a radio: marks for "not heard" and empty fields give no reading', async () => {
    const text =
      'time,x,y,AP_1,AP_2,other\n2026-01-05T09:00:00Z,1,2,-50,-110,a\n2026-01-05T09:00:01Z,2,2,-110,-110,b\n2026-01-05T09:00:02Z,3,2,,-61,c\n';
    const file = folder.write(text);
    const head = await detectReadings(file, nodeSqlite);
    expect(head.format).toBeUndefined();
    const mapping = suggestMapping(head.columns, head.sample);
    expect(mapping).toMatchObject({
      xM: 'x',
      yM: 'y',
      time: 'time',
      radioColumns: ['AP_1', 'AP_2'],
      notHeardDbm: -110,
    });
    const { scans, skipped } = await readAll(file);
    expect(scans.map(({ readings }) => readings.map(({ key, rssiDbm }) => `${key} ${rssiDbm}`))).toEqual([
      ['ap_1 -50'],
      ['ap_2 -61'],
    ]);
    expect(skipped).toEqual([{ line: 3, reason: 'nothing was heard' }]);
  });

  test('where the names do not tell, a person starts from the columns that can be signal', async () => {
    const head = await detectReadings(
      folder.write('px,py,lobby,hall,floor\n0,5,-50,100,1\n1,5,,-61,1\n2,5,-52,-62,1\n'),
      nodeSqlite,
    );
    expect(suggestMapping(head.columns, head.sample)).toBeUndefined();
    expect(startMapping(head.columns, head.sample)).toEqual({
      xM: '',
      yM: '',
      metresPerUnit: 1,
      kind: 'wifi',
      radioColumns: ['lobby', 'hall'],
    });
  });

  test('one row a reading, places in feet, rows of one time are one scan', async () => {
    const file = folder.write(
      'bssid,rssi,px,py,when\nAA,-50,10,20,1767603600\nBB,-60,10,20,1767603600\nCC,-60,10,20,1767603601\nDD,-60,?,20,1767603601\n,1,1,1,1767603601\n',
    );
    const mapping = {
      xM: 'px',
      yM: 'py',
      metresPerUnit: 0.3048,
      time: 'when',
      radio: 'bssid',
      rssiDbm: 'rssi',
      kind: 'ble' as const,
    };
    const { scans, skipped } = await readAll(file, mapping);
    expect(scans).toHaveLength(2);
    expect(scans[0]).toMatchObject({ xM: 3.048, yM: 6.096, timeMs: 1_767_603_600_000 });
    expect(scans[0]?.readings.map(({ key }) => key)).toEqual(['aa', 'bb']);
    expect(skipped.map(({ line }) => line)).toEqual([5, 6]);
  });

  test('a mapping to columns that are not there finds nothing and breaks nothing', async () => {
    const { scans } = await readAll(folder.write('a,b,c\n1,2,3\n'), {
      xM: 'no',
      yM: 'no',
      metresPerUnit: 1,
      kind: 'wifi',
      radio: 'no',
      rssiDbm: 'no',
    });
    expect(scans).toEqual([]);
  });
});

describe('WiGLE CSV', () => {
  const pre = 'WigleWifi-1.4,appRelease=2.6,model=Pixel 8,release=14,device=x,display=y,board=z,brand=Google';
  test.each([
    [
      '1.4',
      'MAC,SSID,AuthMode,FirstSeen,Channel,RSSI,CurrentLatitude,CurrentLongitude,AltitudeMeters,AccuracyMeters,Type',
      '1a:9f:ee:5c:71:c6,"Café, guest",[WPA2],2026-01-05 09:00:00,36,-72,37.7,-122.4,80,3,WIFI',
    ],
    [
      '1.6',
      'MAC,SSID,AuthMode,FirstSeen,Channel,Frequency,RSSI,CurrentLatitude,CurrentLongitude,AltitudeMeters,AccuracyMeters,RCOIs,MfgrId,Type',
      '1A:9F:EE:5C:71:C6,"Café, guest",[WPA2],2026-01-05 09:00:00,36,5180,-72,37.7,-122.4,80,3,,,WIFI',
    ],
  ])('%s', async (version, header, line) => {
    const gsm = line.replace('WIFI', 'GSM');
    const { scans, skipped } = await read(`${pre.replace('1.4', version)}\r\n${header}\r\n${line}\r\n${gsm}\r\n`);
    expect(scans).toHaveLength(1);
    expect(scans[0]).toMatchObject({ device: 'Pixel 8', xM: undefined, timeMs: Date.UTC(2026, 0, 5, 9) });
    expect(scans[0]?.readings[0]).toMatchObject({
      key: '1a:9f:ee:5c:71:c6',
      name: 'Café, guest',
      rssiDbm: -72,
      freqMhz: 5180,
    });
    expect(JSON.parse(scans[0]?.readings[0]?.notes ?? '')).toMatchObject({ lat: '37.7', lon: '-122.4' });
    expect(skipped).toEqual([{ line: 4, reason: expect.stringMatching(/GSM/) }]);
  });
});

describe('ILC-20 trace', () => {
  const at = 1_574_563_571_000;
  const wifi = (delivered: number, seen: number, key = 'AA:01') =>
    `${at + delivered}\tTYPE_WIFI\tnet\t${key}\t-60\t2412\t${at + seen}`;

  test('waypoints become places in between, y is turned down, a scan is measured when it was seen', async () => {
    const { scans, skipped } = await read(
      [
        '#\tBrand:OPPO\tModel:PBCM10\tAndroidName:8',
        `${at}\tTYPE_WAYPOINT\t10\t20`,
        wifi(9_000, 5_000),
        `${at + 10_000}\tTYPE_WAYPOINT\t20\t40`,
        `${at + 5_200}\tTYPE_BEACON\tUUID-1\t3\t4\t-56\t-78\t1\tE0:00\t${at}`,
        `${at + 5_300}\tTYPE_BEACON\tUUID-1\t0\t0\t-56\t-78\t1\tE0:01\t${at}`,
        `${at + 1}\tTYPE_ACCELEROMETER\t1\t2\t3\t3`,
        `${at + 60_000}\tTYPE_WIFI\tnet\tAA:02\t-61\t2412\t${at + 60_000}`,
        `${at}\tTYPE_WIFI\tnet\t\tloud\t2412\t${at}`,
        `${at}\tTYPE_WAYPOINT\there`,
      ].join('\r\n'),
      'trace.txt',
    );
    expect(scans).toHaveLength(2);
    expect(scans[0]).toMatchObject({
      timeMs: at + 5_000,
      xM: 15.15,
      yM: expect.closeTo(100 - 30.3, 4),
      device: 'OPPO PBCM10',
    });
    expect(scans[0]?.readings.map(({ key, kind, offsetMs }) => [key, kind, offsetMs])).toEqual([
      ['aa:01', 'wifi', 0],
      ['uuid-1/3/4', 'ble', 200],
      ['uuid-1/0/0/e0:01', 'ble', 300],
    ]);
    // Long after the last waypoint: nobody knows where.
    expect(scans[1]).toMatchObject({ xM: undefined, yM: undefined });
    expect(skipped.map(({ line }) => line)).toEqual([9, 10]);
  });

  const traces = resolve(
    import.meta.dirname,
    '../../../../../shared/data/survey/microsoft-ilc20/site1/F1/path_data_files',
  );
  const has = existsSync(traces);
  test.skipIf(!has)(`the mall's traces${has ? '' : ' (skipped: no ../shared/data here)'}`, async () => {
    for (const name of readdirSync(traces)) {
      const path = join(traces, name);
      const { scans } = await readAll({ path, name, sizeBytes: statSync(path).size, changedMs: 0 });
      const placed = scans.filter(({ xM }) => xM !== undefined);
      // A phone hands over what it heard before the walk began as well: that has no place.
      expect(placed.length).toBeGreaterThan(5);
      for (const { xM = 0 } of placed) expect(xM > 0 && xM < 240).toBe(true);
      for (const { readings } of scans) expect(readings.every(({ rssiDbm }) => rssiDbm < 0)).toBe(true);
    }
  });
});

describe('times', () => {
  test.each([
    ['2026-01-05T09:00:00Z', Date.UTC(2026, 0, 5, 9)],
    ['2026-01-05T09:00:00+02:00', Date.UTC(2026, 0, 5, 7)],
    ['2026-01-05 09:00:00', Date.UTC(2026, 0, 5, 9)],
    ['2026-01-05', Date.UTC(2026, 0, 5)],
    ['1767603600', 1_767_603_600_000],
    ['1767603600123', 1_767_603_600_123],
    ['1767603600123456', 1_767_603_600_123],
    ['1.767603600123e18', 1_767_603_600_123],
    ['', undefined],
    ['0', undefined],
    ['2026-13-45', undefined],
    ['Infinity', undefined],
  ])('%s', (text, wanted) => {
    expect(readTime(text)).toBe(wanted);
  });
});

describe('identity of a scan', () => {
  const scan = { timeMs: 1_767_603_600_123, label: undefined, floor: 'x', xM: 1, yM: 2, device: 'a', readings: [] };
  test('a UUIDv7 with the time in front, the same for the same scan only', () => {
    const text = uuidText(scanUuid('f', scan));
    expect(text).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(Number.parseInt(text.replace('-', '').slice(0, 12), 16)).toBe(scan.timeMs);
    expect(uuidText(scanUuid('f', { ...scan, floor: 'other name of it' }))).toBe(text);
    const others = [{ timeMs: scan.timeMs + 1 }, { label: '1' }, { xM: 1.0001 }, { device: undefined }];
    for (const other of others) expect(uuidText(scanUuid('f', { ...scan, ...other }))).not.toBe(text);
    expect(uuidText(scanUuid('g', scan))).not.toBe(text);
  });

  test('coming back under its own identity it is the same scan, wherever it lies; at another time it is not', () => {
    const own = uuidText(scanUuid('f', scan));
    expect(uuidText(scanUuid('f', { ...scan, label: own }))).toBe(own);
    expect(uuidText(scanUuid('f', { ...scan, xM: 9, label: own }))).toBe(own);
    expect(uuidText(scanUuid('f', { ...scan, timeMs: scan.timeMs + 1, label: own }))).not.toBe(own);
  });
});

describe('no readings at all', () => {
  test.each([
    ['empty', '', 'no_usable_rows'],
    ['blank', ' \n\n', 'no_usable_rows'],
    ['binary', 'a\0b', 'readings_unknown_format'],
  ])('%s', async (_what, text, code) => {
    await expect(read(text)).rejects.toMatchObject({ code });
  });

  test('a file without line ends is not read whole', async () => {
    const { scans, skipped } = await read(`${gromaHead}\n${'x'.repeat(3_000_000)}`);
    expect(scans).toEqual([]);
    expect(skipped).toEqual([{ line: 2, reason: 'the line is too long' }]);
  });
});

describe('fuzz', () => {
  const seeds = [
    `${gromaHead}\n${row()}\n${row({ scan: '2' })}\n"${row()}\n`,
    'WigleWifi-1.4,model=a\nMAC,SSID,FirstSeen,Channel,RSSI,Type\naa,b,2026-01-05 09:00:00,6,-70,WIFI\n',
    'x,y,AP_1,AP_2\n1,2,-50,-60\n',
    '1574563571488\tTYPE_WAYPOINT\t1\t2\n1574563571488\tTYPE_WIFI\ts\taa\t-50\t2412\t1574563571488\n',
  ];
  const insert = fc.oneof(
    fc.string({ maxLength: 6 }),
    fc.constantFrom('"', '\n', '\r', ',', ';', '\t', '\0', '1e999', '-', '\ufeff'),
  );
  const change = fc.record({ at: fc.nat(), remove: fc.nat({ max: 10 }), insert });

  test('changed files and random bytes: scans and reasons, or an error of the contract', async () => {
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc
        .record({ seed: fc.constantFrom(...seeds), changes: fc.array(change, { maxLength: 5 }) })
        .map(({ seed, changes }) =>
          changes.reduce((text, { at, remove, insert: added }) => {
            const from = at % (text.length + 1);
            return text.slice(0, from) + added + text.slice(from + remove);
          }, seed),
        ),
    );
    await fc.assert(
      fc.asyncProperty(content, async (bytes) => {
        try {
          const { scans } = await readAll(folder.write(bytes));
          for (const scan of scans) {
            expect(Number.isFinite(scan.timeMs)).toBe(true);
            expect(scan.readings.length).toBeGreaterThan(0);
            for (const { rssiDbm, key } of scan.readings) expect(Math.abs(rssiDbm) <= 130 && key !== '').toBe(true);
          }
        } catch (error) {
          if (!isAppError(error)) throw error;
          expect(error.code).toMatch(/^(no_usable_rows|readings_unknown_format)$/);
        }
      }),
      { numRuns: 400 },
    );
  });
});
