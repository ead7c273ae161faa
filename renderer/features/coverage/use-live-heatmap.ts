// The map while a walk goes on: of all that was measured once, and then only of the part where something has come or gone.
import { useEffect, useRef, useState } from 'react';
import type { OutputOf } from '../../../shared/contract/contract.ts';
import { isAppError } from '../../../shared/errors/app-error.ts';
import { useClient } from '../../app/client.tsx';
import { useCurrent } from '../../app/current.ts';
import { usePlanView } from '../../app/plan-view.ts';

type Heatmap = OutputOf<'coverage.computeHeatmap'>;
/** Left, top, width, height, metres. */
export type Region = [number, number, number, number];

/** Puts a part over the whole, cell by cell. Undefined where the part is of another grid: then the whole is asked for anew. */
export function pasted(whole: Heatmap, part: Heatmap): Heatmap | undefined {
  if (whole.cellM !== part.cellM) return undefined;
  const column = Math.round((part.originXM - whole.originXM) / whole.cellM);
  const row = Math.round((part.originYM - whole.originYM) / whole.cellM);
  if (column < 0 || row < 0 || column + part.columns > whole.columns || row + part.rows > whole.rows) return undefined;
  const valuesDbm = whole.valuesDbm.slice();
  const radio = whole.radio.slice();
  for (let each = 0; each < part.rows; each++) {
    const from = each * part.columns;
    const to = (row + each) * whole.columns + column;
    valuesDbm.set(part.valuesDbm.subarray(from, from + part.columns), to);
    radio.set(part.radio.subarray(from, from + part.columns), to);
  }
  return { ...whole, valuesDbm, radio, places: part.places };
}

/** @param region where something has changed, a new one each time; undefined: everywhere */
export function useLiveHeatmap(region: { readonly part: Region | undefined }): Heatmap | undefined {
  const client = useClient();
  const { site, floor } = useCurrent();
  const { cellM, reachM } = usePlanView();
  const [heat, setHeat] = useState<Heatmap>();
  const latest = useRef<Heatmap>(undefined);
  const siteId = site?.siteId;
  const floorId = floor?.floorId;
  useEffect(() => {
    if (siteId === undefined || floorId === undefined) return;
    const ends = new AbortController();
    const request = { siteId, floor: floorId, cellM, reachM };
    const ask = (part?: Region) =>
      client.call('coverage.computeHeatmap', part ? { ...request, region: part } : request, { signal: ends.signal });
    const known = latest.current?.floorId === floorId && latest.current.cellM === cellM ? latest.current : undefined;
    const update = async () => {
      const part = known && region.part ? await ask(region.part) : undefined;
      const next = (known && part && pasted(known, part)) ?? (await ask());
      if (ends.signal.aborted) return;
      latest.current = next;
      setHeat(next);
    };
    update().catch((error: unknown) => {
      // Nothing measured yet is no failure here: the plan is bare until the first leg.
      const isBare = isAppError(error, 'no_readings') || isAppError(error, 'readings_without_place');
      if (isBare && !ends.signal.aborted) setHeat(undefined);
    });
    return () => ends.abort();
  }, [client, siteId, floorId, cellM, reachM, region]);
  return heat?.floorId === floorId ? heat : undefined;
}
