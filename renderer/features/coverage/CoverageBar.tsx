// What the map shows: of which radios, how fine, how far from a reading.
import { useCurrent } from '../../app/current.ts';
import { type KindChoice, planActions, usePlanView } from '../../app/plan-view.ts';
import { Segmented, Selector } from '../../ui/controls.tsx';

const kinds: readonly (readonly [KindChoice, string])[] = [
  ['all', 'All radios'],
  ['wifi', 'Wi-Fi'],
  ['ble', 'BLE'],
];
const cells = ['0.25', '0.5', '1', '2'].map((metres) => [metres, `${metres} m`] as const);
const reaches = ['2', '3', '5', '8', '12'].map((metres) => [metres, `${metres} m`] as const);

export function CoverageBar() {
  const { floor } = useCurrent();
  const { kind, cellM, reachM } = usePlanView();
  if (!floor || floor.readings === 0) return null;
  return (
    <>
      <Segmented label="Radios in the map" value={kind} options={kinds} onChange={planActions.showKind} />
      <Selector
        label="Reach"
        value={String(reachM)}
        options={reaches}
        onChange={(value) => planActions.setReach(Number(value))}
      />
      <Selector
        label="Cell"
        value={String(cellM)}
        options={cells}
        onChange={(value) => planActions.setCell(Number(value))}
      />
    </>
  );
}
