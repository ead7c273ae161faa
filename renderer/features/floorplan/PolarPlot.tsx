// An antenna's pattern in both planes: relative gain, -30 dB in the middle, 0 dB at the rim.
import { type Antenna, planeOf } from '../../../shared/rf/antennas.ts';

const radius = 44;
const floorDb = -30;
const ringsDb = [-20, -10, -3];

const share = (db: number): number => Math.max(0, 1 - db / floorDb);

function Plane({ antenna, plane, turnDeg }: { antenna: Antenna; plane: 'azimuth' | 'elevation'; turnDeg: number }) {
  const gains = planeOf(antenna, plane);
  const points = gains.map((db, index) => {
    const angle = ((index * 360) / gains.length + turnDeg - 90) * (Math.PI / 180);
    const r = share(db) * radius;
    return `${(Math.cos(angle) * r).toFixed(1)},${(Math.sin(angle) * r).toFixed(1)}`;
  });
  const title = plane === 'azimuth' ? 'From above' : 'From the side';
  return (
    <figure>
      <svg viewBox="-50 -50 100 100" role="img" aria-label={`${title}: pattern of ${antenna.name}`}>
        <circle r={radius} className="rim" />
        {ringsDb.map((db) => (
          <circle key={db} r={share(db) * radius} className="ring" />
        ))}
        <path d={`M-${radius} 0H${radius}M0 -${radius}V${radius}`} className="ring" />
        <polygon points={points.join(' ')} className="pattern" />
      </svg>
      <figcaption className="faint tiny">{title}</figcaption>
    </figure>
  );
}

/** @param azimuthDeg where it looks, clockwise from the plan's up; @param tiltDeg downwards positive */
export function PolarPlot({ antenna, azimuthDeg, tiltDeg }: { antenna: Antenna; azimuthDeg: number; tiltDeg: number }) {
  return (
    <div className="polar">
      <Plane antenna={antenna} plane="azimuth" turnDeg={azimuthDeg} />
      <Plane antenna={antenna} plane="elevation" turnDeg={(antenna.aim === 'down' ? 180 : 90) + tiltDeg} />
    </div>
  );
}
