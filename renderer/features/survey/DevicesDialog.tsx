// Receivers hear differently: what was measured with each, how much it hears too little, and the comparison that says so.
import { useState } from 'react';
import type { InputOf, OutputOf } from '../../../shared/contract/contract.ts';
import type { Device } from '../../../shared/contract/device.ts';
import { useCall, useCommand } from '../../app/client.tsx';
import { useCurrent } from '../../app/current.ts';
import { Button, Selector } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { formatDb, plural } from '../../ui/format.ts';
import { ErrorNote, Note } from '../../ui/notes.tsx';

type Comparison = OutputOf<'survey.compareDevices'>;
const kinds = [
  ['wifi', 'Wi-Fi'],
  ['ble', 'BLE'],
] as const;

const signed = (valueDb: number): string => (valueDb > 0 ? `+${formatDb(valueDb)}` : formatDb(valueDb));

function offsetsOf({ wifiDb, bleDb }: Device): string {
  const parts = [...(wifiDb ? [`Wi-Fi ${signed(wifiDb)}`] : []), ...(bleDb ? [`BLE ${signed(bleDb)}`] : [])];
  return parts.length > 0 ? parts.join(', ') : 'as measured';
}

function DeviceList({
  devices,
  onClear,
}: {
  devices: readonly Device[];
  onClear: ((name: string) => void) | undefined;
}) {
  return (
    <ul className="test-list device-list">
      {devices.map((device) => {
        const hasOffset = Boolean(device.wifiDb || device.bleDb);
        return (
          <li key={device.name}>
            <span className="grow cut">
              {device.name}
              <span className="muted small block">{plural(device.scans, 'scan')}</span>
            </span>
            <span>
              {offsetsOf(device)}
              <span className="muted small block">
                {device.reference && hasOffset ? `measured against ${device.reference}` : ''}
              </span>
            </span>
            {hasOffset && onClear ? <Button onClick={() => onClear(device.name)}>Remove</Button> : <span />}
          </li>
        );
      })}
    </ul>
  );
}

/** Beyond this the offset says little: two standard errors are a class of the map. */
const largeErrorDb = 2;

function Found({ comparison, device, reference }: { comparison: Comparison; device: string; reference: string }) {
  return kinds.map(([kind, title]) => {
    const found = comparison[kind];
    if (!found) return null;
    const { offsetDb, standardErrorDb, spreadDb, moments, radios } = found;
    const isLoose = standardErrorDb > largeErrorDb;
    return (
      <Note
        key={kind}
        state={isLoose ? 'warn' : 'ok'}
        title={`${title}: ${signed(offsetDb)} ± ${standardErrorDb.toFixed(1)} dB brings ${device} to ${reference}.`}
      >
        {`${plural(moments, 'moment')} of ${plural(radios, 'radio')}; single moments scatter by ${spreadDb.toFixed(1)} dB (1 σ). `}
        {isLoose ? 'The radios disagree: stand with both at more places.' : ''}
      </Note>
    );
  });
}

function useOffsets() {
  const { site } = useCurrent();
  const siteId = site?.siteId ?? '';
  const { data, refetch } = useCall(
    'survey.listDevices',
    { siteId },
    { enabled: site !== undefined, isAskedAnew: true },
  );
  const set = useCommand('survey.setDeviceOffset');
  const save = (said: Omit<InputOf<'survey.setDeviceOffset'>, 'siteId'>) =>
    set.mutate({ siteId, ...said }, { onSuccess: () => void refetch() });
  return { siteId, devices: data?.devices, save, error: set.error, isFixed: site?.readOnly !== false };
}

function usePair(devices: readonly Device[]) {
  const [chosen, setChosen] = useState<{ device?: string; reference?: string }>({});
  // The one with the most scans is what the survey was made with.
  const bySize = devices.toSorted((a, b) => b.scans - a.scans).map(({ name }) => name);
  const reference = chosen.reference ?? bySize[0];
  const device = chosen.device ?? bySize.find((name) => name !== reference);
  return { device, reference, choose: (more: typeof chosen) => setChosen({ ...chosen, ...more }) };
}

export function DevicesDialog({ onClose }: { onClose: () => void }) {
  const { siteId, devices = [], save, error, isFixed } = useOffsets();
  const { device, reference, choose } = usePair(devices);
  const names = devices.map(({ name }) => [name, name] as const);
  const compared = useCall(
    'survey.compareDevices',
    { siteId, device: device ?? '', reference: reference ?? '' },
    { enabled: device !== undefined && reference !== undefined && device !== reference },
  );
  const comparison = compared.data;
  const apply = () => {
    if (!device || !reference || !comparison) return;
    const rounded = (value: number | undefined) => (value === undefined ? undefined : Math.round(value * 10) / 10);
    save({ device, reference, wifiDb: rounded(comparison.wifi?.offsetDb), bleDb: rounded(comparison.ble?.offsetDb) });
  };
  return (
    <Dialog
      title="Receivers and their offsets"
      onClose={onClose}
      actions={
        <>
          <span className="spread" />
          <Button onClick={onClose}>Close</Button>
          <Button kind="primary" disabled={!comparison || isFixed} onClick={apply}>
            {device ? `Correct ${device}` : 'Correct'}
          </Button>
        </>
      }
    >
      <p className="muted small">
        An offset is added wherever readings are shown, and never to what is stored or exported.
      </p>
      <DeviceList devices={devices} onClear={isFixed ? undefined : (name) => save({ device: name })} />
      {devices.length < 2 ? (
        <Note state="info" title="There is nothing to compare yet.">
          Record one walk with two receivers side by side: choose both when it starts, and stand still at a few places.
        </Note>
      ) : (
        <div className="row">
          <Selector
            label="Compare"
            value={device ?? ''}
            options={names}
            onChange={(next) => choose({ device: next })}
          />
          <Selector
            label="with"
            value={reference ?? ''}
            options={names}
            onChange={(next) => choose({ reference: next })}
          />
        </div>
      )}
      {comparison && device && reference ? (
        <Found comparison={comparison} device={device} reference={reference} />
      ) : null}
      {devices.length >= 2 && compared.error ? <ErrorNote error={compared.error} /> : null}
      {error ? <ErrorNote error={error} /> : null}
    </Dialog>
  );
}
