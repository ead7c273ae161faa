// Radios of the floor with search; choosing one shows its map and where it was heard.
import { Bluetooth, Search, Wifi } from 'lucide-react';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import type { Radio } from '../../../shared/model/radio.ts';
import { planActions, usePlanView } from '../../app/plan-view.ts';
import { formatCount, formatRssi, plural } from '../../ui/format.ts';
import { Identity } from '../../ui/Identity.tsx';
import { useRadios } from './use-points.ts';

const rowPx = 40;
const extraRows = 6;

export function findRadios(radios: readonly Radio[], text: string, kind: Radio['kind'] | 'all'): Radio[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return radios.filter(
    (radio) =>
      (kind === 'all' || radio.kind === kind) &&
      words.every((word) => `${radio.name} ${radio.key}`.toLowerCase().includes(word)),
  );
}

function RadioRow({ radio, isChosen, top }: { radio: Radio; isChosen: boolean; top: number }) {
  return (
    <button
      type="button"
      className="radio-row"
      style={{ top }}
      aria-pressed={isChosen}
      onClick={() => planActions.showRadio(isChosen ? undefined : radio)}
    >
      {radio.kind === 'wifi' ? <Wifi aria-label="Wi-Fi" /> : <Bluetooth aria-label="BLE" />}
      <span className="grow column names">
        {radio.name ? <span className="cut">{radio.name}</span> : <Identity text={radio.key} />}
        <span className="faint tiny mono">
          {radio.name && radio.name !== radio.key ? <Identity text={radio.key} /> : null}
        </span>
      </span>
      <span className="column numbers">
        <span className="number">{radio.strongestDbm === undefined ? '–' : formatRssi(radio.strongestDbm)}</span>
        <span className="faint tiny number">{formatCount(radio.readings)}</span>
      </span>
    </button>
  );
}

export function RadioList() {
  const radios = useRadios();
  const kind = usePlanView((view) => view.kind);
  const chosen = usePlanView((view) => view.radio?.radioId);
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text);
  const found = findRadios(radios, wanted, kind);
  const [scrollPx, setScroll] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  // Chosen on the plan: the list shows it, whatever was searched for.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another one is chosen, not while the person searches
  useEffect(() => {
    if (chosen === undefined || !list.current) return;
    const at = found.findIndex((radio) => radio.radioId === chosen);
    if (at < 0) return setText('');
    const { scrollTop, clientHeight } = list.current;
    if (at * rowPx < scrollTop || (at + 1) * rowPx > scrollTop + clientHeight)
      list.current.scrollTop = Math.max(0, at * rowPx - clientHeight / 2);
  }, [chosen]);
  const first = Math.max(0, Math.floor(scrollPx / rowPx) - extraRows);
  const shown = found.slice(first, first + Math.ceil((list.current?.clientHeight ?? 600) / rowPx) + 2 * extraRows);
  return (
    <section className="radios">
      <div className="row">
        <h2>Radios</h2>
        <span className="spread faint small">strongest dBm, readings</span>
      </div>
      <label className="input">
        <Search />
        <input
          aria-label="Find a radio"
          placeholder={`Find among ${plural(found.length, 'radio')}`}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <div className="radio-list" ref={list} onScroll={(event) => setScroll(event.currentTarget.scrollTop)}>
        <div style={{ height: found.length * rowPx }}>
          {shown.map((radio, index) => (
            <RadioRow
              key={radio.radioId}
              radio={radio}
              isChosen={radio.radioId === chosen}
              top={(first + index) * rowPx}
            />
          ))}
        </div>
        {found.length === 0 ? (
          <p className="faint small">
            {radios.length === 0 ? 'No radio was heard on this floor yet.' : 'No radio is called that.'}
          </p>
        ) : null}
      </div>
    </section>
  );
}
