// wlanapi.dll through koffi, which needs no compiler. Layouts: learn.microsoft.com/windows/win32/api/wlanapi (WLAN_BSS_ENTRY: 360 bytes on x64).
import { setTimeout as sleep } from 'node:timers/promises';
import { type HeardNetwork, usableDbm } from './listings/listing.ts';

export interface WlanApi {
  /** Ids of the adapters, and the API's own code (0: good). */
  interfaces(): Promise<{ readonly code: number; readonly interfaces: readonly Uint8Array[] }>;
  /** Asks for a new scan and waits until it should be done. */
  scan(adapter: Uint8Array, signal: AbortSignal): Promise<void>;
  list(adapter: Uint8Array): Promise<{ readonly code: number; readonly networks: readonly HeardNetwork[] }>;
}

/** Drivers must be done in 4 s (the API's documentation). */
const scanMs = 4_000;
const entryBytes = 360;
const listHeadBytes = 8;
const interfaceBytes = 532;
const anyBss = 3;

/** A list of WLAN_BSS_ENTRY as it lies in memory. Whatever its head says, nothing past its end is read. */
export function readBssList(bytes: Uint8Array): HeardNetwork[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < listHeadBytes) return [];
  const count = Math.min(view.getUint32(4, true), Math.floor((bytes.length - listHeadBytes) / entryBytes));
  return Array.from({ length: count }, (_, index): HeardNetwork => {
    const at = listHeadBytes + index * entryBytes;
    const ssidLength = Math.min(32, view.getUint32(at, true));
    const mac = bytes.subarray(at + 40, at + 46);
    const khz = view.getUint32(at + 92, true);
    return {
      bssid: [...mac].map((byte) => byte.toString(16).padStart(2, '0')).join(':'),
      ssid: new TextDecoder().decode(bytes.subarray(at + 4, at + 4 + ssidLength)).replaceAll('\0', ''),
      rssiDbm: usableDbm(view.getInt32(at + 56, true)),
      quality: 'measured',
      freqMhz: khz > 0 ? khz / 1_000 : undefined,
    };
  });
}

/** Ids (GUIDs) out of a WLAN_INTERFACE_INFO_LIST. */
export function readInterfaces(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < listHeadBytes) return [];
  const count = Math.min(view.getUint32(0, true), Math.floor((bytes.length - listHeadBytes) / interfaceBytes));
  return Array.from({ length: count }, (_, index) => {
    const at = listHeadBytes + index * interfaceBytes;
    return bytes.slice(at, at + 16);
  });
}

/** @throws Error where the library is not there (anything but Windows) */
export async function loadWlanApi(): Promise<WlanApi> {
  const { default: koffi } = await import('koffi');
  const library = koffi.load('wlanapi.dll');
  const open = library.func(
    'uint32 WlanOpenHandle(uint32 version, void *reserved, _Out_ uint32 *negotiated, _Out_ void **handle)',
  );
  const enumerate = library.func('uint32 WlanEnumInterfaces(void *handle, void *reserved, _Out_ void **list)');
  const startScan = library.func('uint32 WlanScan(void *handle, void *guid, void *ssid, void *ies, void *reserved)');
  const getList = library.func(
    'uint32 WlanGetNetworkBssList(void *handle, void *guid, void *ssid, int kind, bool security, void *reserved, _Out_ void **list)',
  );
  const free = library.func('void WlanFreeMemory(void *memory)');
  const handles: unknown[] = [null];
  const opened = open(2, null, [0], handles) as number;
  if (opened !== 0) throw new Error(`WlanOpenHandle answers with ${opened}`);
  const [handle] = handles;
  const call = (work: { async: (...words: unknown[]) => void }, ...words: unknown[]): Promise<number> =>
    new Promise((resolve, reject) =>
      work.async(...words, (error: unknown, code: number) => (error ? reject(error) : resolve(code))),
    );
  /** Copies what the API allocated, by the size that its head tells, and gives it back. */
  const taken = (pointer: unknown, sizeOf: (head: Uint8Array) => number): Uint8Array => {
    try {
      const head = Uint8Array.from(koffi.decode(pointer, koffi.array('uint8', listHeadBytes)) as number[]);
      return Uint8Array.from(koffi.decode(pointer, koffi.array('uint8', sizeOf(head))) as number[]);
    } finally {
      free(pointer);
    }
  };
  const word = (bytes: Uint8Array, at: number) => new DataView(bytes.buffer).getUint32(at, true);
  return {
    interfaces: async () => {
      const list: unknown[] = [null];
      const code = await call(enumerate, handle, null, list);
      if (code !== 0) return { code, interfaces: [] };
      return {
        code,
        interfaces: readInterfaces(taken(list[0], (head) => listHeadBytes + word(head, 0) * interfaceBytes)),
      };
    },
    scan: async (adapter, signal) => {
      if ((await call(startScan, handle, adapter, null, null, null)) === 0)
        await sleep(scanMs, undefined, { signal }).catch(() => undefined);
    },
    list: async (adapter) => {
      const list: unknown[] = [null];
      const code = await call(getList, handle, adapter, null, anyBss, false, null, list);
      if (code !== 0) return { code, networks: [] };
      // Its head tells the whole size, information elements included; the entries lie first.
      return { code, networks: readBssList(taken(list[0], (head) => listHeadBytes + word(head, 4) * entryBytes)) };
    },
  };
}
