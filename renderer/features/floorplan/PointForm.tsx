// An alignment point: straight up through the floors by its name, and a place on earth by its latitude and longitude.
import { type GeoReference, geoReference } from '../../../shared/geometry/geo-reference.ts';
import { latLonText, readLatLon } from '../../../shared/geometry/lat-lon.ts';
import type { DesignObjectOf } from '../../../shared/model/design.ts';
import type { FloorId } from '../../../shared/model/ids.ts';
import { useDesignStore } from '../../app/design-store.ts';
import { TextEdit } from '../../ui/edits.tsx';
import { formatMetres, plural } from '../../ui/format.ts';
import { Note } from '../../ui/notes.tsx';
import { change } from './change.ts';

/** Farther apart, and one of the points or the plan's scale is wrong. */
const goodM = 2;

function useEarth(floorId: FloorId): { points: number; reference: GeoReference | undefined } {
  const document = useDesignStore((state) => state.document);
  const known = [...document.values()].flatMap((object) =>
    object.kind === 'alignment' && object.fields.floor === floorId && object.fields.geo
      ? [{ place: object.fields.place, geo: object.fields.geo }]
      : [],
  );
  return { points: known.length, reference: geoReference(known) };
}

function EarthNote({ floorId }: { floorId: FloorId }) {
  const { points, reference } = useEarth(floorId);
  if (points === 0) return null;
  if (!reference)
    return (
      <p className="faint small">
        A second point with latitude and longitude, far from this one, says where on earth the floor lies: for walks by
        satellite and for exports in degrees.
      </p>
    );
  const agree = `${plural(points, 'point')} agree within ${formatMetres(reference.rmseM)}`;
  return reference.rmseM <= goodM ? (
    <Note state="ok" title={`The floor is on the map: ${agree}.`} />
  ) : (
    <Note
      state="warn"
      title={`${plural(points, 'point')} lie ${formatMetres(reference.rmseM)} from where they should.`}
    >
      Check their latitudes and longitudes, and the scale of the plan.
    </Note>
  );
}

const problemOf = (text: string): string | undefined =>
  text === '' || readLatLon(text) ? undefined : 'Like 52.5163, 13.3777, as a map gives it.';

export function PointForm({ point, isFixed }: { point: DesignObjectOf<'alignment'>; isFixed: boolean }) {
  const { name, geo, floor } = point.fields;
  return (
    <>
      <TextEdit
        label="Name"
        value={name}
        disabled={isFixed}
        onChange={(to) => to !== '' && change(point, `Alignment point renamed to ${to}`, { name: to })}
      />
      <TextEdit
        label="Latitude, longitude"
        value={geo ? latLonText(geo) : ''}
        placeholder="52.5163, 13.3777"
        disabled={isFixed}
        problemOf={problemOf}
        onChange={(text) => change(point, `Place on earth of ${name}`, { geo: readLatLon(text) })}
      />
      <EarthNote floorId={floor} />
      <p className="faint small">
        Set a point of the same name straight above it on the next floor: a column, a corner of the lift. Two or more
        tie the floors together.
      </p>
    </>
  );
}
