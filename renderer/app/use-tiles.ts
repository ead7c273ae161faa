// Tiles of the site's plans, asked of the core.
import { useCallback } from 'react';
import { AppError } from '../../shared/errors/app-error.ts';
import type { LoadTile } from '../canvas/tiles.ts';
import { useClient } from './client.tsx';
import { useSession } from './session.ts';

export function useTiles(): LoadTile {
  const client = useClient();
  const siteId = useSession((session) => session.site?.siteId);
  return useCallback<LoadTile>(
    async (planId, tile) => {
      if (siteId === undefined) throw new AppError('site_not_open');
      const { mediaType, bytes } = await client.call('floorplan.getPlanTile', { siteId, planId, ...tile });
      return new Blob([bytes], { type: mediaType });
    },
    [client, siteId],
  );
}
