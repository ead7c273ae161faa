// How the columns of a foreign table are to be read.
import { useState } from 'react';
import type { WideMapping } from '../../../shared/contract/survey.ts';
import { Button, Field, Segmented } from '../../ui/controls.tsx';

interface MappingFormProps {
  columns: readonly string[];
  sample: readonly (readonly string[])[];
  mapping: WideMapping;
  /** Metres for a plan pixel, for tables whose places are pixels. */
  planScale: number | undefined;
  onChange: (mapping: WideMapping) => void;
}
type ColumnField = 'xM' | 'yM' | 'time' | 'device' | 'radio' | 'rssiDbm' | 'freqMhz';

const metresPerFoot = 0.3048;
const shapes = [
  ['wide', 'A column for each radio'],
  ['long', 'A row for each reading'],
] as const;
const kinds = [
  ['wifi', 'Wi-Fi'],
  ['ble', 'BLE'],
] as const;
const units = [
  ['m', 'Metres'],
  ['ft', 'Feet'],
  ['px', 'Plan pixels'],
] as const;

function without<Key extends keyof WideMapping>(mapping: WideMapping, key: Key): WideMapping {
  const { [key]: _left, ...rest } = mapping;
  return rest as WideMapping;
}

export const isLong = (mapping: WideMapping): boolean => mapping.radio !== undefined;
export const isComplete = (mapping: WideMapping): boolean =>
  mapping.xM !== '' &&
  mapping.yM !== '' &&
  (isLong(mapping) ? Boolean(mapping.radio && mapping.rssiDbm) : (mapping.radioColumns?.length ?? 0) > 0);

export function MappingForm({ columns, sample, mapping, planScale, onChange }: MappingFormProps) {
  const given = { columns, mapping, onChange };
  const setShape = (shape: string) => {
    const { radio: _radio, rssiDbm: _rssi, radioColumns: _columns, ...rest } = mapping;
    onChange(
      shape === 'long'
        ? { ...rest, radio: '', rssiDbm: '' }
        : { ...rest, radioColumns: columns.filter((each) => each !== mapping.xM && each !== mapping.yM) },
    );
  };
  return (
    <div className="column">
      <Segmented
        label="Shape of the table"
        value={isLong(mapping) ? 'long' : 'wide'}
        options={shapes}
        onChange={setShape}
      />
      <div className="pairs">
        <ColumnChoice label="x" field="xM" {...given} />
        <ColumnChoice label="y" field="yM" {...given} />
        <ColumnChoice label="Time" field="time" isOptional {...given} />
        <ColumnChoice label="Device" field="device" isOptional {...given} />
        {isLong(mapping) ? (
          <>
            <ColumnChoice label="Radio" field="radio" {...given} />
            <ColumnChoice label="RSSI, dBm" field="rssiDbm" {...given} />
            <ColumnChoice label="Frequency, MHz" field="freqMhz" isOptional {...given} />
          </>
        ) : null}
      </div>
      <div className="row wrap">
        <UnitChoice mapping={mapping} planScale={planScale} onChange={onChange} />
        <Segmented
          label="Kind of radio"
          value={mapping.kind}
          options={kinds}
          onChange={(kind) => onChange({ ...mapping, kind })}
        />
      </div>
      {isLong(mapping) ? null : <RadioColumns {...given} />}
      <NotHeardField mapping={mapping} onChange={onChange} />
      <Sample columns={columns} sample={sample} />
    </div>
  );
}

type Given = Pick<MappingFormProps, 'columns' | 'mapping' | 'onChange'>;

function ColumnChoice({
  label,
  field,
  isOptional = false,
  columns,
  mapping,
  onChange,
}: Given & { label: string; field: ColumnField; isOptional?: boolean }) {
  const choose = (column: string) =>
    onChange(column === '' && isOptional ? without(mapping, field) : { ...mapping, [field]: column });
  return (
    <Field label={label}>
      <select aria-label={label} value={mapping[field] ?? ''} onChange={(event) => choose(event.target.value)}>
        <option value="">{isOptional ? '(none)' : 'Choose a column'}</option>
        {columns.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    </Field>
  );
}

function UnitChoice({ mapping, planScale, onChange }: Pick<MappingFormProps, 'mapping' | 'planScale' | 'onChange'>) {
  const unit = mapping.metresPerUnit === 1 ? 'm' : mapping.metresPerUnit === metresPerFoot ? 'ft' : 'px';
  const metresPerUnit = { m: 1, ft: metresPerFoot, px: planScale ?? 1 };
  return (
    <Segmented
      label="Unit of x and y"
      value={unit}
      options={planScale === undefined ? units.slice(0, 2) : units}
      onChange={(next) => onChange({ ...mapping, metresPerUnit: metresPerUnit[next] })}
    />
  );
}

function parseDbm(text: string): number | undefined {
  const value = Number(text.replace('−', '-'));
  return text.trim() !== '' && Number.isFinite(value) ? value : undefined;
}

function NotHeardField({ mapping, onChange }: Pick<MappingFormProps, 'mapping' | 'onChange'>) {
  // What is typed stays as it is: a minus alone is not a number yet.
  const [typed, setTyped] = useState(String(mapping.notHeardDbm ?? ''));
  const isBad = !['', '-', '−'].includes(typed.trim()) && parseDbm(typed) === undefined;
  const type = (text: string) => {
    setTyped(text);
    const notHeardDbm = parseDbm(text);
    onChange(notHeardDbm === undefined ? without(mapping, 'notHeardDbm') : { ...mapping, notHeardDbm });
  };
  return (
    <Field
      label="Value that means not heard"
      hint="Empty, NaN and values above 0 always mean it"
      error={isBad ? 'A number' : undefined}
      unit="dBm"
      inputMode="decimal"
      value={typed}
      onChange={(event) => type(event.target.value)}
    />
  );
}

function RadioColumns({ columns, mapping, onChange }: Given) {
  const chosen = new Set(mapping.radioColumns ?? []);
  const others = [mapping.xM, mapping.yM, mapping.time, mapping.device];
  const choose = (isOn: (name: string) => boolean) => onChange({ ...mapping, radioColumns: columns.filter(isOn) });
  return (
    <fieldset className="bare" aria-label="Columns that are radios">
      <div className="row">
        <span className="small muted grow">{`Columns that are radios, ${chosen.size} of ${columns.length}`}</span>
        <Button kind="quiet" onClick={() => choose((name) => !others.includes(name))}>
          All others
        </Button>
        <Button kind="quiet" onClick={() => choose(() => false)}>
          None
        </Button>
      </div>
      <div className="column-checks">
        {columns.map((each) => (
          <label key={each} className="check">
            <input
              type="checkbox"
              checked={chosen.has(each)}
              onChange={(event) => choose((name) => (name === each ? event.target.checked : chosen.has(name)))}
            />
            <span className="cut">{each}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const shownColumns = 12;
function Sample({ columns, sample }: { columns: readonly string[]; sample: readonly (readonly string[])[] }) {
  return (
    <div className="skipped">
      <table aria-label="First rows of the file">
        <thead>
          <tr>
            {columns.slice(0, shownColumns).map((each) => (
              <th key={each}>{each}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sample.slice(0, 3).map((row) => (
            <tr key={row.join()}>
              {row.slice(0, shownColumns).map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells of a row have no other name
                <td key={index}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
