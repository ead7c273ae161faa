// How the columns of a foreign table are to be read.
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
  const column = (label: string, field: ColumnField, isOptional = false) => (
    <Field label={label}>
      <select
        aria-label={label}
        value={mapping[field] ?? ''}
        onChange={(event) =>
          onChange(
            event.target.value === '' && isOptional
              ? without(mapping, field)
              : { ...mapping, [field]: event.target.value },
          )
        }
      >
        <option value="">{isOptional ? '(none)' : 'Choose a column'}</option>
        {columns.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    </Field>
  );
  const setShape = (shape: string) => {
    const { radio: _radio, rssiDbm: _rssi, radioColumns: _columns, ...rest } = mapping;
    onChange(
      shape === 'long'
        ? { ...rest, radio: '', rssiDbm: '' }
        : { ...rest, radioColumns: columns.filter((each) => each !== mapping.xM && each !== mapping.yM) },
    );
  };
  const unit = mapping.metresPerUnit === 1 ? 'm' : mapping.metresPerUnit === 0.3048 ? 'ft' : 'px';
  const units = [
    ['m', 'Metres'],
    ['ft', 'Feet'],
    ...(planScale === undefined ? [] : ([['px', 'Plan pixels']] as const)),
  ] as const;
  return (
    <div className="column">
      <Segmented
        label="Shape of the table"
        value={isLong(mapping) ? 'long' : 'wide'}
        options={[
          ['wide', 'A column for each radio'],
          ['long', 'A row for each reading'],
        ]}
        onChange={setShape}
      />
      <div className="pairs">
        {column('x', 'xM')}
        {column('y', 'yM')}
        {column('Time', 'time', true)}
        {column('Device', 'device', true)}
        {isLong(mapping) ? (
          <>
            {column('Radio', 'radio')}
            {column('RSSI, dBm', 'rssiDbm')}
            {column('Frequency, MHz', 'freqMhz', true)}
          </>
        ) : null}
      </div>
      <div className="row wrap">
        <Segmented
          label="Unit of x and y"
          value={unit}
          options={units}
          onChange={(next) =>
            onChange({ ...mapping, metresPerUnit: next === 'm' ? 1 : next === 'ft' ? 0.3048 : (planScale ?? 1) })
          }
        />
        <Segmented
          label="Kind of radio"
          value={mapping.kind}
          options={[
            ['wifi', 'Wi-Fi'],
            ['ble', 'BLE'],
          ]}
          onChange={(kind) => onChange({ ...mapping, kind })}
        />
      </div>
      {isLong(mapping) ? null : <RadioColumns columns={columns} mapping={mapping} onChange={onChange} />}
      <Field
        label="Value that means not heard"
        hint="Empty, NaN and values above 0 always mean it"
        unit="dBm"
        value={mapping.notHeardDbm ?? ''}
        onChange={(event) => {
          const value = Number(event.target.value.replace('−', '-'));
          onChange(
            event.target.value.trim() === '' || !Number.isFinite(value)
              ? without(mapping, 'notHeardDbm')
              : { ...mapping, notHeardDbm: value },
          );
        }}
      />
      <Sample columns={columns} sample={sample} />
    </div>
  );
}

function RadioColumns({ columns, mapping, onChange }: Pick<MappingFormProps, 'columns' | 'mapping' | 'onChange'>) {
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
