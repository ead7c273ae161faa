// Menus of the plan's screen bar: layers, scale, import.
import { Compass, FileInput, Layers, RadioTower, Ruler, ScanLine, Upload } from 'lucide-react';
import { DropdownMenu, Popover } from 'radix-ui';
import type { Plan } from '../../shared/contract/floorplan.ts';
import { type LayerName, layerNames } from '../canvas/scene.ts';
import { Button, IconButton } from '../ui/controls.tsx';
import { StateShape } from '../ui/StateMark.tsx';
import { useCurrent } from './current.ts';
import { planActions, usePlanView } from './plan-view.ts';

const layerWords: Readonly<Record<LayerName, string>> = {
  plan: 'Plan',
  walls: 'Walls',
  zones: 'Zones and notes',
  heatmap: 'Map of the signal',
  readings: 'Points measured',
  radios: 'Access points, beacons',
};

export function LayersMenu() {
  const layers = usePlanView((view) => view.layers);
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <IconButton label="Layers">
          <Layers />
        </IconButton>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="popover layers-popover" align="end" sideOffset={6}>
          <h2>Layers</h2>
          {layerNames.map((name) => (
            <div key={name} className="layer-row">
              <label className="check">
                <input
                  type="checkbox"
                  checked={layers[name].isShown}
                  onChange={(event) => planActions.setLayer(name, { isShown: event.target.checked })}
                />
                {layerWords[name]}
              </label>
              <input
                type="range"
                min={10}
                max={100}
                aria-label={`Opacity of ${layerWords[name].toLowerCase()}`}
                disabled={!layers[name].isShown}
                value={Math.round(layers[name].opacity * 100)}
                onChange={(event) => planActions.setLayer(name, { opacity: Number(event.target.value) / 100 })}
              />
              <span className="faint small number">{Math.round(layers[name].opacity * 100)} %</span>
            </div>
          ))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

export function ScaleMenu({ plan }: { plan: Plan | undefined }) {
  const { site } = useCurrent();
  if (!plan || site?.readOnly !== false) return null;
  const worst = plan.checks.some((check) => !check.ok);
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <Button>
          {worst ? (
            <span className="mark">
              <StateShape state="warn" />
            </span>
          ) : (
            <Ruler />
          )}
          Scale
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4}>
          <DropdownMenu.Item onSelect={() => planActions.use('measure')}>
            <Ruler />
            Measure a length
          </DropdownMenu.Item>
          <DropdownMenu.Item onSelect={() => planActions.openDialog('scale')}>
            <ScanLine />
            {plan.metresPerPixel === undefined ? 'Set the scale' : 'Check or set the scale'}
          </DropdownMenu.Item>
          <DropdownMenu.Item onSelect={() => planActions.openDialog('place')}>
            <Compass />
            North and position
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export function ImportMenu() {
  const { site, floor } = useCurrent();
  const isOff = site?.readOnly !== false;
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <Button disabled={isOff}>
          <Upload />
          Import
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4}>
          <DropdownMenu.Item onSelect={() => planActions.openDialog('plan')}>
            <FileInput />
            Plan
          </DropdownMenu.Item>
          <DropdownMenu.Item disabled={!floor} onSelect={() => planActions.openDialog('readings')}>
            <ScanLine />
            Readings
          </DropdownMenu.Item>
          <hr />
          <DropdownMenu.Item disabled={!floor} onSelect={() => planActions.openDialog('walls')}>
            <FileInput />
            Walls
          </DropdownMenu.Item>
          <DropdownMenu.Item disabled={!floor} onSelect={() => planActions.openDialog('radios')}>
            <RadioTower />
            Known radios
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
