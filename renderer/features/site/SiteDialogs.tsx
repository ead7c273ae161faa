// The dialog about sites that is open, if any.
import { overlayActions, type SiteDialog, useOverlays } from '../../app/overlays.ts';
import { BackupDialog, VerifyDialog } from './CareDialogs.tsx';
import { ConflictsDialog } from './ConflictsDialog.tsx';
import { EditFloorDialog } from './EditFloorDialog.tsx';
import { MergeDialog } from './MergeDialog.tsx';
import { AddFloorDialog, RemoveFloorDialog, RenameSiteDialog } from './NameDialogs.tsx';
import { NewSiteDialog } from './NewSiteDialog.tsx';
import { OpenSiteDialog } from './OpenSiteDialog.tsx';
import { ProjectImportDialog } from './ProjectImportDialog.tsx';

const dialogs: Readonly<Record<SiteDialog, (props: { onClose: () => void }) => React.ReactNode>> = {
  new: NewSiteDialog,
  open: OpenSiteDialog,
  rename: RenameSiteDialog,
  'add-floor': AddFloorDialog,
  'edit-floor': EditFloorDialog,
  'remove-floor': RemoveFloorDialog,
  backup: BackupDialog,
  verify: VerifyDialog,
  merge: MergeDialog,
  conflicts: ConflictsDialog,
  project: ProjectImportDialog,
};

export function SiteDialogs() {
  const shown = useOverlays((overlays) => overlays.siteDialog);
  if (!shown) return null;
  const Shown = dialogs[shown];
  return <Shown onClose={() => overlayActions.showSiteDialog(undefined)} />;
}
