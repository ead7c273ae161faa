// The materials that the open site knows.
import { useMemo } from 'react';
import type { DesignObjectOf } from '../../../shared/model/design.ts';
import { Materials } from '../../../shared/rf/materials.ts';
import { useDesignStore } from '../../app/design-store.ts';

export function useMaterials(): Materials {
  const document = useDesignStore((state) => state.document);
  return useMemo(
    () =>
      new Materials(
        [...document.values()].filter((each): each is DesignObjectOf<'material'> => each.kind === 'material'),
      ),
    [document],
  );
}
