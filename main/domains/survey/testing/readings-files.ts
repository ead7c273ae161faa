// For tests: readings files made here, and what a reader makes of them.
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { SkippedRow } from '../../../../shared/contract/common.ts';
import type { WideMapping } from '../../../../shared/contract/survey.ts';
import { nodeSqlite } from '../../../adapters/node-sqlite.ts';
import type { SourceFile } from '../../../ports/files.ts';
import { readCapture } from '../formats/capture.ts';
import { detectReadings } from '../formats/detect.ts';
import { readGroma } from '../formats/groma.ts';
import { readIlc20 } from '../formats/ilc20.ts';
import { readKismet } from '../formats/kismet.ts';
import { readWide, suggestMapping } from '../formats/wide.ts';
import { readWigle } from '../formats/wigle.ts';
import type { NewScan } from '../scan.ts';

export const gromaHead = 'time,scan,floor,x_m,y_m,kind,radio,rssi_dbm,freq_mhz,device';

export interface ReadFile {
  readonly scans: readonly NewScan[];
  readonly skipped: readonly SkippedRow[];
}

export class ReadingsFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'groma-readings-'));
  #number = 0;

  write(content: string | Uint8Array, name = 'a.csv'): SourceFile {
    const path = join(this.path, `${++this.#number}-${name}`);
    writeFileSync(path, content);
    return { path, name: basename(path), sizeBytes: statSync(path).size, changedMs: statSync(path).mtimeMs };
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Reads a file as an import does, its format found or forced by a mapping. @throws AppError */
export async function readAll(file: SourceFile, mapping?: WideMapping): Promise<ReadFile> {
  const head = await detectReadings(file, nodeSqlite);
  const wide = mapping ?? suggestMapping(head.columns, head.sample);
  const reader = () => {
    if (mapping === undefined && head.format === 'groma') return readGroma(file, head.columns, head.layout);
    if (mapping === undefined && head.format === 'wigle') return readWigle(file, head.firstLine, head.layout);
    if (mapping === undefined && head.format === 'ilc20') return readIlc20(file, 100);
    if (head.format === 'pcap' || head.format === 'btsnoop') return readCapture(file);
    if (head.format === 'kismet') return readKismet(nodeSqlite, file, undefined);
    return wide ? readWide(file, wide, head.layout) : undefined;
  };
  const scans: NewScan[] = [];
  const skipped: SkippedRow[] = [];
  for await (const item of reader() ?? []) {
    if ('scan' in item) scans.push(item.scan);
    else skipped.push(item.skipped);
  }
  return { scans, skipped };
}
