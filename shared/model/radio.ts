// Radios: what transmits. A Wi-Fi radio is named by its BSSID, a BLE beacon by its identity.
import * as z from 'zod';
import { RadioId } from './ids.ts';

export const RadioKind = z.enum(['wifi', 'ble']);
export type RadioKind = z.infer<typeof RadioKind>;

/** BSSID (`aa:bb:cc:dd:ee:ff`, lower case) or beacon identity (for iBeacon `uuid/major/minor`, lower case). */
export const RadioKey = z.string().trim().min(1).max(200);

/** One radio of a site: heard in readings, known from a list, or both. */
export const Radio = z.strictObject({
  radioId: RadioId,
  key: RadioKey,
  kind: RadioKind,
  /** Name given by a person (an AP's name), else the SSID heard, else empty. */
  name: z.string(),
  freqMhz: z.number().optional(),
  /** Readings of this radio within what was asked for (a floor or the site). */
  readings: z.int().nonnegative(),
  strongestDbm: z.number().optional(),
  /** Known position on its floor, metres from the plan's top-left corner, x right, y down. */
  xM: z.number().optional(),
  yM: z.number().optional(),
  heightM: z.number().optional(),
  txPowerDbm: z.number().optional(),
  /** Floor of the known position. */
  floorId: z.uuid().optional(),
});
export type Radio = z.infer<typeof Radio>;
