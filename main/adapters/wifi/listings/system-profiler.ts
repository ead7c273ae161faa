// `system_profiler SPAirPortDataType -json` of macOS. Newer systems tell neither names nor BSSIDs without the right to locations.
import * as z from 'zod';
import { bandIn, type HeardNetwork, macPattern, mhzOfChannel, usableDbm } from './listing.ts';

const Network = z.looseObject({
  _name: z.string().catch(''),
  spairport_network_bssid: z.string().optional().catch(undefined),
  spairport_network_channel: z.union([z.string(), z.number()]).optional().catch(undefined),
  spairport_signal_noise: z.string().optional().catch(undefined),
});
const Networks = z.array(Network).catch([]);
const Interface = z.looseObject({
  _name: z.string().catch(''),
  spairport_status_information: z.string().optional().catch(undefined),
  spairport_airport_other_local_wireless_networks: Networks.optional(),
  spairport_airport_local_wireless_networks: Networks.optional(),
  spairport_current_network_information: Network.optional().catch(undefined),
});
const Listing = z.looseObject({
  SPAirPortDataType: z.array(z.looseObject({ spairport_airport_interfaces: z.array(Interface).catch([]) })),
});

export interface AirPort {
  readonly isOff: boolean;
  readonly networks: readonly HeardNetwork[];
}

const isMac = new RegExp(`^${macPattern}$`);

function toNetwork(network: z.infer<typeof Network>): HeardNetwork {
  const {
    spairport_network_bssid: bssid,
    spairport_network_channel: channel,
    spairport_signal_noise: signal,
  } = network;
  const [, rssi, noise] = /(-?\d+) dBm \/ (-?\d+) dBm/.exec(signal ?? '') ?? [];
  const text = String(channel ?? '');
  const width = /(\d+)MHz/.exec(text)?.[1];
  return {
    bssid: bssid !== undefined && isMac.test(bssid) ? bssid.toLowerCase() : undefined,
    ssid: network._name === '<redacted>' ? '' : network._name,
    rssiDbm: usableDbm(rssi),
    quality: 'measured',
    freqMhz: mhzOfChannel(Number.parseInt(text, 10), bandIn(text)),
    ...(width === undefined ? {} : { widthMhz: Number(width) }),
    ...(usableDbm(noise) === undefined ? {} : { noiseDbm: usableDbm(noise) }),
  };
}

/** Undefined for what is no such listing. */
export function readSystemProfiler(text: string): AirPort | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const listing = Listing.safeParse(json);
  if (!listing.success) return undefined;
  const interfaces = listing.data.SPAirPortDataType.flatMap((part) => part.spairport_airport_interfaces);
  return {
    isOff: interfaces.every((each) => each.spairport_status_information === 'spairport_status_off'),
    networks: interfaces
      .flatMap((each) =>
        [
          ...(each.spairport_current_network_information ? [each.spairport_current_network_information] : []),
          ...(each.spairport_airport_other_local_wireless_networks ?? []),
          ...(each.spairport_airport_local_wireless_networks ?? []),
        ].map(toNetwork),
      )
      // The interface that speaks to neighbouring Apple devices lists a network without a channel.
      .filter(({ freqMhz }) => freqMhz !== undefined),
  };
}
