// Chooses the point or the radio under the pointer; a drag moves the plan.
import { toScreen } from '../view.ts';
import { panMove } from './pan.ts';
import { idle, type Pointer, type Surface, type Tool } from './tool.ts';

/** A press that moves farther than this is a drag, pixels. */
const dragPx = 4;
const radioPx = 12;

function radioAt({ scene, view }: Surface, pointer: Pointer): number {
  if (!scene.layers.radios.isShown) return -1;
  return scene.radios.findIndex(({ xM, yM }) => {
    const [x, y] = toScreen(view, xM, yM);
    return Math.hypot(x - pointer.x, y - pointer.y) <= radioPx;
  });
}

export const selectTool: Tool = {
  cursor: 'default',
  down: (_surface, { x, y }) => ({ kind: 'pressing', x, y }),
  move(surface, pointer, gesture) {
    if (gesture.kind !== 'pressing') return panMove(surface, pointer, gesture);
    if (Math.hypot(pointer.x - gesture.x, pointer.y - gesture.y) < dragPx) return gesture;
    return panMove(surface, pointer, { kind: 'panning', x: gesture.x, y: gesture.y });
  },
  up(surface, pointer, gesture) {
    if (gesture.kind !== 'pressing') return idle;
    const radio = radioAt(surface, pointer);
    const point = surface.pointAt(pointer);
    // A radio's mark is larger than a point's, so a point on it wins only when it is hit itself.
    if (radio >= 0) surface.chooseRadio(radio);
    else surface.choosePoint(point < 0 ? undefined : point);
    return idle;
  },
};
