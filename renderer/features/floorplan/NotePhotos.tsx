// Photos of a note: small ones in a row, a new one from a file or from the camera of a tablet.
import { ImagePlus, X } from 'lucide-react';
import { useId, useState } from 'react';
import type { AppError } from '../../../shared/errors/app-error.ts';
import type { DesignObjectOf } from '../../../shared/model/design.ts';
import { asAppError, useCall, useClient } from '../../app/client.tsx';
import { useCurrent } from '../../app/current.ts';
import { uploadFile } from '../../app/upload.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/notes.tsx';
import { usePictureUrl } from '../../ui/use-picture-url.ts';
import { change } from './change.ts';

function usePhoto(photo: string) {
  const { site } = useCurrent();
  const { data, error } = useCall(
    'floorplan.getPhoto',
    { siteId: site?.siteId ?? '', photo },
    { enabled: site !== undefined },
  );
  return { url: usePictureUrl(data), error };
}

function Thumbnail({
  photo,
  number,
  onOpen,
  onRemove,
}: {
  photo: string;
  number: number;
  onOpen: () => void;
  onRemove: (() => void) | undefined;
}) {
  const { url, error } = usePhoto(photo);
  return (
    <span className="photo" title={error?.message}>
      <button type="button" aria-label={`Photo ${number}`} disabled={!url} onClick={onOpen}>
        {url ? <img src={url} alt="" /> : null}
      </button>
      {onRemove ? (
        <button type="button" className="photo-remove" aria-label={`Remove photo ${number}`} onClick={onRemove}>
          <X />
        </button>
      ) : null}
    </span>
  );
}

function Large({ photo, onClose }: { photo: string; onClose: () => void }) {
  const { url } = usePhoto(photo);
  return (
    <Dialog title="Photo" isWide onClose={onClose}>
      {url ? <img className="photo-large" src={url} alt="Attached to the note" /> : null}
    </Dialog>
  );
}

/** One after the other into the site, then all at once into the note. */
function useAdd(note: DesignObjectOf<'note'>) {
  const client = useClient();
  const { site } = useCurrent();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<AppError>();
  const add = async (files: readonly File[]) => {
    if (!site) return;
    setBusy(true);
    setError(undefined);
    const added: string[] = [];
    try {
      for (const file of files) {
        const source = await uploadFile(client, file);
        added.push((await client.call('floorplan.addPhoto', { siteId: site.siteId, source })).photo);
      }
    } catch (reason) {
      setError(asAppError(reason));
    }
    setBusy(false);
    const photos = [...new Set([...note.fields.photos, ...added])];
    if (photos.length > note.fields.photos.length) change(note, 'Photo added to a note', { photos });
  };
  return { add, isBusy, error };
}

export function NotePhotos({ note, isFixed }: { note: DesignObjectOf<'note'>; isFixed: boolean }) {
  const id = useId();
  const { photos } = note.fields;
  const { add, isBusy, error } = useAdd(note);
  const [open, setOpen] = useState<string>();
  const remove = (photo: string) =>
    change(note, 'Photo taken off a note', { photos: photos.filter((each) => each !== photo) });
  return (
    <>
      <div className="photos">
        {photos.map((photo, index) => (
          <Thumbnail
            key={photo}
            photo={photo}
            number={index + 1}
            onOpen={() => setOpen(photo)}
            onRemove={isFixed ? undefined : () => remove(photo)}
          />
        ))}
        {isFixed ? null : (
          <label className="photo-add" htmlFor={id} aria-busy={isBusy}>
            <ImagePlus />
            <span className="small">{isBusy ? 'Adding' : 'Add photo'}</span>
            <input
              id={id}
              type="file"
              accept="image/png,image/jpeg"
              multiple
              className="hidden-visually"
              disabled={isBusy}
              onChange={(event) => {
                void add([...(event.target.files ?? [])]);
                event.target.value = '';
              }}
            />
          </label>
        )}
      </div>
      {error ? <ErrorNote error={error} /> : null}
      {open ? <Large photo={open} onClose={() => setOpen(undefined)} /> : null}
    </>
  );
}
