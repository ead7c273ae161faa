// A place for files: dropped on it, or chosen.
import { Upload } from 'lucide-react';
import { type DragEvent, useId, useState } from 'react';

interface FileDropProps {
  label: string;
  hint: string;
  /** Endings for the system's dialog: `.png,.pdf`. */
  accept: string;
  /** Several at once, one after the other. */
  isMany?: boolean;
  onFiles: (files: readonly File[]) => void;
}

export function FileDrop({ label, hint, accept, isMany = false, onFiles }: FileDropProps) {
  const id = useId();
  const [isOver, setOver] = useState(false);
  const take = (list: FileList) => {
    const files = [...list].slice(0, isMany ? undefined : 1);
    if (files.length > 0) onFiles(files);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <label
      htmlFor={id}
      className={`file-drop${isOver ? ' over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <Upload />
      <strong>{label}</strong>
      <span className="muted small">{hint}</span>
      <input
        id={id}
        type="file"
        accept={accept}
        multiple={isMany}
        className="hidden-visually"
        onChange={(event) => {
          if (event.target.files) take(event.target.files);
          // The same file may be chosen again after it was mended.
          event.target.value = '';
        }}
      />
    </label>
  );
}
