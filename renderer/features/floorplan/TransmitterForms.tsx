// Access points with their radios, and beacons.
import { useState } from 'react';
import type { ApRadio, DesignObjectOf, FieldsOf } from '../../../shared/model/design.ts';
import { antennaOf, libraryAntennas } from '../../../shared/rf/antennas.ts';
import { Button, Segmented } from '../../ui/controls.tsx';
import { ChoiceEdit, NumberEdit, TextEdit } from '../../ui/edits.tsx';
import { change } from './change.ts';
import { PolarPlot } from './PolarPlot.tsx';

type Ap = DesignObjectOf<'ap'>;

const mountings: readonly (readonly [FieldsOf<'ap'>['mounting'], string])[] = [
  ['ceiling', 'On the ceiling'],
  ['wall', 'On a wall'],
  ['floor', 'On the floor'],
];
const widths = ['20', '40', '80', '160', '320'].map((width) => [width, `${width} MHz`] as const);
const antennas = libraryAntennas.map(({ id, name }) => [id, name] as const);
const mostChannel: Readonly<Record<ApRadio['band'], number>> = { '2.4': 14, '5': 177, '6': 233 };

const parseBssids = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((each) => each !== '');

type SetRadio = (title: string, values: Partial<Record<keyof ApRadio, unknown>>) => void;

function AntennaFields({ radio, isFixed, set }: { radio: ApRadio; isFixed: boolean; set: SetRadio }) {
  const { azimuthDeg, tiltDeg } = radio;
  return (
    <>
      <ChoiceEdit
        label="Antenna"
        value={radio.antenna}
        options={antennas}
        disabled={isFixed}
        onChange={(id) => set('Antenna', { antenna: id })}
      />
      <NumberEdit
        label="Azimuth"
        unit="°"
        min={-360}
        max={360}
        value={azimuthDeg}
        disabled={isFixed}
        onChange={(deg) => set('Azimuth', { azimuthDeg: deg })}
      />
      <NumberEdit
        label="Tilt"
        unit="°"
        min={-90}
        max={90}
        value={tiltDeg}
        disabled={isFixed}
        onChange={(deg) => set('Tilt', { tiltDeg: deg })}
      />
      <PolarPlot antenna={antennaOf(radio.antenna)} azimuthDeg={azimuthDeg} tiltDeg={tiltDeg} />
    </>
  );
}

function RadioForm({ ap, index, isFixed }: { ap: Ap; index: number; isFixed: boolean }) {
  const radio = ap.fields.radios[index];
  if (!radio) return null;
  const set: SetRadio = (title, values) => {
    const next = Object.fromEntries(Object.entries({ ...radio, ...values }).filter(([, value]) => value !== undefined));
    const radios = ap.fields.radios.map((each, at) => (at === index ? next : each));
    change(ap, `${title} of ${ap.fields.name}`, { radios });
  };
  return (
    <>
      <NumberEdit
        label="Channel"
        unit=""
        min={1}
        max={mostChannel[radio.band]}
        isOptional
        value={radio.channel}
        disabled={isFixed}
        onChange={(channel) => set('Channel', { channel })}
      />
      <ChoiceEdit
        label="Width"
        value={String(radio.widthMhz)}
        options={widths}
        disabled={isFixed}
        onChange={(width) => set('Width', { widthMhz: Number(width) })}
      />
      <NumberEdit
        label="Power"
        unit="dBm"
        min={-20}
        max={40}
        value={radio.powerDbm}
        disabled={isFixed}
        onChange={(powerDbm) => set('Power', { powerDbm })}
      />
      <AntennaFields radio={radio} isFixed={isFixed} set={set} />
      <TextEdit
        label="BSSIDs"
        value={radio.bssids.join(' ')}
        placeholder="aa:bb:cc:00:00:01"
        disabled={isFixed}
        onChange={(text) => set('BSSIDs', { bssids: parseBssids(text) })}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={radio.enabled}
          disabled={isFixed}
          onChange={(event) => set('Radio on or off', { enabled: event.target.checked })}
        />
        Radio is on
      </label>
    </>
  );
}

