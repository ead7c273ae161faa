// Survey's procedures of devices: what readings were taken with, and how much each hears too little.
import * as z from 'zod';
import { inSite } from './common.ts';
import { command, query } from './define.ts';

const DeviceName = z.string().trim().min(1).max(200);
const OffsetDb = z.number().min(-40).max(40);

export const Device = z.strictObject({
  name: DeviceName,
  scans: z.int(),
  /** Added to its Wi-Fi and BLE readings wherever they are shown, never to what is stored, dB. */
  wifiDb: OffsetDb.optional(),
  bleDb: OffsetDb.optional(),
  /** The device it was measured against; absent where a person typed the offsets. */
  reference: DeviceName.optional(),
});
export type Device = z.infer<typeof Device>;

export const Comparison = z.strictObject({
  offsetDb: z.number(),
  spreadDb: z.number(),
  standardErrorDb: z.number(),
  moments: z.int(),
  radios: z.int(),
});

export const deviceContract = {
  listDevices: query({
    summary: 'What the readings were taken with, and the offset of each.',
    input: z.strictObject(inSite),
    output: z.strictObject({ devices: z.array(Device) }),
    errors: ['site_not_open'],
  }),
  compareDevices: query({
    summary:
      'How much must be added to what a device reads to come to the reference, from a recording with both side by side.',
    input: z.strictObject({ ...inSite, device: DeviceName, reference: DeviceName }),
    output: z.strictObject({ wifi: Comparison.optional(), ble: Comparison.optional() }),
    errors: ['site_not_open', 'device_not_found', 'devices_not_side_by_side'],
  }),
  setDeviceOffset: command({
    summary: 'Add this much to what a device reads wherever it is shown; without a value, nothing.',
    input: z.strictObject({
      ...inSite,
      device: DeviceName,
      wifiDb: OffsetDb.optional().describe('to be added to its Wi-Fi readings'),
      bleDb: OffsetDb.optional().describe('to be added to its BLE readings'),
      reference: DeviceName.optional().describe('what it was measured against'),
    }),
    output: z.strictObject({}),
    errors: ['site_not_open', 'site_read_only', 'device_not_found', 'disk_full'],
  }),
};
