// The command palette: commands, floors, radios; answers from what the window holds already.
import { Search } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { Radio } from '../../shared/model/radio.ts';
import { useCall } from './client.tsx';
import { type Command, useAllCommands } from './commands.ts';
import { useCurrent } from './current.ts';
import { showKeys } from './keys.ts';
import { overlayActions } from './overlays.ts';
import { planActions } from './plan-view.ts';
import { search } from './search.ts';
import { sessionActions } from './session.ts';

function usePlaces(): Command[] {
  const { site, floors, floor } = useCurrent();
  const { data } = useCall(
    'site.listRadios',
    { siteId: site?.siteId ?? '', floor: floor?.floorId ?? '' },
    { enabled: site !== undefined && floor !== undefined },
  );
  return useMemo(
    () => [
      ...floors.map((each) => ({
        id: `floor ${each.floorId}`,
        group: 'Floor',
        title: each.name,
        run: () => showFloor(each.floorId),
      })),
      ...(data?.radios ?? []).map((radio) => ({
        id: `radio ${radio.radioId}`,
        group: radio.kind === 'wifi' ? 'Wi-Fi' : 'BLE',
        title: radio.name || radio.key,
        search: radio.key,
        run: () => showRadio(radio),
      })),
    ],
    [floors, data],
  );
}
function showFloor(floorId: string): void {
  sessionActions.show('plan');
  planActions.forgetChoices();
  sessionActions.showFloor(floorId);
}
function showRadio(radio: Radio): void {
  sessionActions.show('plan');
  planActions.showRadio(radio);
}

interface PaletteRowProps {
  id: string;
  row: Command;
  isChosen: boolean;
  onPoint: () => void;
  onRun: () => void;
}
function PaletteRow({ id, row, isChosen, onPoint, onRun }: PaletteRowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are taken by the field above
    <div id={id} role="option" tabIndex={-1} aria-selected={isChosen} onPointerMove={onPoint} onClick={onRun}>
      <span className="faint group">{row.group}</span>
      <span className="cut grow">{row.title}</span>
      {row.keys ? <kbd>{showKeys(row.keys)}</kbd> : null}
    </div>
  );
}

const close = () => overlayActions.showPalette(false);
function run(row: Command | undefined): void {
  if (!row) return;
  close();
  row.run();
}

/** The chosen row, moved by keys and kept in sight. */
function useChoice(rows: readonly Command[]) {
  const [chosen, setChosen] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const move = (to: number) => {
    const next = Math.min(rows.length - 1, Math.max(0, to));
    setChosen(next);
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
  };
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (step !== undefined) move(chosen + step);
    else if (event.key === 'Enter') run(rows[chosen]);
    else return;
    event.preventDefault();
  };
  return { chosen, setChosen, list, onKey };
}

export function Palette() {
  const commands = useAllCommands().filter((command) => !command.isOff && command.id !== 'palette');
  const places = usePlaces();
  const [text, setText] = useState('');
  const rows = search([...commands, ...places], text);
  const { chosen, setChosen, list, onKey } = useChoice(rows);
  return (
    <Radix.Root open onOpenChange={(isOpen) => (isOpen ? undefined : close())}>
      <Radix.Portal>
        <Radix.Overlay className="overlay" />
        <Radix.Content className="palette" aria-describedby={undefined}>
          <Radix.Title className="hidden-visually">Search or run a command</Radix.Title>
          <label className="palette-input">
            <Search />
            <input
              role="combobox"
              aria-label="Search or run a command"
              aria-expanded="true"
              aria-controls="palette-rows"
              aria-activedescendant={rows.length > 0 ? `palette-${chosen}` : undefined}
              placeholder="A command, a floor, a radio's name or address"
              value={text}
              onChange={(event) => {
                setText(event.target.value);
                setChosen(0);
              }}
              onKeyDown={onKey}
            />
          </label>
          <div className="palette-rows" role="listbox" id="palette-rows" aria-label="Results" ref={list}>
            {rows.map((row, index) => (
              <PaletteRow
                key={row.id}
                id={`palette-${index}`}
                row={row}
                isChosen={index === chosen}
                onPoint={() => setChosen(index)}
                onRun={() => run(row)}
              />
            ))}
          </div>
          {rows.length === 0 ? <p className="muted palette-none">Nothing is called that here.</p> : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
