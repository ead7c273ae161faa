// What the tool in hand draws with: the material of walls and doors, the grid. Only there while something is drawn.
import { useMemo } from 'react';
import { planActions, usePlanView } from '../../app/plan-view.ts';
import type { ToolName } from '../../canvas/tools/tool.ts';
import { Selector } from '../../ui/controls.tsx';
import { useMaterials } from './use-materials.ts';

const grids = [
  ['', 'off'],
  ['0.1', '0.1 m'],
  ['0.25', '0.25 m'],
  ['0.5', '0.5 m'],
  ['1', '1 m'],
] as const;

const hints: Partial<Readonly<Record<ToolName, string>>> = {
  wall: 'Click from corner to corner. Enter ends the line.',
  rectangle: 'Drag from corner to corner.',
  door: 'Click on a wall.',
  zone: 'Click the corners, then the first one again.',
  area: 'Click the corners, then the first one again.',
  ap: 'Click where it hangs.',
  beacon: 'Click where it is.',
  note: 'Click the place that it is about.',
  alignment: 'Click what is straight above itself on every floor.',
};

export function DrawingBar() {
  const tool = usePlanView((view) => view.tool);
  const { wallMaterial, doorMaterial, gridM } = usePlanView();
  const materials = useMaterials();
  const isDoor = tool === 'door';
  const options = useMemo(
    () =>
      materials.all
        .filter(({ category }) => (category === 'door') === isDoor)
        .map(({ key, name }) => [key, name] as const),
    [materials, isDoor],
  );
  const hint = hints[tool];
  if (hint === undefined) return null;
  return (
    <div className="drawing-bar" role="toolbar" aria-label="Drawing">
      {tool === 'wall' || tool === 'rectangle' || isDoor ? (
        <Selector
          label="Material"
          value={isDoor ? doorMaterial : wallMaterial}
          options={options}
          onChange={(key) => planActions.setDrawing(isDoor ? { doorMaterial: key } : { wallMaterial: key })}
        />
      ) : null}
      <Selector
        label="Grid"
        value={gridM === undefined ? '' : (String(gridM) as '0.1')}
        options={grids}
        onChange={(step) => planActions.setDrawing({ gridM: step === '' ? undefined : Number(step) })}
      />
      <span className="faint small">{hint}</span>
    </div>
  );
}
