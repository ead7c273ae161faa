// The legend: fixed classes with their share of the plan, and always the row for what was not measured.

import { Fragment, type ReactNode, useMemo } from 'react';
import { classShares, signalClasses, usualPassDbm } from '../../../shared/rf/signal-classes.ts';
import { usePlanView } from '../../app/plan-view.ts';
import { formatDbm } from '../../ui/format.ts';
import type { Heatmap } from './use-heatmap.ts';

const rgbText = ([red, green, blue]: readonly [number, number, number]) => `rgb(${red} ${green} ${blue})`;
const percent = (share: number) => (share * 100).toFixed(1);

export type MarkKind = 'wifi' | 'ble' | 'point';
export const markKinds: readonly MarkKind[] = ['wifi', 'ble', 'point'];
const markWords: Readonly<Record<MarkKind, string>> = { wifi: 'AP', ble: 'beacon', point: 'measured' };

/** As the plan draws them. */
const markShapes: Readonly<Record<MarkKind, ReactNode>> = {
  wifi: (
    <>
      <circle cx="7" cy="7" r="6" />
      <circle cx="7" cy="7" r="1.2" />
    </>
  ),
  ble: <path d="M7 2 12 7 7 12 2 7Z" />,
  point: <circle cx="7" cy="7" r="2.2" className="point" />,
};

interface LegendProps {
  heat: Heatmap;
  /** What shines through the colours: the white of a picture, or the ground that a drawing is shown on. */
  paper: 'picture' | 'drawing';
  isComputing: boolean;
  opacity: number;
  /** Marks that are on the plan. */
  marks: readonly MarkKind[];
}

export function Legend({ heat, paper, isComputing, opacity, marks }: LegendProps) {
  // Of one radio: walked without hearing it, or never walked; its map cannot tell.
  const missing = usePlanView((view) => view.radio) ? 'not heard here' : 'not measured';
  const { shares, notMeasured } = useMemo(() => classShares(heat.valuesDbm), [heat]);
  return (
    <div
      className={`legend${isComputing ? ' dimmed' : ''}`}
      role="img"
      aria-label={`Legend. ${signalClasses.map(({ label }, index) => `${label} dBm: ${percent(shares[index] ?? 0)} %`).join(', ')}, ${missing}: ${percent(notMeasured)} %`}
    >
      <div className="row">
        <h2>RSSI, dBm</h2>
        <span className="spread faint tiny">% of plan</span>
      </div>
      <ul>
        {signalClasses.map(({ label, colour, fromDbm }, index) => (
          <Fragment key={label}>
            <li>
              <i className={paper}>
                <i style={{ background: rgbText(colour), opacity }} />
              </i>
              <span className="grow">{label}</span>
              <span className="number">{percent(shares[index] ?? 0)}</span>
            </li>
            {fromDbm === usualPassDbm ? (
              <li>
                <i className="pass-line" />
                <span className="grow">{`pass line ${formatDbm(usualPassDbm)}`}</span>
              </li>
            ) : null}
          </Fragment>
        ))}
        <li>
          <i className="not-measured" />
          <span className="grow">{missing}</span>
          <span className="number">{percent(notMeasured)}</span>
        </li>
      </ul>
      {marks.length > 0 ? (
        <p className="marks">
          {marks.map((kind) => (
            <span key={kind}>
              <svg viewBox="0 0 14 14" aria-hidden="true">
                {markShapes[kind]}
              </svg>
              {markWords[kind]}
            </span>
          ))}
        </p>
      ) : null}
    </div>
  );
}
