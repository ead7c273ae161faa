// What is drawn and placed in the open site, as this window edits it: a flat document, the edits that can be undone, what is chosen.
// An edit is seen at once and sent to the core in its order; what others change comes as a delta since the last revision.
import { create } from 'zustand';
import { applyChanges, type DesignDocument, type DesignEdit, inverseOf } from '../../shared/design/document.ts';
import type { DesignObject } from '../../shared/model/design.ts';
import type { ObjectId, SiteId } from '../../shared/model/ids.ts';
import type { Client } from '../../shared/rpc/client.ts';
import { showToast } from '../ui/toasts.tsx';
import { asAppError } from './client.tsx';

/** An edit and what leads back from it. */
interface Step {
  readonly edit: DesignEdit;
  readonly inverse: DesignEdit;
}

interface DesignState {
  readonly document: DesignDocument;
  readonly undo: readonly Step[];
  readonly redo: readonly Step[];
  readonly selection: ReadonlySet<ObjectId>;
  readonly clipboard: readonly DesignObject[];
  /** False until the site's objects have come. */
  readonly isLoaded: boolean;
}

const empty: DesignState = {
  document: new Map(),
  undo: [],
  redo: [],
  selection: new Set(),
  clipboard: [],
  isLoaded: false,
};
/** More steps than a person goes back. */
const maxSteps = 200;

export const useDesignStore = create<DesignState>(() => empty);
const set = useDesignStore.setState;
const get = useDesignStore.getState;

/** The site that is edited, and the queue of what goes to its core. */
let session: { readonly client: Client; readonly siteId: SiteId; revision: number; waiting: number } | undefined;
let queue: Promise<void> = Promise.resolve();

function withObjects(
  document: DesignDocument,
  objects: readonly DesignObject[],
  removed: readonly ObjectId[],
): DesignDocument {
  if (objects.length === 0 && removed.length === 0) return document;
  const next = new Map(document);
  for (const object of objects) next.set(object.objectId, object);
  for (const id of removed) next.delete(id);
  return next;
}

function keepSelection(document: DesignDocument, selection: ReadonlySet<ObjectId>): ReadonlySet<ObjectId> {
  const kept = [...selection].filter((id) => document.has(id));
  return kept.length === selection.size ? selection : new Set(kept);
}

function put(document: DesignDocument): void {
  set(({ selection }) => ({ document, selection: keepSelection(document, selection) }));
}

/** Fetches what has changed since the last time; all of it at first. */
async function refresh(): Promise<void> {
  const now = session;
  if (!now) return;
  const since = now.revision;
  const { revision, objects, removed } = await now.client.call('floorplan.listObjects', { siteId: now.siteId, since });
  // Edits that are on their way are newer than this answer; the last of them asks again.
  if (session !== now || now.waiting > 0) return;
  now.revision = revision;
  put(withObjects(since === 0 ? new Map() : get().document, objects, removed));
  set({ isLoaded: true });
}

function later(work: () => Promise<void>): void {
  queue = queue.then(work).catch((error: unknown) => {
    showToast('fail', asAppError(error).message);
  });
}

function send({ title, changes }: DesignEdit): void {
  const now = session;
  if (!now) return;
  now.waiting++;
  later(async () => {
    try {
      if (session === now)
        await now.client.call('floorplan.editObjects', { siteId: now.siteId, title, changes: [...changes] });
    } catch (error) {
      // The core did not take it: what the window shows is again what the site holds.
      now.revision = 0;
      set({ undo: [], redo: [] });
      throw error;
    } finally {
      now.waiting--;
      if (now.waiting === 0) later(refresh);
    }
  });
}

function perform(edit: DesignEdit): Step {
  const { document } = get();
  const inverse = { title: edit.title, changes: inverseOf(document, edit.changes) };
  put(applyChanges(document, edit.changes));
  send(edit);
  return { edit, inverse };
}

export const designActions = {
  open(client: Client, siteId: SiteId | undefined): void {
    session = siteId === undefined ? undefined : { client, siteId, revision: 0, waiting: 0 };
    set(empty);
    if (session) later(refresh);
  },
  /** Somebody has changed the design. */
  changedElsewhere: (): void => {
    if (session && session.waiting === 0) later(refresh);
  },
  edit(edit: DesignEdit): void {
    if (edit.changes.length === 0) return;
    const step = perform(edit);
    set(({ undo }) => ({ undo: [...undo.slice(1 - maxSteps), step], redo: [] }));
  },
  undo(): void {
    const step = get().undo.at(-1);
    if (!step) return;
    perform(step.inverse);
    set(({ undo, redo }) => ({ undo: undo.slice(0, -1), redo: [...redo, step] }));
  },
  redo(): void {
    const step = get().redo.at(-1);
    if (!step) return;
    // What the first doing made comes back whole, not as it was typed then.
    const again = perform({ title: step.edit.title, changes: inverseOfInverse(step) });
    set(({ undo, redo }) => ({
      undo: [...undo, { edit: step.edit, inverse: again.inverse }],
      redo: redo.slice(0, -1),
    }));
  },
  select(ids: readonly ObjectId[], how: 'only' | 'toggle' = 'only'): void {
    set(({ selection }) => {
      if (how === 'only') return { selection: new Set(ids) };
      const next = new Set(selection);
      for (const id of ids) if (!next.delete(id)) next.add(id);
      return { selection: next };
    });
  },
  copy(): void {
    const { document, selection } = get();
    set({ clipboard: [...selection].flatMap((id) => document.get(id) ?? []) });
  },
};

/** Objects that the undoing took away are brought back as such. */
function inverseOfInverse({ edit, inverse }: Step): DesignEdit['changes'] {
  const removed = new Set(
    inverse.changes.filter(({ set: values }) => values['deleted'] === true).map(({ objectId }) => objectId),
  );
  return edit.changes.map((change) =>
    removed.has(change.objectId) ? { ...change, set: { ...change.set, deleted: false } } : change,
  );
}
