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
import { StateMark } from '../../ui/StateMark.tsx';
import type { HeatmapState } from './use-heatmap.ts';

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

export function CoverageInspector({ state, radios }: { state: HeatmapState; radios: readonly Radio[] }) {
  const { heat, error } = state;
  const radioId = usePlanView((view) => view.radio?.radioId);
  const radio = radios.find((each) => each.radioId === radioId);
  const shares = useMemo(() => (heat ? sharesOf(heat.valuesDbm) : undefined), [heat]);
  const areaM2 = heat ? heat.cells * heat.cellM ** 2 : 0;
  const row = (mark: 'ok' | 'fail' | 'unknown', word: string, share: number) => (
    <tr>
      <td>
        <StateMark state={mark}>{word}</StateMark>
      </td>
      <td className="number">{formatShare(share)}</td>
      <td className="number muted">{`${formatCount(Math.round(areaM2 * share))} m²`}</td>
    </tr>
  );
  return (
    <section aria-label="Coverage">
      <div className="row">
        <h2 className="cut">{radio ? radio.name || radio.key : 'Strongest signal'}</h2>
        <span className="spread" />
        {radio ? <Button onClick={() => planActions.showRadio(undefined)}>All radios</Button> : null}
      </div>
      {error ? <ErrorNote error={error} /> : null}
      {!heat && !error ? (
        <p className="faint small">
          {state.isComputing ? 'Working out the map' : 'Nothing is measured on this floor yet.'}
        </p>
      ) : null}
      {heat && shares ? (
        <>
          <p className="figure">
            <span>{formatShare(shares.meets)}</span>{' '}
            <span className="muted small">{`of the plan meets ${formatDbm(usualPassDbm)}`}</span>
          </p>
          <div className="share-bar" aria-hidden="true">
            <i className="meets" style={{ flexGrow: shares.meets }} />
            <i className="below" style={{ flexGrow: shares.below }} />
            <i className="missing" style={{ flexGrow: shares.missing }} />
          </div>
          <table>
            <tbody>
              {row('ok', 'Meets', shares.meets)}
              {row('fail', 'Below', shares.below)}
              {row('unknown', 'Not measured', shares.missing)}
            </tbody>
          </table>
          <dl className="facts">
            <dt>Places</dt>
            <dd>{formatCount(heat.places)}</dd>
            <dt title="Each place measured, foretold from the others">Map error</dt>
            <dd>
              {heat.looRmseDb === undefined
                ? 'too few places'
                : `${formatDb(heat.looRmseDb)} rms, leaving each place out`}
            </dd>
          </dl>
        </>
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
