// The map in numbers: how much of the plan meets the usual pass line, how well the map foretells what was measured, and the
// value under the cursor.
import { useMemo } from 'react';
import type { Radio } from '../../../shared/model/radio.ts';
import { usualPassDbm } from '../../../shared/rf/signal-classes.ts';
import { planActions, usePlanCursor, usePlanView } from '../../app/plan-view.ts';
import { valueAt } from '../../canvas/heat-bitmap.ts';
import { Button } from '../../ui/controls.tsx';
import { formatCount, formatDb, formatDbm, formatPlace, formatShare } from '../../ui/format.ts';
import { ErrorNote } from '../../ui/notes.tsx';
import { type State, StateMark } from '../../ui/StateMark.tsx';
import type { Heatmap, HeatmapState } from './use-heatmap.ts';

function sharesOf(values: Float32Array): { meets: number; below: number; missing: number } {
  let meets = 0;
  let missing = 0;
  for (const value of values) {
    if (Number.isNaN(value)) missing++;
    else if (value >= usualPassDbm) meets++;
  }
  const all = Math.max(1, values.length);
  return { meets: meets / all, below: (values.length - meets - missing) / all, missing: missing / all };
}

function ShareRow({
  state,
  share,
  areaM2,
  children,
}: {
  state: State;
  share: number;
  areaM2: number;
  children: string;
}) {
  return (
    <tr>
      <td>
        <StateMark state={state}>{children}</StateMark>
      </td>
      <td className="number">{formatShare(share)}</td>
      <td className="number muted">{`${formatCount(Math.round(areaM2 * share))} m²`}</td>
    </tr>
  );
}

function CoverageFigures({ heat }: { heat: Heatmap }) {
  const { meets, below, missing } = useMemo(() => sharesOf(heat.valuesDbm), [heat]);
  const areaM2 = heat.cells * heat.cellM ** 2;
  return (
    <>
      <p className="figure">
        <span>{formatShare(meets)}</span>{' '}
        <span className="muted small">{`of the plan meets ${formatDbm(usualPassDbm)}`}</span>
      </p>
      <div className="share-bar" aria-hidden="true">
        <i className="meets" style={{ flexGrow: meets }} />
        <i className="below" style={{ flexGrow: below }} />
        <i className="missing" style={{ flexGrow: missing }} />
      </div>
      <table>
        <tbody>
          <ShareRow state="ok" share={meets} areaM2={areaM2}>
            Meets
          </ShareRow>
          <ShareRow state="fail" share={below} areaM2={areaM2}>
            Below
          </ShareRow>
          <ShareRow state="unknown" share={missing} areaM2={areaM2}>
            Not measured
          </ShareRow>
        </tbody>
      </table>
      <dl className="facts">
        <dt>Places</dt>
        <dd>{formatCount(heat.places)}</dd>
        <dt title="Each place measured, foretold from the others">Map error</dt>
        <dd>
          {heat.looRmseDb === undefined ? 'too few places' : `${formatDb(heat.looRmseDb)} rms, leaving each place out`}
        </dd>
      </dl>
    </>
  );
}

export function CoverageInspector({ state, radios }: { state: HeatmapState; radios: readonly Radio[] }) {
  const { heat, error, isComputing } = state;
  const radioId = usePlanView((view) => view.radio?.radioId);
  const radio = radios.find((each) => each.radioId === radioId);
  return (
    <section aria-label="Coverage">
      <div className="row">
        <h2 className="cut">{radio ? radio.name || radio.key : 'Strongest signal'}</h2>
        <span className="spread" />
        {radio ? <Button onClick={() => planActions.showRadio(undefined)}>All radios</Button> : null}
      </div>
      {error ? <ErrorNote error={error} /> : null}
      {heat ? <CoverageFigures heat={heat} /> : null}
      {!heat && !error ? (
        <p className="faint small">{isComputing ? 'Working out the map' : 'Nothing is measured on this floor yet.'}</p>
      ) : null}
    </section>
  );
}

/** The value under the pointer, with the radio behind it. */
export function CellInspector({ state, radios }: { state: HeatmapState; radios: readonly Radio[] }) {
  const place = usePlanCursor((cursor) => cursor.place);
  const { heat } = state;
  if (!heat) return null;
  const value = place ? valueAt(heat, ...place) : Number.NaN;
  const column = place ? Math.floor((place[0] - heat.originXM) / heat.cellM) : -1;
  const row = place ? Math.floor((place[1] - heat.originYM) / heat.cellM) : -1;
  const isInside = column >= 0 && row >= 0 && column < heat.columns && row < heat.rows;
  const behind = isInside
    ? radios.find((radio) => radio.radioId === heat.radio[row * heat.columns + column])
    : undefined;
  return (
    <section aria-label="Under the cursor">
      <div className="row">
        <h2>Under the cursor</h2>
        <span className="spread faint small">{place && isInside ? formatPlace(...place) : ''}</span>
      </div>
      <dl className="facts">
        <dt>RSSI</dt>
        <dd>{!isInside ? '–' : Number.isNaN(value) ? 'not measured' : formatDbm(value, 1)}</dd>
        <dt>Radio</dt>
        <dd className="cut">{behind ? behind.name || behind.key : '–'}</dd>
      </dl>
    </section>
  );
}
