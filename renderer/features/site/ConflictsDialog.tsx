// What two people changed apart, side by side: who, when, what. One press decides; it can be decided otherwise later, like any edit.
import type { DesignConflict } from '../../../shared/contract/site.ts';
import { invalidate, useCall, useCommand } from '../../app/client.tsx';
import { useCurrent } from '../../app/current.ts';
import { sessionActions } from '../../app/session.ts';
import { Button } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { formatTime, plural } from '../../ui/format.ts';
import { ErrorNote, Note } from '../../ui/notes.tsx';
import { StateMark } from '../../ui/StateMark.tsx';

const fieldWords = (field: string): string => (field === 'deleted' ? 'removed or kept' : field);

function Conflict({
  conflict,
  isBusy,
  onChoose,
}: {
  conflict: DesignConflict;
  isBusy: boolean;
  onChoose: (operation: string) => void;
}) {
  const { floorId } = conflict;
  return (
    <section className="conflict" aria-label={conflict.name}>
      <h3>
        <StateMark state="warn">{conflict.name}</StateMark>
        <span className="muted">{fieldWords(conflict.field)}</span>
        <span className="spread" />
        {floorId ? (
          <Button kind="quiet" onClick={() => sessionActions.showFloor(floorId)}>
            Show the floor
          </Button>
        ) : null}
      </h3>
      <div className="versions">
        {conflict.versions.map((version) => (
          <div key={version.operation} className="version">
            <strong className="cut" title={version.shown}>
              {version.shown}
            </strong>
            <span className="muted small">
              {version.author || 'Somebody'}, {formatTime(new Date(version.timeMs).toISOString())}
            </span>
            <span className="muted small cut">{version.title}</span>
            <Button disabled={isBusy} onClick={() => onChoose(version.operation)}>
              Take this one
            </Button>
          </div>
        ))}
      </div>
    </section>
  );
}

export function ConflictsDialog({ onClose }: { onClose: () => void }) {
  const { site } = useCurrent();
  const siteId = site?.siteId ?? '';
  const { data, error } = useCall('site.listConflicts', { siteId }, { enabled: site !== undefined, isAskedAnew: true });
  const resolve = useCommand('site.resolveConflict');
  const conflicts = data?.conflicts ?? [];
  return (
    <Dialog
      title="Conflicts"
      onClose={onClose}
      actions={
        <>
          <span className="spread" />
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      {data && conflicts.length === 0 ? (
        <Note state="ok" title="Nothing to decide: all copies agree." />
      ) : (
        <p className="muted">
          {plural(conflicts.length, 'thing')} changed by two people apart. Until you decide, the newest version is
          shown.
        </p>
      )}
      {conflicts.map((conflict) => (
        <Conflict
          key={`${conflict.objectId} ${conflict.field}`}
          conflict={conflict}
          isBusy={resolve.isPending || site?.readOnly !== false}
          onChoose={(operation) =>
            resolve.mutate(
              { siteId, objectId: conflict.objectId, field: conflict.field, operation: operation as never },
              { onSettled: () => invalidate('site.listConflicts') },
            )
          }
        />
      ))}
      {(error ?? resolve.error) ? <ErrorNote error={(error ?? resolve.error) as never} /> : null}
    </Dialog>
  );
}
