// The Groma readings CSV: one row a reading, rows of equal `scan` are one observation at one place. RFC 4180.
// An observation that heard nothing is one row without kind, radio and rssi_dbm: that there was no signal is a result too.

export const gromaColumns = [
  'time',
  'scan',
  'floor',
  'x_m',
  'y_m',
  'kind',
  'radio',
  'rssi_dbm',
  'freq_mhz',
  'device',
] as const;
/** Written beside the promised columns where it is known; readers of the plain form keep it as a note. */
export const gromaNameColumn = 'name';

export interface GromaScan {
  readonly timeMs: number;
  readonly label?: string | undefined;
  readonly xM?: number | undefined;
  readonly yM?: number | undefined;
  readonly device?: string | undefined;
  readonly radios: readonly {
    readonly key: string;
    readonly kind: 'wifi' | 'ble';
    readonly name?: string | undefined;
    readonly rssiDbm: number;
    readonly freqMhz?: number | undefined;
    readonly offsetMs?: number | undefined;
    /** Columns that Groma does not know, by name. */
    readonly notes?: Readonly<Record<string, string>> | undefined;
  }[];
}

/** A field as RFC 4180 wants it. */
export function csvField(value: string | number | undefined): string {
  if (value === undefined) return '';
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const row = (fields: readonly (string | number | undefined)[]): string => `${fields.map(csvField).join(',')}\r\n`;

/** @param noteNames columns beside Groma's own */
export const gromaHeader = (noteNames: readonly string[] = []): string =>
  row([...gromaColumns, gromaNameColumn, ...noteNames]);

/**
 * The rows of one scan, the earliest first: its time is the scan's when the file is read again.
 * @param names the floor's and the scan's in the file, and the columns of notes as in its header
 */
export function gromaScanRows(
  scan: GromaScan,
  names: { readonly floor: string; readonly label: string; readonly notes?: readonly string[] },
): string {
  const { timeMs, xM, yM, device } = scan;
  const start = [new Date(timeMs).toISOString(), names.label, names.floor, xM, yM];
  const notes = names.notes ?? [];
  if (scan.radios.length === 0) return row([...start, '', '', '', '', device, '', ...notes.map(() => '')]);
  return scan.radios
    .toSorted((a, b) => (a.offsetMs ?? 0) - (b.offsetMs ?? 0))
    .map((radio) =>
      row([
        new Date(timeMs + (radio.offsetMs ?? 0)).toISOString(),
        ...start.slice(1),
        radio.kind,
        radio.key,
        radio.rssiDbm,
        radio.freqMhz,
        device,
        radio.name,
        ...notes.map((name) => radio.notes?.[name]),
      ]),
    )
    .join('');
}

/** A whole file of one floor; scans without a label are numbered. */
export function* gromaCsvLines(scans: Iterable<GromaScan>, floor: string): Generator<string> {
  yield gromaHeader();
  let number = 0;
  for (const scan of scans) {
    number++;
    yield gromaScanRows(scan, { floor, label: scan.label ?? String(number) });
  }
}
