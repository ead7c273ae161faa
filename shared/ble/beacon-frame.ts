// What a beacon can say of itself.

/** `refRssiDbm`: the RSSI at 1 m that its maker measured; where a search begins, not the truth. */
export type BeaconFrame =
  | {
      readonly format: 'ibeacon' | 'altbeacon';
      readonly uuid: string;
      readonly major: number;
      readonly minor: number;
      readonly refRssiDbm: number;
    }
  | {
      readonly format: 'eddystone-uid';
      readonly namespace: string;
      readonly instance: string;
      readonly refRssiDbm?: number;
    }
  | { readonly format: 'eddystone-url'; readonly url: string; readonly refRssiDbm?: number }
  | { readonly format: 'eddystone-eid'; readonly ephemeralId: string; readonly refRssiDbm?: number }
  | {
      readonly format: 'eddystone-tlm';
      readonly isEncrypted: boolean;
      readonly batteryMv?: number;
      readonly temperatureC?: number;
      readonly advertisements?: number;
      readonly uptimeS?: number;
    }
  | { readonly format: 'ruuvi'; readonly version: number; readonly batteryMv?: number; readonly sensor?: string };
