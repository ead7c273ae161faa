// The plan's dialog that is open, if any.
import type { Plan } from '../../shared/contract/floorplan.ts';
import { FileImportDialog } from '../features/floorplan/FileImportDialog.tsx';
import { MaterialsDialog } from '../features/floorplan/MaterialsDialog.tsx';
import { PlaceDialog } from '../features/floorplan/PlaceDialog.tsx';
import { PlanImportDialog } from '../features/floorplan/PlanImportDialog.tsx';
import { ScaleDialog } from '../features/floorplan/ScaleDialog.tsx';
import { ActiveTestDialog } from '../features/survey/ActiveTestDialog.tsx';
import { DevicesDialog } from '../features/survey/DevicesDialog.tsx';
import { ExportDialog } from '../features/survey/ExportDialog.tsx';
import { ReadingsImportDialog } from '../features/survey/ReadingsImportDialog.tsx';
import { WalkDialog } from '../features/survey/WalkDialog.tsx';
import { planActions, usePlanView } from './plan-view.ts';

export function PlanDialogs({ plan }: { plan: Plan | undefined }) {
  const dialog = usePlanView((view) => view.dialog);
  const onClose = () => planActions.openDialog(undefined);
  if (dialog === 'plan') return <PlanImportDialog onClose={onClose} />;
  if (dialog === 'readings') return <ReadingsImportDialog onClose={onClose} />;
  if (dialog === 'walls' || dialog === 'radios') return <FileImportDialog kind={dialog} onClose={onClose} />;
  if (dialog === 'walk') return <WalkDialog onClose={onClose} />;
  if (dialog === 'devices') return <DevicesDialog onClose={onClose} />;
  if (dialog === 'test') return <ActiveTestDialog onClose={onClose} />;
  if (dialog === 'export') return <ExportDialog onClose={onClose} />;
  if (dialog === 'materials') return <MaterialsDialog onClose={onClose} />;
  if (dialog === 'scale' && plan) return <ScaleDialog plan={plan} onClose={onClose} />;
  if (dialog === 'place' && plan) return <PlaceDialog plan={plan} onClose={onClose} />;
  return null;
}
