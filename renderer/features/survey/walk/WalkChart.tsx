// The last minute of the strongest four: lines told apart by colour, dash and the name at their end.
import { memo } from 'react';
import { type HeardSample, shownSeconds, useWalk } from '../../../app/walk-state.ts';
import { formatRssi } from '../../../ui/format.ts';

const dashes = ['none', '6 4', '2 4', '8 3 2 3'];
const [topDbm, bottomDbm] = [-30, -95];
const gridDbm = [-50, -67, -85];
const [width, height] = [600, 100];

const yOf = (dbm: number): number =>
  ((topDbm - Math.max(bottomDbm, Math.min(topDbm, dbm))) / (topDbm - bottomDbm)) * height;

/** A gap in time stays a gap. */
function pathOf(samples: readonly HeardSample[], key: string, now: number): string {
  let path = '';
  let last = Number.NaN;
  for (const { second, rssiDbm } of samples) {
    const value = rssiDbm.get(key);
    if (value === undefined) continue;
    const x = width - ((now - second) / shownSeconds) * width;
    path += `${second - last <= 3 ? 'L' : 'M'}${x.toFixed(1)} ${yOf(value).toFixed(1)}`;
    last = second;
  }
  return path;
}

export const WalkChart = memo(function WalkChart() {
  const samples = useWalk((walk) => walk.samples);
  const names = useWalk((walk) => walk.update?.strongest);
  const now = samples.at(-1)?.second ?? 0;
  const shown = (names ?? []).slice(0, 4);
  return (
    <section className="walk-chart" aria-label="Last 60 seconds, strongest four">
      <h2>
        Last 60 s <span className="muted">strongest four</span>
        <span className="spread" />
        <span className="faint">dBm</span>
      </h2>
      <div className="row">
        <div className="axis" aria-hidden="true">
          {gridDbm.map((dbm) => (
            <span key={dbm} style={{ top: `${yOf(dbm)}%` }}>
              {formatRssi(dbm)}
            </span>
          ))}
        </div>
        <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
          {gridDbm.map((dbm) => (
            <line key={dbm} x1="0" x2={width} y1={yOf(dbm)} y2={yOf(dbm)} className={dbm === -67 ? 'pass' : ''} />
          ))}
          {shown.map(({ key }, index) => (
            <path
              key={key}
              d={pathOf(samples, key, now)}
              style={{ stroke: `var(--series-${index + 1})`, strokeDasharray: dashes[index] }}
            />
          ))}
        </svg>
        <ol>
          {shown.map(({ key, name, rssiDbm }, index) => (
            <li key={key}>
              <svg viewBox="0 0 22 6" aria-hidden="true">
                <path d="M0 3H22" style={{ stroke: `var(--series-${index + 1})`, strokeDasharray: dashes[index] }} />
              </svg>
              <span className="cut">{name || key}</span>
              <span>{formatRssi(rssiDbm)}</span>
            </li>
          ))}
          {shown.length === 0 ? <li className="muted">Nothing heard yet</li> : null}
        </ol>
      </div>
    </section>
  );
});
