// A place for a file: dropped on it, or chosen.
import { Upload } from 'lucide-react';
import { type DragEvent, useId, useState } from 'react';

interface FileDropProps {
  label: string;
  hint: string;
  /** Endings for the system's dialog: `.png,.pdf`. */
  accept: string;
  onFile: (file: File) => void;
}

export function FileDrop({ label, hint, accept, onFile }: FileDropProps) {
  const id = useId();
  const [isOver, setOver] = useState(false);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
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
        className="hidden-visually"
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file may be chosen again after it was mended.
          event.target.value = '';
          if (file) onFile(file);
        }}
      />
    </label>
  );
}
