// The walks of a floor as the plan draws them.
import { useMemo } from 'react';
import type { WalkMark, WalkTrack } from '../../../../shared/contract/walk.ts';
import { WalkPath } from '../../../../shared/survey/walk-path.ts';
import { useCall } from '../../../app/client.tsx';
import { useCurrent } from '../../../app/current.ts';
import type { Place } from '../../../canvas/place.ts';
import type { Track } from '../../../canvas/scene.ts';

const placeOf = ({ xM, yM }: WalkMark): Place[] => (xM === undefined || yM === undefined ? [] : [[xM, yM]]);

export function trackOf({ marks }: Pick<WalkTrack, 'marks'>): Track {
  const last = marks.findLast(({ kind }) => kind === 'start' || kind === 'turn' || kind === 'stop');
  return {
    legs: new WalkPath(marks).legs().map(({ from, to }) => [
      [from.xM, from.yM],
      [to.xM, to.yM],
    ]),
    marks: marks.flatMap(placeOf),
    open: last && placeOf(last)[0],
  };
}

const noTracks: readonly Track[] = [];

/** The walk that goes on last, with its marks. */
export function useTracks(walkId: string | undefined): { tracks: readonly Track[]; marks: readonly WalkMark[] } {
  const { site, floor } = useCurrent();
  const { data } = useCall(
    'survey.listWalks',
    { siteId: site?.siteId ?? '', floor: floor?.floorId ?? '' },
    { enabled: floor !== undefined, keepPrevious: true },
  );
  return useMemo(() => {
    if (!data) return { tracks: noTracks, marks: [] };
    const now = data.walks.find((walk) => walk.walkId === walkId);
    const others = data.walks.filter((walk) => walk !== now);
    return { tracks: [...others, ...(now ? [now] : [])].map(trackOf), marks: now?.marks ?? [] };
  }, [data, walkId]);
}
