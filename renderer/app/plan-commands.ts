// Commands and keys of the plan.
import type { RefObject } from 'react';
import type { PlanHandle } from '../canvas/PlanCanvas.tsx';
import type { LayerSettings } from '../canvas/scene.ts';
import { type Command, useCommands } from './commands.ts';
import { type Current, useCurrent } from './current.ts';
import { pasteOnto, removeChosen } from './design-actions.ts';
import { designActions, useDesignStore } from './design-store.ts';
import { drawingTools } from './PlanTools.tsx';
import { type PlanDialog, planActions, usePlanCursor, usePlanView } from './plan-view.ts';
import { sessionActions } from './session.ts';

const zoomStep = 1.3;
const group = 'Plan';

function leave(): void {
  planActions.choosePoint(undefined);
  designActions.select([]);
  planActions.use('select');
  usePlanCursor.setState({ measured: [], isMeasured: false });
}

const viewCommands = (handle: RefObject<PlanHandle | null>): Command[] => [
  { id: 'select', group, title: 'Select', keys: 'V', run: () => planActions.use('select') },
  { id: 'pan', group, title: 'Move the plan', keys: 'H', run: () => planActions.use('pan') },
  { id: 'measure', group, title: 'Measure a length', keys: 'M', run: () => planActions.use('measure') },
  { id: 'fit', group, title: 'Show the whole plan', keys: '0', run: () => handle.current?.showAll() },
  { id: 'zoom-in', group, title: 'Zoom in', keys: '+', run: () => handle.current?.zoomBy(zoomStep) },
  { id: 'zoom-out', group, title: 'Zoom out', keys: '-', run: () => handle.current?.zoomBy(1 / zoomStep) },
  { id: 'leave', group, title: 'Leave the tool, close the point', keys: 'Escape', run: leave },
];

function editCommands({ site, floor }: Current, canDraw: boolean): Command[] {
  const edit = 'Draw';
  const isFixed = site?.readOnly !== false;
  const copyBeside = () => {
    designActions.copy();
    if (floor) pasteOnto(floor.floorId);
  };
  const cut = () => {
    designActions.copy();
    removeChosen();
  };
  return [
    ...drawingTools.map(([name, title, keys]) => ({
      id: `draw-${name}`,
      group: edit,
      title,
      keys,
      isOff: !canDraw,
      run: () => planActions.use(name),
    })),
    { id: 'undo', group: edit, title: 'Undo', keys: 'Ctrl Z', isOff: isFixed, run: designActions.undo },
    { id: 'redo', group: edit, title: 'Redo', keys: 'Ctrl Shift Z', isOff: isFixed, run: designActions.redo },
    { id: 'copy', group: edit, title: 'Copy what is chosen', keys: 'Ctrl C', run: designActions.copy },
    { id: 'cut', group: edit, title: 'Cut what is chosen', keys: 'Ctrl X', isOff: isFixed, run: cut },
    {
      id: 'paste',
      group: edit,
      title: 'Paste onto this floor',
      keys: 'Ctrl V',
      isOff: !canDraw,
      run: () => floor && pasteOnto(floor.floorId),
    },
    { id: 'duplicate', group: edit, title: 'Copy beside', keys: 'Ctrl D', isOff: !canDraw, run: copyBeside },
    { id: 'remove', group: edit, title: 'Remove what is chosen', keys: 'Delete', isOff: isFixed, run: removeChosen },
    { id: 'choose-all', group: edit, title: 'Choose everything drawn', keys: 'Ctrl A', run: () => chooseAll(floor) },
    { id: 'materials', group: edit, title: 'Materials', run: () => planActions.openDialog('materials') },
  ];
}

function chooseAll(floor: Current['floor']): void {
  const { document } = useDesignStore.getState();
  const here = [...document.values()].filter(({ fields }) => 'floor' in fields && fields.floor === floor?.floorId);
  designActions.select(here.map(({ objectId }) => objectId));
}

function floorCommands({ floor, floors }: Current): Command[] {
  const at = floors.findIndex((each) => each.floorId === floor?.floorId);
  const go = (step: 1 | -1) => {
    const next = floors[at + step];
    if (!next) return;
    planActions.forgetChoices();
    sessionActions.showFloor(next.floorId);
  };
  const isTop = at < 0 || at >= floors.length - 1;
  return [
    { id: 'floor-up', group, title: 'Floor above', keys: ']', isOff: isTop, run: () => go(1) },
    { id: 'floor-down', group, title: 'Floor below', keys: '[', isOff: at <= 0, run: () => go(-1) },
  ];
}

function panelCommands({ heatmap, readings }: LayerSettings): Command[] {
  const toggle = sessionActions.toggleInspector;
  const showHeat = () => planActions.setLayer('heatmap', { isShown: !heatmap.isShown });
  const showPoints = () => planActions.setLayer('readings', { isShown: !readings.isShown });
  return [
    { id: 'inspector', group, title: 'Show or hide the inspector', keys: 'Ctrl I', run: toggle },
    { id: 'heatmap-layer', group, title: 'Show or hide the map of the signal', run: showHeat },
    { id: 'readings-layer', group, title: 'Show or hide the points', run: showPoints },
  ];
}

function dialogCommands({ site, floor }: Current): Command[] {
  const isReadOnly = site?.readOnly !== false;
  const isFixed = !floor || isReadOnly;
  const isBare = isFixed || !floor.hasPlan;
  const opens = (dialog: PlanDialog) => () => planActions.openDialog(dialog);
  return [
    { id: 'import-plan', group: 'Import', title: 'Import a plan', isOff: isReadOnly, run: opens('plan') },
    { id: 'import-readings', group: 'Import', title: 'Import readings', isOff: isFixed, run: opens('readings') },
    { id: 'import-walls', group: 'Import', title: 'Import walls', isOff: isFixed, run: opens('walls') },
    { id: 'import-radios', group: 'Import', title: 'Import known radios', isOff: isFixed, run: opens('radios') },
    {
      id: 'export',
      group: 'Export',
      title: 'Export readings or the map',
      isOff: !floor || floor.readings === 0,
      run: opens('export'),
    },
    { id: 'scale', group, title: 'Set or check the scale', isOff: isBare, run: opens('scale') },
    { id: 'place', group, title: 'North and position of the plan', isOff: isBare, run: opens('place') },
    { id: 'walk', group, title: 'Start a walk', isOff: isFixed, run: opens('walk') },
    { id: 'devices', group, title: 'Receivers and their offsets', isOff: !floor, run: opens('devices') },
    { id: 'test', group, title: 'Test the network', isOff: isFixed, run: opens('test') },
  ];
}

export function usePlanCommands(handle: RefObject<PlanHandle | null>, canDraw: boolean): void {
  const current = useCurrent();
  const layers = usePlanView((view) => view.layers);
  useCommands([
    ...viewCommands(handle),
    ...editCommands(current, canDraw),
    ...floorCommands(current),
    ...panelCommands(layers),
    ...dialogCommands(current),
  ]);
}
