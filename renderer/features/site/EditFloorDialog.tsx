// A floor's name, level and height, and what the slab under it takes away.
import { useState } from 'react';
import type { Band, BandLoss, FieldsOf } from '../../../shared/model/design.ts';
import { ObjectId } from '../../../shared/model/ids.ts';
import { invalidate, useCommand } from '../../app/client.tsx';
import { useCurrent } from '../../app/current.ts';
import { useDesignStore } from '../../app/design-store.ts';
import { Button, Field } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/notes.tsx';

type Texts = Readonly<Record<'name' | 'level' | 'heightM' | Band, string>>;

const bands = ['2.4', '5', '6'] as const;
const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.')));
const isWithin = (text: string, least: number, most: number): boolean =>
  numberOf(text) >= least && numberOf(text) <= most;

function textsOf({ name, level, heightM, slabLossDb }: FieldsOf<'floor'>): Texts {
  const loss = (band: Band) => String(slabLossDb?.[band] ?? '');
  return {
    name,
    level: String(level),
    heightM: String(heightM ?? ''),
    '2.4': loss('2.4'),
    '5': loss('5'),
    '6': loss('6'),
  };
}

function problemsOf(texts: Texts): Partial<Record<keyof Texts, string>> {
  const isLevel = Number.isInteger(numberOf(texts.level)) && isWithin(texts.level, -100, 500);
  const hasSlab = bands.some((band) => texts[band].trim() !== '');
  return {
    ...(isLevel ? {} : { level: 'A whole number from −100 to 500' }),
    ...(texts.heightM.trim() === '' || isWithin(texts.heightM, 0.1, 100) ? {} : { heightM: '0.1 to 100 m' }),
    ...Object.fromEntries(
      bands.filter((band) => hasSlab && !isWithin(texts[band], 0, 1_000)).map((band) => [band, '0 to 1000 dB']),
    ),
  };
}

/** All bands or none. */
function slabOf(texts: Texts): BandLoss | null {
  if (bands.every((band) => texts[band].trim() === '')) return null;
  return { '2.4': numberOf(texts['2.4']), '5': numberOf(texts['5']), '6': numberOf(texts['6']) };
}

function SlabFields({
  texts,
  problems,
  set,
}: {
  texts: Texts;
  problems: ReturnType<typeof problemsOf>;
  set: (more: Partial<Texts>) => void;
}) {
  return (
    <fieldset className="plain">
      <legend className="small muted">What the slab under it takes away</legend>
      <div className="row slab-fields">
        {bands.map((band) => (
          <Field
            key={band}
            label={`${band} GHz`}
            unit="dB"
            inputMode="decimal"
            value={texts[band]}
            error={problems[band]}
            onChange={(event) => set({ [band]: event.target.value })}
          />
        ))}
      </div>
    </fieldset>
  );
}

export function EditFloorDialog({ onClose }: { onClose: () => void }) {
  const { site, floor } = useCurrent();
  const update = useCommand('site.updateFloor');
  const known = useDesignStore((state) => (floor ? state.document.get(ObjectId.parse(floor.floorId)) : undefined));
  const before = known?.kind === 'floor' ? known.fields : { name: floor?.name ?? '', level: floor?.level ?? 0 };
  const [texts, setTexts] = useState(() => textsOf(before));
  if (!site || !floor) return null;
  const set = (more: Partial<Texts>) => setTexts({ ...texts, ...more });
  const problems = problemsOf(texts);
  const submit = () =>
    update.mutate(
      {
        siteId: site.siteId,
        floor: floor.floorId,
        name: texts.name.trim(),
        level: numberOf(texts.level),
        heightM: texts.heightM.trim() === '' ? null : numberOf(texts.heightM),
        slabLossDb: slabOf(texts),
      },
      {
        onSuccess: () => {
          invalidate('site.getInfo');
          onClose();
        },
      },
    );
  return (
    <Dialog
      title={floor.name}
      onClose={onClose}
      actions={
        <>
          <span className="spread" />
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            type="submit"
            form="floor-form"
            disabled={texts.name.trim() === '' || Object.keys(problems).length > 0 || update.isPending}
          >
            Save
          </Button>
        </>
      }
    >
      <form
        id="floor-form"
        className="column"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field
          label="Name"
          value={texts.name}
          maxLength={100}
          autoComplete="off"
          onChange={(event) => set({ name: event.target.value })}
        />
        <div className="row slab-fields">
          <Field
            label="Level"
            hint="0 is the ground floor; it orders the floors"
            error={problems.level}
            value={texts.level}
            inputMode="numeric"
            onChange={(event) => set({ level: event.target.value })}
          />
          <Field
            label="Height"
            unit="m"
            hint="From its floor to the next one"
            error={problems.heightM}
            value={texts.heightM}
            inputMode="decimal"
            onChange={(event) => set({ heightM: event.target.value })}
          />
        </div>
        <SlabFields texts={texts} problems={problems} set={set} />
      </form>
      {update.error ? <ErrorNote error={update.error} /> : null}
    </Dialog>
  );
}
