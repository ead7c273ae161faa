import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ObjectEdit } from '../contract/design.ts';
import type { DesignObject } from '../model/design.ts';
import type { ObjectId } from '../model/ids.ts';
import { applyChanges, type DesignDocument, inverseOf } from './document.ts';

const ids = ['a', 'b', 'c', 'd'] as ObjectId[];
const change: fc.Arbitrary<ObjectEdit> = fc
  .record({
    objectId: fc.constantFrom(...ids),
    set: fc.oneof(
      fc.constant({ deleted: true }),
      fc.dictionary(fc.constantFrom('name', 'text', 'place'), fc.oneof(fc.nat(5), fc.constant(null)), { minKeys: 1 }),
    ),
  })
  .map((each) => ({ ...each, kind: 'note' as const }));

const plain = (document: DesignDocument) =>
  Object.fromEntries([...document].map(([id, { fields }]) => [id, fields]).sort());

test('whatever is done can be undone and done again, edit by edit', () => {
  const start: DesignDocument = new Map(
    ids
      .slice(0, 2)
      .map((objectId) => [
        objectId,
        { objectId, kind: 'note', fields: { text: 'x', name: 'n' } } as unknown as DesignObject,
      ]),
  );
  // An edit changes an object once: the core joins several changes of one object.
  const edit = fc.uniqueArray(change, { selector: ({ objectId }) => objectId, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 8 }), (edits) => {
      const documents: DesignDocument[] = [start];
      const inverses: ObjectEdit[][] = [];
      for (const changes of edits) {
        const now = documents.at(-1) ?? start;
        // Only what is there can be removed, as in the editor.
        const possible = changes.filter(({ objectId, set }) => set['deleted'] !== true || now.has(objectId));
        inverses.push(inverseOf(now, possible));
        documents.push(applyChanges(now, possible));
      }
      let at = documents.at(-1) ?? start;
      for (const [index, inverse] of [...inverses.entries()].reverse()) {
        const redo = inverseOf(at, inverse);
        const before = applyChanges(at, inverse);
        expect(plain(before)).toEqual(plain(documents[index] ?? start));
        expect(plain(applyChanges(before, redo))).toEqual(plain(documents[index + 1] ?? start));
        at = before;
      }
    }),
  );
});
