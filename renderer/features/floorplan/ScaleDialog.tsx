// Setting or checking the scale of a plan that is there, with a length measured on the plan or with numbers.
import { useState } from 'react';
import type { KnownLength, Plan, ScaleCheck } from '../../../shared/contract/floorplan.ts';
import { maxScaleError } from '../../../shared/geometry/scale.ts';
import { invalidate, useCommand } from '../../app/client.tsx';
import { useCurrent } from '../../app/current.ts';
import { planActions, usePlanCursor } from '../../app/plan-view.ts';
import { displayScale } from '../../canvas/scene.ts';
import { Button, Field } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { formatMetres, formatShare } from '../../ui/format.ts';
import { ErrorNote, Note } from '../../ui/notes.tsx';
import { ScaleFields } from './ScaleFields.tsx';
import { parseLength, type ScaleDraft, scaleOf } from './scale-draft.ts';

/** The line measured on the plan, in plan pixels. */
function usePixelPoints(plan: Plan): ScaleDraft['points'] {
  const measured = usePlanCursor((cursor) => (cursor.isMeasured ? cursor.measured : undefined));
  const scale = displayScale(plan);
  return (measured ?? []).map(([xM, yM]) => [(xM - plan.originXM) / scale, (yM - plan.originYM) / scale] as const);
}

function CheckForm({ plan, points, onSet }: { plan: Plan; points: ScaleDraft['points']; onSet: () => void }) {
  const { site, floor } = useCurrent();
  const [text, setText] = useState('');
  const [result, setResult] = useState<ScaleCheck>();
  const check = useCommand('floorplan.checkScale');
  const [from, to] = points;
  const length = parseLength(text);
  const submit = () => {
    if (!site || !floor || !from || !to || length === undefined) return;
    const known: KnownLength = [...from, ...to, length];
    check.mutate(
      { siteId: site.siteId, floor: floor.floorId, known },
      {
        onSuccess: (found) => {
          setResult(found);
          invalidate('floorplan.getPlan');
        },
      },
    );
  };
  if (!from || !to) return <MeasureFirst isCheck />;
  return (
    <>
      <form
        className="column"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field
          label="Real length of the line you measured"
          hint={`The plan's scale makes it ${formatMetres(Math.hypot(to[0] - from[0], to[1] - from[1]) * (plan.metresPerPixel ?? 0))}`}
          error={text !== '' && length === undefined ? 'A number above 0' : undefined}
          unit="m"
          inputMode="decimal"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <div className="row">
          <Button onClick={onSet}>Set the scale anew</Button>
          <span className="spread" />
          <Button kind="primary" type="submit" disabled={length === undefined || check.isPending}>
            Check
          </Button>
        </div>
      </form>
      {check.error ? <ErrorNote error={check.error} /> : null}
      {result ? <CheckResult result={result} /> : null}
    </>
  );
}

function CheckResult({ result: { ok, errorShare, measuredM, knownM } }: { result: ScaleCheck }) {
  const limit = formatShare(maxScaleError, 0);
  return (
    <Note
      state={ok ? 'ok' : 'warn'}
      title={`${formatShare(errorShare)} off: ${measuredM.toFixed(2)} m on the plan, ${knownM.toFixed(2)} m in truth.`}
    >
      {ok
        ? `Within ${limit}: the scale holds.`
        : `More than ${limit}: measure a third length, or set the scale anew with the longer one.`}
    </Note>
  );
}

function MeasureFirst({ isCheck }: { isCheck: boolean }) {
  return (
    <Note
      state="info"
      title={isCheck ? 'Measure a second length that you know.' : 'Measure a length that you know.'}
      actions={
        <Button kind="primary" onClick={planActions.measureForScale}>
          Measure on the plan
        </Button>
      }
    >
      Click its two ends on the plan; then type how long it is.
    </Note>
  );
}

function SetForm({ plan, points, onClose }: { plan: Plan; points: ScaleDraft['points']; onClose: () => void }) {
  const { site, floor } = useCurrent();
  const [draft, setDraft] = useState<ScaleDraft>({ way: 'known', text: '', points: [] });
  const set = useCommand('floorplan.setScale');
  const filled = { ...draft, points };
  const scale = scaleOf(filled);
  const submit = () => {
    if (!site || !floor || !scale) return;
    set.mutate(
      { siteId: site.siteId, floor: floor.floorId, ...scale },
      {
        onSuccess: () => {
          invalidate('floorplan.getPlan', 'floorplan.listWalls', 'site.getInfo', 'coverage.computeHeatmap');
          usePlanCursor.setState({ measured: [], isMeasured: false });
          planActions.use('select');
          onClose();
        },
      },
    );
  };
  return (
    <form
      className="column"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <ScaleFields
        draft={filled}
        ways={['known', 'width', 'pixel']}
        size={plan}
        onChange={(next) => setDraft({ ...next, points: [] })}
      />
      {draft.way === 'known' && points.length < 2 ? <MeasureFirst isCheck={false} /> : null}
      <p className="faint small">Walls from the plan follow its scale; readings stay where they were measured.</p>
      {set.error ? <ErrorNote error={set.error} /> : null}
      <div className="row">
        <span className="spread" />
        <Button kind="primary" type="submit" disabled={!scale || set.isPending}>
          Set scale
        </Button>
      </div>
    </form>
  );
}

export function ScaleDialog({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const points = usePixelPoints(plan);
  const [isCheck, setCheck] = useState(plan.metresPerPixel !== undefined);
  return (
    <Dialog title={isCheck ? 'Check the scale' : 'Set the scale'} onClose={onClose}>
      {isCheck ? (
        <CheckForm plan={plan} points={points} onSet={() => setCheck(false)} />
      ) : (
        <SetForm plan={plan} points={points} onClose={onClose} />
      )}
    </Dialog>
  );
}
