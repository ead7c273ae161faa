// Zones, areas that attenuate, notes.
import { areaM2 } from '../../../shared/geometry/segments.ts';
import type { DesignObjectOf, FieldsOf } from '../../../shared/model/design.ts';
import { ChoiceEdit, NumberEdit, TextEdit } from '../../ui/edits.tsx';
import { change } from './change.ts';
import { NotePhotos } from './NotePhotos.tsx';

const purposes: readonly (readonly [FieldsOf<'zone'>['purpose'], string])[] = [
  ['zone', 'Zone, to name a place'],
  ['requirement', 'Requirement area, judged by itself'],
  ['exclusion', 'Not judged'],
];

const Size = ({ outline }: { outline: FieldsOf<'zone'>['outline'] }) => (
  <p className="faint small">{areaM2(outline).toFixed(1)} m²</p>
);

export function ZoneForm({ zone, isFixed }: { zone: DesignObjectOf<'zone'>; isFixed: boolean }) {
  const { name, purpose, outline } = zone.fields;
  return (
    <>
      <TextEdit
        label="Name"
        value={name}
        disabled={isFixed}
        onChange={(to) => change(zone, `Zone renamed to ${to}`, { name: to })}
      />
      <ChoiceEdit
        label="Purpose"
        value={purpose}
        options={purposes}
        disabled={isFixed}
        onChange={(to) => change(zone, 'Purpose of a zone changed', { purpose: to })}
      />
      <Size outline={outline} />
    </>
  );
}

export function AreaForm({ area, isFixed }: { area: DesignObjectOf<'area'>; isFixed: boolean }) {
  const { name, lossDbPerM, lowerM, upperM, outline } = area.fields;
  return (
    <>
      <TextEdit
        label="Name"
        value={name}
        disabled={isFixed}
        onChange={(to) => change(area, `Area renamed to ${to}`, { name: to })}
      />
      {(['2.4', '5', '6'] as const).map((band) => (
        <NumberEdit
          key={band}
          label={`Loss at ${band} GHz`}
          unit="dB/m"
          min={0}
          max={100}
          value={lossDbPerM[band]}
          disabled={isFixed}
          onChange={(to) => change(area, 'Loss of an area changed', { lossDbPerM: { ...lossDbPerM, [band]: to ?? 0 } })}
        />
      ))}
      <NumberEdit
        label="From height"
        unit="m"
        min={-50}
        max={500}
        isOptional
        value={lowerM}
        disabled={isFixed}
        onChange={(to) => change(area, 'Height of an area changed', { lowerM: to })}
      />
      <NumberEdit
        label="To height"
        unit="m"
        min={-50}
        max={500}
        isOptional
        value={upperM}
        disabled={isFixed}
        onChange={(to) => change(area, 'Height of an area changed', { upperM: to })}
      />
      <Size outline={outline} />
    </>
  );
}

export function NoteForm({ note, isFixed }: { note: DesignObjectOf<'note'>; isFixed: boolean }) {
  return (
    <>
      <TextEdit
        label="Text"
        isLong
        value={note.fields.text}
        placeholder="What is to be known of this place"
        disabled={isFixed}
        onChange={(text) => change(note, 'Note written', { text })}
      />
      <NotePhotos note={note} isFixed={isFixed} />
    </>
  );
}
