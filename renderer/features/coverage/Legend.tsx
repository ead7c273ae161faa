// The legend: fixed classes with their share of the floor, and always the row for what was not measured.

import { useMemo } from 'react';
import { classShares, signalClasses } from '../../../shared/rf/signal-classes.ts';
import type { Heatmap } from './use-heatmap.ts';

const rgbText = ([red, green, blue]: readonly [number, number, number]) => `rgb(${red} ${green} ${blue})`;
const percent = (share: number) => (share * 100).toFixed(1);

export function Legend({ heat, isComputing, opacity }: { heat: Heatmap; isComputing: boolean; opacity: number }) {
  const { shares, notMeasured } = useMemo(() => classShares(heat.valuesDbm), [heat]);
  return (
    <div
      className={`legend${isComputing ? ' dimmed' : ''}`}
      role="img"
      aria-label={`Legend. ${signalClasses.map(({ label }, index) => `${label} dBm: ${percent(shares[index] ?? 0)} %`).join(', ')}, not measured: ${percent(notMeasured)} %`}
    >
      <div className="row">
        <h2>RSSI, dBm</h2>
        <span className="spread faint tiny">% of floor</span>
      </div>
      <ul>
        {signalClasses.map(({ label, colour }, index) => (
          <li key={label}>
            <i style={{ background: rgbText(colour), opacity }} />
            <span className="grow">{label}</span>
            <span className="number">{percent(shares[index] ?? 0)}</span>
          </li>
        ))}
        <li>
          <i className="not-measured" />
          <span className="grow">not measured</span>
          <span className="number">{percent(notMeasured)}</span>
        </li>
      </ul>
    </div>
  );
}
