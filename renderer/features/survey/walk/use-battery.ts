// The battery of this device, where the browser tells of it.
import { useEffect, useState } from 'react';

interface BatteryManager extends EventTarget {
  readonly level: number;
  readonly charging: boolean;
}

export interface Battery {
  /** 0 to 1. */
  readonly level: number;
  readonly isCharging: boolean;
}

export function useBattery(): Battery | undefined {
  const [battery, setBattery] = useState<Battery>();
  useEffect(() => {
    const { getBattery } = navigator as unknown as { getBattery?: () => Promise<BatteryManager> };
    const ends = new AbortController();
    void getBattery
      ?.call(navigator)
      .then((manager) => {
        const tell = () => setBattery({ level: manager.level, isCharging: manager.charging });
        for (const event of ['levelchange', 'chargingchange'])
          manager.addEventListener(event, tell, { signal: ends.signal });
        if (!ends.signal.aborted) tell();
      })
      .catch(() => undefined);
    return () => ends.abort();
  }, []);
  return battery;
}
