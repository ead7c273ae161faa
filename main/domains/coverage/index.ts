// Coverage as the core sees it.
import type { coverageContract } from '../../../shared/contract/coverage.ts';
import type { Handlers } from '../../ports/handlers.ts';
import { requireWriter } from './export.ts';
import { type CoverageParts, CoverageService, describe } from './service.ts';

export function createCoverage(parts: CoverageParts): { readonly handlers: Handlers<typeof coverageContract> } {
  const service = new CoverageService(parts);
  return {
    handlers: {
      computeHeatmap: async ({ siteId, ...request }, { signal }) => {
        const map = await service.compute(parts.sites.get(siteId), request, signal);
        return {
          ...describe(map),
          floorId: map.floorId,
          columns: map.grid.columns,
          rows: map.grid.rows,
          cellM: request.cellM,
          reachM: request.reachM,
          originXM: map.grid.leftM,
          originYM: map.grid.topM,
          valuesDbm: map.valuesDbm,
          radio: map.radio,
          places: map.places,
          ...(map.radioId === undefined ? {} : { radioId: map.radioId }),
        };
      },
      exportHeatmap: async ({ siteId, out, bare, ...request }, { signal }) => {
        const write = requireWriter(out);
        const site = parts.sites.get(siteId);
        const map = await service.compute(site, request, signal);
        return { ...describe(map), file: await write(map, bare ? undefined : service.groundOf(site, request.floor)) };
      },
    },
  };
}
