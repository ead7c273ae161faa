// Everything heard at the chosen point.
import { X } from 'lucide-react';
import { Fragment } from 'react';
import type { OutputOf } from '../../../shared/contract/contract.ts';
import { useCall } from '../../app/client.tsx';
import { useCurrent } from '../../app/current.ts';
import { planActions, usePlanView } from '../../app/plan-view.ts';
import { IconButton } from '../../ui/controls.tsx';
import { formatDb, formatPlace, formatRssi, formatTime, plural } from '../../ui/format.ts';
import { Identity } from '../../ui/Identity.tsx';
import { ErrorNote } from '../../ui/notes.tsx';

export function PointInspector() {
  const { site } = useCurrent();
  const point = usePlanView((view) => view.point);
  const { data, error } = useCall(
    'survey.getPoint',
    { siteId: site?.siteId ?? '', scan: point?.scan ?? 1 },
    { enabled: site !== undefined && point !== undefined, keepPrevious: true },
  );
  if (!point) return null;
  return (
    <section className="point" aria-label="Chosen point">
      <div className="row">
        <h2>Point</h2>
        <span className="spread" />
        <IconButton label="Close the point" keys="Esc" onClick={() => planActions.choosePoint(undefined)}>
          <X />
        </IconButton>
      </div>
      {error ? <ErrorNote error={error} /> : null}
      {data ? (
        <>
          <PointFacts point={data} />
          <PointReadings readings={data.readings} />
        </>
      ) : null}
    </section>
  );
}

type PointDetails = OutputOf<'survey.getPoint'>;

function PointFacts({ point: { xM, yM, time, device, offsetDb, label } }: { point: PointDetails }) {
  const facts = [
    ['Place', xM === undefined || yM === undefined ? 'not known' : formatPlace(xM, yM)],
    ['Time', formatTime(time)],
    ['Device', device],
    ['On the map', offsetDb && `Wi-Fi ${formatDb(offsetDb.wifi)}, BLE ${formatDb(offsetDb.ble)}`],
    ['Label', label],
  ] as const;
  return (
    <dl className="facts">
      {facts.map(([name, value]) =>
        value ? (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd className="cut">{value}</dd>
          </Fragment>
        ) : null,
      )}
    </dl>
  );
}

function PointReadings({ readings }: Pick<PointDetails, 'readings'>) {
  return (
    <table>
      <thead>
        <tr>
          <th>{plural(readings.length, 'radio')} heard</th>
          <th className="number">RSSI, dBm</th>
        </tr>
      </thead>
      <tbody>
        {readings.map((reading) => (
          <tr key={`${reading.radioId} ${reading.rssiDbm}`}>
            <td className="cut" title={reading.key}>
              <button type="button" className="link cut" onClick={() => planActions.showRadio(reading)}>
                {reading.name || <Identity text={reading.key} />}
              </button>
            </td>
            <td className="number">{formatRssi(reading.rssiDbm, Number.isInteger(reading.rssiDbm) ? 0 : 1)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