const nextBand = (radios: readonly ApRadio[]): ApRadio['band'] =>
  (['5', '2.4', '6'] as const).find((band) => !radios.some((radio) => radio.band === band)) ?? '5';

function Radios({ ap, isFixed }: { ap: Ap; isFixed: boolean }) {
  const { radios, name } = ap.fields;
  const [chosen, setChosen] = useState(0);
  const index = Math.min(chosen, radios.length - 1);
  const add = () => {
    const band = nextBand(radios);
    const fresh = {
      band,
      enabled: true,
      widthMhz: 20,
      powerDbm: 17,
      antenna: 'omni',
      azimuthDeg: 0,
      tiltDeg: 0,
      bssids: [],
    };
    change(ap, `Radio added to ${name}`, { radios: [...radios, fresh] });
    setChosen(radios.length);
  };
  return (
    <>
      <div className="row">
        <h3>Radios</h3>
        <span className="spread" />
        <Button kind="quiet" disabled={isFixed} onClick={add}>
          Add
        </Button>
        <Button
          kind="quiet"
          disabled={isFixed || radios.length === 0}
          onClick={() =>
            change(ap, `Radio removed from ${name}`, { radios: radios.filter((_each, at) => at !== index) })
          }
        >
          Remove
        </Button>
      </div>
      {radios.length > 0 ? (
        <Segmented
          label="Radio"
          value={String(index)}
          options={radios.map(({ band }, at) => [String(at), `${band} GHz`] as const)}
          onChange={(at) => setChosen(Number(at))}
        />
      ) : (
        <p className="faint small">No radio yet.</p>
      )}
      <RadioForm key={index} ap={ap} index={index} isFixed={isFixed} />
    </>
  );
}

export function ApForm({ ap, isFixed }: { ap: Ap; isFixed: boolean }) {
  const { name, vendor, model, mounting, heightM, serial } = ap.fields;
  const text = (label: string, field: string, value: string | undefined) => (
    <TextEdit
      label={label}
      value={value ?? ''}
      disabled={isFixed}
      onChange={(to) => change(ap, `${label} of ${name}`, { [field]: to === '' && field !== 'name' ? undefined : to })}
    />
  );
  return (
    <>
      {text('Name', 'name', name)}
      {text('Vendor', 'vendor', vendor)}
      {text('Model', 'model', model)}
      {text('Serial', 'serial', serial)}
      <ChoiceEdit
        label="Mounted"
        value={mounting}
        options={mountings}
        disabled={isFixed}
        onChange={(to) => change(ap, `Mounting of ${name}`, { mounting: to })}
      />
      <NumberEdit
        label="Height"
        unit="m"
        min={-50}
        max={500}
        isOptional
        value={heightM}
        disabled={isFixed}
        onChange={(to) => change(ap, `Height of ${name}`, { heightM: to })}
      />
      <Radios ap={ap} isFixed={isFixed} />
    </>
  );
}

export function BeaconForm({ beacon, isFixed }: { beacon: DesignObjectOf<'beacon'>; isFixed: boolean }) {
  const { name, key, heightM, powerDbm } = beacon.fields;
  return (
    <>
      <TextEdit
        label="Name"
        value={name}
        disabled={isFixed}
        onChange={(to) => change(beacon, `Beacon renamed to ${to}`, { name: to })}
      />
      <TextEdit
        label="Identity"
        value={key}
        placeholder="uuid/major/minor"
        disabled={isFixed}
        onChange={(to) => change(beacon, `Identity of ${name}`, { key: to.toLowerCase() })}
      />
      <NumberEdit
        label="Height"
        unit="m"
        min={-50}
        max={500}
        isOptional
        value={heightM}
        disabled={isFixed}
        onChange={(to) => change(beacon, `Height of ${name}`, { heightM: to })}
      />
      <NumberEdit
        label="Power"
        unit="dBm"
        min={-100}
        max={30}
        isOptional
        value={powerDbm}
        disabled={isFixed}
        onChange={(to) => change(beacon, `Power of ${name}`, { powerDbm: to })}
      />
    </>
  );
}
