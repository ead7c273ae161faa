// A note for the place where somebody stands: what is to be known of it, and photos.
import { useEffect, useRef, useState } from 'react';
import type { Point } from '../../../shared/model/design.ts';
import type { FloorId, ObjectId } from '../../../shared/model/ids.ts';
import { designActions, useDesignStore } from '../../app/design-store.ts';
import { newId } from '../../canvas/tools/new-objects.ts';
import { Button } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { NoteForm } from './OutlineForms.tsx';

interface NoteDialogProps {
  floor: FloorId;
  place: Point;
  /** In words. */
  where: string;
  onClose: () => void;
}

const noteOf = (id: ObjectId | undefined) => {
  const object = id && useDesignStore.getState().document.get(id);
  return object?.kind === 'note' ? object : undefined;
};

/** The note is there from the start, so that a photo is in it as soon as it is taken; one that stays empty goes again. */
export function NoteDialog({ floor, place, where, onClose }: NoteDialogProps) {
  const [noteId] = useState<ObjectId>(newId);
  const isAdded = useRef(false);
  const note = useDesignStore((state) => state.document.get(noteId));
  useEffect(() => {
    if (isAdded.current) return;
    isAdded.current = true;
    const set = { floor, place, text: '', photos: [] };
    designActions.edit({ title: 'Note added', changes: [{ objectId: noteId, kind: 'note', set }] });
  }, [noteId, floor, place]);
  const close = () => {
    // What was typed is taken when its field loses the focus.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    const written = noteOf(noteId);
    if (written && written.fields.text === '' && written.fields.photos.length === 0)
      designActions.edit({
        title: 'Empty note removed',
        changes: [{ objectId: noteId, kind: 'note', set: { deleted: true } }],
      });
    onClose();
  };
  return (
    <Dialog
      title="Note"
      onClose={close}
      actions={
        <>
          <span className="muted small">{where}</span>
          <span className="spread" />
          <Button kind="primary" onClick={close}>
            Done
          </Button>
        </>
      }
    >
      {note?.kind === 'note' ? <NoteForm note={note} isFixed={false} /> : null}
    </Dialog>
  );
}
