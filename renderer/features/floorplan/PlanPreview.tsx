// A small picture of the plan file; two points can be set on it, also with the keyboard.
import { type KeyboardEvent, type MouseEvent, useRef, useState } from 'react';
import type { FileSource } from '../../../shared/contract/common.ts';
import { useCall } from '../../app/client.tsx';
import { ErrorNote } from '../../ui/notes.tsx';
import { usePictureUrl } from '../../ui/use-picture-url.ts';

type Point = readonly [number, number];
interface PlanPreviewProps {
  source: FileSource;
  page: number | undefined;
  /** Of the full picture: points are in its pixels. */
  size: { readonly widthPx: number; readonly heightPx: number };
  points: readonly Point[] | undefined;
  onPoints: (points: readonly Point[]) => void;
}

const keySteps: Readonly<Record<string, Point>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function usePicture({ source, page }: Pick<PlanPreviewProps, 'source' | 'page'>) {
  const { data, error, isPending } = useCall('floorplan.previewPlan', {
    source,
    maxPx: 1600,
    ...(page === undefined ? {} : { page }),
  });
  return { url: usePictureUrl(data), error, isPending };
}

export function PlanPreview({ source, page, size, points, onPoints }: PlanPreviewProps) {
  const { url, error, isPending } = usePicture({ source, page });
  const picture = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState<Point>();
  const isPicking = points !== undefined;

  const add = (point: Point) => points && onPoints(points.length >= 2 ? [point] : [...points, point]);
  const onClick = (event: MouseEvent) => {
    const box = picture.current?.getBoundingClientRect();
    if (!box || !isPicking) return;
    add([
      ((event.clientX - box.left) / box.width) * size.widthPx,
      ((event.clientY - box.top) / box.height) * size.heightPx,
    ]);
  };
  const onKey = (event: KeyboardEvent) => {
    if (!isPicking) return;
    const at = cursor ?? [size.widthPx / 2, size.heightPx / 2];
    const step = keySteps[event.key];
    const stride = (size.widthPx / 200) * (event.shiftKey ? 10 : 1);
    if (step) setCursor([at[0] + step[0] * stride, at[1] + step[1] * stride]);
    else if (event.key === 'Enter') add(at);
    else return;
    event.preventDefault();
  };
  if (error) return <ErrorNote error={error} />;
  const percent = ([x, y]: Point) => [`${(x / size.widthPx) * 100}%`, `${(y / size.heightPx) * 100}%`] as const;
  return (
    <div className="plan-preview">
      {isPending ? <p className="muted small">Drawing the plan</p> : null}
      {url ? (
        <div
          ref={picture}
          role="application"
          aria-label={
            isPicking ? 'Plan. Click two points, or move with the arrow keys and set a point with Enter.' : 'Plan'
          }
          tabIndex={isPicking ? 0 : -1}
          className={isPicking ? 'picking' : ''}
          style={{ aspectRatio: `${size.widthPx} / ${size.heightPx}` }}
          onClick={onClick}
          onKeyDown={onKey}
        >
          <img src={url} alt="" draggable={false} />
          <svg aria-hidden="true">
            {points?.[0] && points[1] ? <PreviewLine from={percent(points[0])} to={percent(points[1])} /> : null}
            {[...(points ?? []), ...(cursor && isPicking ? [cursor] : [])].map((point, index) => {
              const [cx, cy] = percent(point);
              // biome-ignore lint/suspicious/noArrayIndexKey: two points and a cursor, in this order
              return <circle key={index} cx={cx} cy={cy} r="5" className={point === cursor ? 'cursor' : ''} />;
            })}
          </svg>
        </div>
      ) : null}
    </div>
  );
}

function PreviewLine({ from, to }: { from: readonly [string, string]; to: readonly [string, string] }) {
  return <line x1={from[0]} y1={from[1]} x2={to[0]} y2={to[1]} />;
}
