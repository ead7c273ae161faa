// Commands and keys of the plan.
import type { RefObject } from 'react';
import type { PlanHandle } from '../canvas/PlanCanvas.tsx';
import { useCommands } from './commands.ts';
import { useCurrent } from './current.ts';
import { planActions, usePlanCursor, usePlanView } from './plan-view.ts';
import { sessionActions } from './session.ts';

const zoomStep = 1.3;

export function usePlanCommands(handle: RefObject<PlanHandle | null>): void {
  const { site, floor, floors } = useCurrent();
  const layers = usePlanView((view) => view.layers);
  const isFixed = !floor || site?.readOnly !== false;
  const at = floors.findIndex((each) => each.floorId === floor?.floorId);
  const go = (step: 1 | -1) => {
    const next = floors[at + step];
    if (!next) return;
    planActions.forgetChoices();
    sessionActions.showFloor(next.floorId);
  };
  const leave = () => {
    planActions.choosePoint(undefined);
    planActions.use('select');
    usePlanCursor.setState({ measured: [], isMeasured: false });
  };
  useCommands([
    { id: 'select', group: 'Plan', title: 'Select', keys: 'V', run: () => planActions.use('select') },
    { id: 'pan', group: 'Plan', title: 'Move the plan', keys: 'H', run: () => planActions.use('pan') },
    { id: 'measure', group: 'Plan', title: 'Measure a length', keys: 'M', run: () => planActions.use('measure') },
    { id: 'fit', group: 'Plan', title: 'Show the whole plan', keys: '0', run: () => handle.current?.showAll() },
    { id: 'zoom-in', group: 'Plan', title: 'Zoom in', keys: '+', run: () => handle.current?.zoomBy(zoomStep) },
    { id: 'zoom-out', group: 'Plan', title: 'Zoom out', keys: '-', run: () => handle.current?.zoomBy(1 / zoomStep) },
    { id: 'leave', group: 'Plan', title: 'Leave the tool, close the point', keys: 'Escape', run: leave },
    {
      id: 'floor-up',
      group: 'Plan',
      title: 'Floor above',
      keys: ']',
      isOff: at < 0 || at >= floors.length - 1,
      run: () => go(1),
    },
    { id: 'floor-down', group: 'Plan', title: 'Floor below', keys: '[', isOff: at <= 0, run: () => go(-1) },
    {
      id: 'inspector',
      group: 'Plan',
      title: 'Show or hide the inspector',
      keys: 'Ctrl I',
      run: sessionActions.toggleInspector,
    },
    {
      id: 'heatmap-layer',
      group: 'Plan',
      title: 'Show or hide the map of the signal',
      run: () => planActions.setLayer('heatmap', { isShown: !layers.heatmap.isShown }),
    },
    {
      id: 'readings-layer',
      group: 'Plan',
      title: 'Show or hide the points',
      run: () => planActions.setLayer('readings', { isShown: !layers.readings.isShown }),
    },
    {
      id: 'import-plan',
      group: 'Import',
      title: 'Import a plan',
      isOff: !site || site.readOnly,
      run: () => planActions.openDialog('plan'),
    },
    {
      id: 'import-readings',
      group: 'Import',
      title: 'Import readings',
      isOff: isFixed,
      run: () => planActions.openDialog('readings'),
    },
    {
      id: 'import-walls',
      group: 'Import',
      title: 'Import walls',
      isOff: isFixed,
      run: () => planActions.openDialog('walls'),
    },
    {
      id: 'import-radios',
      group: 'Import',
      title: 'Import known radios',
      isOff: isFixed,
      run: () => planActions.openDialog('radios'),
    },
    {
      id: 'export',
      group: 'Export',
      title: 'Export readings or the map',
      isOff: !floor || floor.readings === 0,
      run: () => planActions.openDialog('export'),
    },
    {
      id: 'scale',
      group: 'Plan',
      title: 'Set or check the scale',
      isOff: isFixed || !floor?.hasPlan,
      run: () => planActions.openDialog('scale'),
    },
    {
      id: 'place',
      group: 'Plan',
      title: 'North and position of the plan',
      isOff: isFixed || !floor?.hasPlan,
      run: () => planActions.openDialog('place'),
    },
    { id: 'walk', group: 'Plan', title: 'Start a walk', isOff: isFixed, run: () => planActions.openDialog('walk') },
  ]);
}
