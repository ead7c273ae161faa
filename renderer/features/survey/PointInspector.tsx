// Everything heard at the chosen point.
import { X } from 'lucide-react';
import { useCall } from '../../app/client.tsx';
import { useCurrent } from '../../app/current.ts';
import { planActions, usePlanView } from '../../app/plan-view.ts';
import { IconButton } from '../../ui/controls.tsx';
import { formatPlace, formatRssi, formatTime, plural } from '../../ui/format.ts';
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
          <dl className="facts">
            <dt>Place</dt>
            <dd>{data.xM === undefined || data.yM === undefined ? 'not known' : formatPlace(data.xM, data.yM)}</dd>
            <dt>Time</dt>
            <dd>{formatTime(data.time)}</dd>
            {data.device ? (
              <>
                <dt>Device</dt>
                <dd className="cut">{data.device}</dd>
              </>
            ) : null}
            {data.label ? (
              <>
                <dt>Label</dt>
                <dd className="cut">{data.label}</dd>
              </>
            ) : null}
          </dl>
          <table>
            <thead>
              <tr>
                <th>{plural(data.readings.length, 'radio')} heard</th>
                <th className="number">RSSI, dBm</th>
              </tr>
            </thead>
            <tbody>
              {data.readings.map((reading) => (
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
        </>
      ) : null}
    </section>
  );
}
