// How large a plan is: from the file, its width, metres for a pixel, or a known length drawn on the plan.

import { Field, Segmented } from '../../ui/controls.tsx';
import { formatMetres } from '../../ui/format.ts';
import { parseLength, type ScaleDraft, type ScaleWay } from './scale-draft.ts';

const words: Readonly<Record<ScaleWay, string>> = {
  file: "The file's own",
  known: 'Known length',
  width: 'Width',
  pixel: 'Per pixel',
  later: 'Later',
};

interface ScaleFieldsProps {
  draft: ScaleDraft;
  ways: readonly ScaleWay[];
  size: { readonly widthPx: number; readonly heightPx: number };
  fileScale?: number | undefined;
  onChange: (draft: ScaleDraft) => void;
}

export function ScaleFields({ draft, ways, size, fileScale, onChange }: ScaleFieldsProps) {
  const { way, text, points } = draft;
  const length = parseLength(text);
  const error = text !== '' && length === undefined ? 'A number above 0' : undefined;
  const type = (event: { target: { value: string } }) => onChange({ ...draft, text: event.target.value });
  const perPixel = perPixelOf(draft, size.widthPx, fileScale);
  const typed = { unit: 'm', inputMode: 'decimal', error, value: text, onChange: type } as const;
  return (
    <div className="column">
      <Segmented
        label="Scale"
        value={way}
        options={ways.map((each) => [each, words[each]] as const)}
        onChange={(next) => onChange({ ...draft, way: next, text: '' })}
      />
      {way === 'known' ? (
        <Field
          // Once both points are set, the length is what is to be typed.
          key={points.length < 2 ? 'waiting' : 'ready'}
          autoFocus={points.length >= 2}
          label={
            points.length < 2
              ? 'Click the two ends of something whose length you know'
              : 'Length between the two points'
          }
          hint="A wall or a column grid is better than a door: the longer, the more exact"
          disabled={points.length < 2}
          {...typed}
        />
      ) : null}
      {way === 'width' ? <Field label="Width of the whole picture" {...typed} /> : null}
      {way === 'pixel' ? <Field label="Metres for each pixel" {...typed} /> : null}
      {way === 'later' ? (
        <p className="muted small">The plan can be looked at. Readings and maps wait until it has a scale.</p>
      ) : null}
      {perPixel === undefined ? null : (
        <p className="small">
          The plan is{' '}
          <strong>{`${formatMetres(size.widthPx * perPixel)} × ${formatMetres(size.heightPx * perPixel)}`}</strong>
        </p>
      )}
    </div>
  );
}

/** Metres for a pixel that the draft makes; undefined while something is missing. */
function perPixelOf(draft: ScaleDraft, widthPx: number, fileScale: number | undefined): number | undefined {
  if (draft.way === 'file') return fileScale;
  const length = parseLength(draft.text);
  if (length === undefined) return undefined;
  if (draft.way === 'width') return length / widthPx;
  if (draft.way === 'pixel') return length;
  const [from, to] = draft.points;
  const pixels = from && to ? Math.hypot(to[0] - from[0], to[1] - from[1]) : 0;
  return pixels > 0 ? length / pixels : undefined;
}
