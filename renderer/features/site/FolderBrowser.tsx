// Folders and site files of this computer, for shells without a dialog of their own.
import { ChevronUp, FileBox, Folder } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { FolderEntry } from '../../../shared/contract/files.ts';
import { useCall } from '../../app/client.tsx';
import { IconButton } from '../../ui/controls.tsx';
import { formatBytes, formatDay } from '../../ui/format.ts';
import { ErrorNote } from '../../ui/notes.tsx';

interface FolderBrowserProps {
  /** Undefined: the documents folder. */
  path: string | undefined;
  chosen?: string | undefined;
  onFolder: (path: string) => void;
  /** A click chooses a site file, a double click opens it. */
  onFile?: (path: string, isOpened: boolean) => void;
}

interface EntryRowProps {
  entry: FolderEntry;
  isChosen: boolean;
  onPick: (isOpened: boolean) => void;
}
function EntryRow({ entry, isChosen, onPick }: EntryRowProps) {
  return (
    <li>
      <button type="button" aria-pressed={isChosen} onClick={() => onPick(false)} onDoubleClick={() => onPick(true)}>
        {entry.kind === 'folder' ? <Folder /> : <FileBox />}
        <span className="grow cut">{entry.name}</span>
        <span className="faint">
          {entry.sizeBytes === undefined ? '' : formatBytes(entry.sizeBytes)}{' '}
          {entry.modifiedAt ? formatDay(entry.modifiedAt) : ''}
        </span>
      </button>
    </li>
  );
}

export function FolderBrowser({ path, chosen, onFolder, onFile }: FolderBrowserProps) {
  const { data, error } = useCall('files.listFolder', path === undefined ? {} : { path }, {
    keepPrevious: true,
    isAskedAnew: true,
  });
  const [typed, setTyped] = useState<string>();
  // What was typed stays until it was right.
  const shown = data?.path;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another folder is shown
  useEffect(() => setTyped(undefined), [shown]);
  const pick = (entry: FolderEntry, isOpened: boolean) => {
    if (entry.kind === 'folder') onFolder(entry.path);
    else onFile?.(entry.path, isOpened);
  };
  const entries = (data?.entries ?? []).filter((entry) => entry.kind === 'folder' || onFile);
  return (
    <div className="column">
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          const path = typed?.trim();
          if (!path) return;
          if (onFile && /\.groma$/i.test(path)) onFile(path, true);
          else onFolder(path);
        }}
      >
        <IconButton label="Folder above" onClick={() => data?.parent && onFolder(data.parent)} disabled={!data?.parent}>
          <ChevronUp />
        </IconButton>
        <div className="input grow">
          <input
            className="mono"
            aria-label="Folder"
            value={typed ?? data?.path ?? ''}
            onChange={(event) => setTyped(event.target.value)}
            spellCheck={false}
          />
        </div>
      </form>
      {error ? <ErrorNote error={error} /> : null}
      <ul className="folder-list" aria-label="Contents of the folder">
        {entries.map((entry) => (
          <EntryRow
            key={entry.path}
            entry={entry}
            isChosen={entry.path === chosen}
            onPick={(isOpened) => pick(entry, isOpened)}
          />
        ))}
        {data && entries.length === 0 ? (
          <li className="faint small folder-none">
            {onFile ? 'No folders and no site files here.' : 'No folders here.'}
          </li>
        ) : null}
      </ul>
    </div>
  );
}
