// Where north is, and where the picture lies under the readings.
import { type FormEvent, useState } from 'react';
import type { Plan } from '../../../shared/contract/floorplan.ts';
import { invalidate, useCommand } from '../../app/client.tsx';
import { useCurrent } from '../../app/current.ts';
import { Button, Field } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/notes.tsx';

const parse = (text: string): number | undefined => {
  const value = Number(text.trim().replace(',', '.').replace('−', '-'));
  return text.trim() !== '' && Number.isFinite(value) ? value : undefined;
};

interface NumberFieldProps {
  label: string;
  unit: string;
  hint?: string;
  value: string;
  onType: (text: string) => void;
}
function NumberField({ value, onType, ...rest }: NumberFieldProps) {
  return (
    <Field
      inputMode="decimal"
      value={value}
      error={parse(value) === undefined ? 'A number' : undefined}
      onChange={(event) => onType(event.target.value)}
      {...rest}
    />
  );
}

/** The place as typed: complete once all three are numbers and north is an angle. */
function usePlace(plan: Plan) {
  const [typed, setTyped] = useState({
    north: String(plan.northDeg),
    x: String(plan.originXM),
    y: String(plan.originYM),
  });
  const [northDeg, originXM, originYM] = [parse(typed.north), parse(typed.x), parse(typed.y)];
  const isComplete =
    northDeg !== undefined && Math.abs(northDeg) <= 360 && originXM !== undefined && originYM !== undefined;
  return {
    typed,
    type: (part: Partial<typeof typed>) => setTyped((before) => ({ ...before, ...part })),
    place: isComplete ? { northDeg, originXM, originYM } : undefined,
  };
}

export function PlaceDialog({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const { site, floor } = useCurrent();
  const { typed, type, place } = usePlace(plan);
  const save = useCommand('floorplan.placePlan');
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!site || !floor || !place) return;
    const onSuccess = () => {
      invalidate('floorplan.getPlan', 'coverage.computeHeatmap');
      onClose();
    };
    save.mutate({ siteId: site.siteId, floor: floor.floorId, ...place }, { onSuccess });
  }
  return (
    <Dialog
      title="North and position"
      onClose={onClose}
      actions={
        <>
          <span className="spread" />
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form="place" disabled={!place || save.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id="place" className="column" onSubmit={submit}>
        <NumberField
          label="North"
          hint="Clockwise from the plan's upper edge"
          unit="°"
          value={typed.north}
          onType={(north) => type({ north })}
        />
        <div className="row pair">
          <NumberField label="Left edge at x" unit="m" value={typed.x} onType={(x) => type({ x })} />
          <NumberField label="Upper edge at y" unit="m" value={typed.y} onType={(y) => type({ y })} />
        </div>
        <p className="faint small">
          Moves the picture under the readings, for a plan that was cut out differently than the one before.
        </p>
        {save.error ? <ErrorNote error={save.error} /> : null}
      </form>
    </Dialog>
  );
}
