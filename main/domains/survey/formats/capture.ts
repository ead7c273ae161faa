// Captures of other programs: Wi-Fi frames with radiotap headers (pcap, pcapng), Bluetooth LE (pcap, btsnoop). A capture does not know where
// it was made: its readings come in without a place.
import { createReadStream } from 'node:fs';
import { readAdvertisement } from '../../../../shared/ble/frames.ts';
import { type AdvertisingReport, readAdvertisingReports } from '../../../../shared/ble/hci.ts';
import { beaconsOf, isUsableRssi } from '../../../../shared/ble/identity.ts';
import { readAccessPointFrame } from '../../../../shared/capture/access-point-frame.ts';
import { CaptureBroken, CaptureReader, linkType, type Packet } from '../../../../shared/capture/capture-file.ts';
import { readLePacket } from '../../../../shared/capture/le-packet.ts';
import { readRadiotap } from '../../../../shared/capture/radiotap.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { maxRssiDbm, minRssiDbm } from '../../../../shared/model/units.ts';
import { fileError } from '../../../files/file-error.ts';
import type { SourceFile } from '../../../ports/files.ts';
import type { NewReading, ReaderItem } from '../scan.ts';
import { TimeGrouper } from './time-grouper.ts';

type Heard = Omit<NewReading, 'offsetMs'>;

const checksumBytes = 4;
const noDirection = 4;
const h4Event = 4;
const monitorEvent = 3;

function heardWifi({ bytes }: Packet): Heard[] {
  const head = readRadiotap(bytes);
  const rssiDbm = head?.signalDbm;
  if (!head || head.isBad || rssiDbm === undefined || rssiDbm < minRssiDbm || rssiDbm > maxRssiDbm) return [];
  const frame = readAccessPointFrame(bytes.subarray(head.bytes, head.hasChecksum ? -checksumBytes : undefined));
  if (!frame) return [];
  return [{ key: frame.bssid, kind: 'wifi', name: frame.ssid, rssiDbm, freqMhz: head.freqMhz, notes: undefined }];
}

/** Personal devices are not taken in: neither their addresses nor their signals. */
function heardBle(reports: readonly AdvertisingReport[]): Heard[] {
  return reports.flatMap(({ rssiDbm, payload, ...sender }) => {
    if (rssiDbm === undefined || !isUsableRssi(rssiDbm)) return [];
    return beaconsOf(readAdvertisement(payload), sender).map(
      ({ key }): Heard => ({ key, kind: 'ble', name: '', rssiDbm, freqMhz: undefined, notes: undefined }),
    );
  });
}

const ofH4 = (bytes: Uint8Array): Heard[] =>
  bytes[0] === h4Event ? heardBle(readAdvertisingReports(bytes.subarray(1))) : [];

const readers: Readonly<Record<number, (packet: Packet) => Heard[]>> = {
  [linkType.radiotap]: heardWifi,
  [linkType.lePacket]: ({ bytes }) => {
    const report = readLePacket(bytes);
    return report ? heardBle([report]) : [];
  },
  [linkType.hciH4]: ({ bytes }) => ofH4(bytes),
  [linkType.hciH4WithDirection]: ({ bytes }) => ofH4(bytes.subarray(noDirection)),
  [linkType.snoopH4]: ({ bytes }) => ofH4(bytes),
  // H1 says by a flag that it is an event; what is sent is none.
  [linkType.snoopHci]: ({ bytes, flags }) => ((flags & 3) === 3 ? heardBle(readAdvertisingReports(bytes)) : []),
  [linkType.snoopMonitor]: ({ bytes, flags }) =>
    (flags & 0xffff) === monitorEvent ? heardBle(readAdvertisingReports(bytes)) : [],
};

async function* pieces(file: SourceFile): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    for await (const piece of createReadStream(file.path, { highWaterMark: 256 * 1024 })) {
      yield piece;
      bytes += piece.length;
      file.onRead?.(bytes);
    }
  } catch (error) {
    throw fileError(error, file.name);
  }
}

/** @throws AppError `file_not_readable`, `capture_without_signal` */
export async function* readCapture(file: SourceFile): AsyncGenerator<ReaderItem> {
  const reader = new CaptureReader();
  const grouper = new TimeGrouper();
  const foreign = new Set<number>();
  let number = 0;
  let isKnown = false;
  try {
    for await (const piece of pieces(file))
      for (const packet of reader.add(piece)) {
        number++;
        const read = readers[packet.linkType];
        if (read) isKnown = true;
        else foreign.add(packet.linkType);
        for (const heard of read?.(packet) ?? []) for (const item of grouper.add(packet.timeMs, heard)) yield item;
      }
  } catch (error) {
    if (!(error instanceof CaptureBroken)) throw error;
    yield { skipped: { line: number + 1, reason: `the file is broken here: ${error.message}` } };
  }
  if (reader.isCutOff) yield { skipped: { line: number + 1, reason: 'the file ends within a packet' } };
  if (!isKnown && foreign.size > 0)
    throw new AppError('capture_without_signal', { file: file.name, links: [...foreign].join(', ') });
  yield* grouper.end();
}
