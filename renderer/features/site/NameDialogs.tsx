// Small dialogs: the site's name, a new floor, a floor removed.
import { useState } from 'react';
import type { AppError } from '../../../shared/errors/app-error.ts';
import { invalidate, useCommand } from '../../app/client.tsx';
import { useCurrent } from '../../app/current.ts';
import { planActions } from '../../app/plan-view.ts';
import { sessionActions } from '../../app/session.ts';
import { Button, Field } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { plural } from '../../ui/format.ts';
import { ErrorNote, Note } from '../../ui/notes.tsx';

interface NameFormProps {
  title: string;
  action: string;
  name: string;
  level?: number;
  error: AppError | null;
  onSubmit: (name: string, level: number) => void;
  onClose: () => void;
}
function NameForm({ title, action, name: before, level: levelBefore, error, onSubmit, onClose }: NameFormProps) {
  const [name, setName] = useState(before);
  const [level, setLevel] = useState(String(levelBefore ?? ''));
  const levelNumber = Number(level);
  const isLevelBad =
    levelBefore !== undefined &&
    (level.trim() === '' || !Number.isInteger(levelNumber) || levelNumber < -100 || levelNumber > 500);
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <span className="spread" />
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form="name-form" disabled={name.trim() === '' || isLevelBad}>
            {action}
          </Button>
        </>
      }
    >
      <form
        id="name-form"
        className="column"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit(name.trim(), levelNumber);
        }}
      >
        <Field
          label="Name"
          value={name}
          onChange={(event) => setName(event.target.value)}
          maxLength={levelBefore === undefined ? 200 : 100}
          autoComplete="off"
        />
        {levelBefore === undefined ? null : (
          <Field
            label="Level"
            hint="0 is the ground floor; it orders the floors"
            error={isLevelBad ? 'A whole number from −100 to 500' : undefined}
            value={level}
            inputMode="numeric"
            onChange={(event) => setLevel(event.target.value)}
          />
        )}
      </form>
      {error ? <ErrorNote error={error} /> : null}
    </Dialog>
  );
}

export function RenameSiteDialog({ onClose }: { onClose: () => void }) {
  const { site } = useCurrent();
  const rename = useCommand('site.renameSite');
  if (!site) return null;
  const submit = (name: string) =>
    rename.mutate(
      { siteId: site.siteId, name },
      {
        onSuccess: () => {
          sessionActions.renamed(name);
          onClose();
        },
      },
    );
  return (
    <NameForm
      title="Rename the site"
      action="Rename"
      name={site.name}
      error={rename.error}
      onSubmit={submit}
      onClose={onClose}
    />
  );
}

export function AddFloorDialog({ onClose }: { onClose: () => void }) {
  const { site, floors } = useCurrent();
  const add = useCommand('site.addFloor');
  if (!site) return null;
  const level = (floors.at(-1)?.level ?? -1) + 1;
  const submit = (name: string, chosen: number) =>
    add.mutate(
      { siteId: site.siteId, name, level: chosen },
      {
        onSuccess: ({ floorId }) => {
          invalidate('site.getInfo');
          planActions.forgetChoices();
          sessionActions.showFloor(floorId);
          sessionActions.show('plan');
          onClose();
        },
      },
    );
  return (
    <NameForm
      title="Add a floor"
      action="Add floor"
      name={level === 0 ? 'Ground floor' : `Level ${level}`}
      level={level}
      error={add.error}
      onSubmit={submit}
      onClose={onClose}
    />
  );
}

export function RemoveFloorDialog({ onClose }: { onClose: () => void }) {
  const { site, floor } = useCurrent();
  const remove = useCommand('site.removeFloor');
  if (!site || !floor) return null;
  const isMeasured = floor.scans > 0;
  const submit = () =>
    remove.mutate(
      { siteId: site.siteId, floor: floor.floorId },
      {
        onSuccess: () => {
          invalidate('site.getInfo', 'site.listRadios');
          planActions.forgetChoices();
          sessionActions.showFloor(undefined);
          onClose();
        },
      },
    );
  return (
    <Dialog
      title={`Remove ${floor.name}`}
      onClose={onClose}
      actions={
        <>
          <span className="spread" />
          <Button onClick={onClose}>{isMeasured ? 'Close' : 'Cancel'}</Button>
          {isMeasured ? null : (
            <Button kind="primary" disabled={remove.isPending} onClick={submit}>
              Remove floor
            </Button>
          )}
        </>
      }
    >
      {isMeasured ? (
        <Note state="info" title={`${floor.name} holds ${plural(floor.readings, 'reading')}.`}>
          What was measured is never thrown away. A floor without readings can be removed.
        </Note>
      ) : (
        <p>
          {floor.hasPlan
            ? 'Its plan and its walls go with it. The file that the plan came from stays where it is.'
            : 'It holds no plan and no readings.'}
        </p>
      )}
      {remove.error ? <ErrorNote error={remove.error} /> : null}
    </Dialog>
  );
}
