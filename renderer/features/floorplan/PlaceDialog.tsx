// Where north is, and where the picture lies under the readings.
import { useState } from 'react';
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

export function PlaceDialog({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const { site, floor } = useCurrent();
  const [north, setNorth] = useState(String(plan.northDeg));
  const [x, setX] = useState(String(plan.originXM));
  const [y, setY] = useState(String(plan.originYM));
  const place = useCommand('floorplan.placePlan');
  const [northDeg, originXM, originYM] = [parse(north), parse(x), parse(y)];
  const isComplete =
    northDeg !== undefined && Math.abs(northDeg) <= 360 && originXM !== undefined && originYM !== undefined;
  const bad = (value: number | undefined) => (value === undefined ? 'A number' : undefined);
  return (
    <Dialog
      title="North and position"
      onClose={onClose}
      actions={
        <>
          <span className="spread" />
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form="place" disabled={!isComplete || place.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form
        id="place"
        className="column"
        onSubmit={(event) => {
          event.preventDefault();
          if (!site || !floor || !isComplete) return;
          place.mutate(
            { siteId: site.siteId, floor: floor.floorId, northDeg, originXM, originYM },
            {
              onSuccess: () => {
                invalidate('floorplan.getPlan', 'coverage.computeHeatmap');
                onClose();
              },
            },
          );
        }}
      >
        <Field
          label="North"
          hint="Clockwise from the plan's upper edge"
          unit="°"
          inputMode="decimal"
          value={north}
          error={bad(northDeg)}
          onChange={(event) => setNorth(event.target.value)}
        />
        <div className="row pair">
          <Field
            label="Left edge at x"
            unit="m"
            inputMode="decimal"
            value={x}
            error={bad(originXM)}
            onChange={(event) => setX(event.target.value)}
          />
          <Field
            label="Upper edge at y"
            unit="m"
            inputMode="decimal"
            value={y}
            error={bad(originYM)}
            onChange={(event) => setY(event.target.value)}
          />
        </div>
        <p className="faint small">
          Moves the picture under the readings, for a plan that was cut out differently than the one before.
        </p>
        {place.error ? <ErrorNote error={place.error} /> : null}
      </form>
    </Dialog>
  );
}
