// One field of one object, as an edit with words.
import type { ObjectEdit } from '../../../shared/contract/design.ts';
import type { DesignObject } from '../../../shared/model/design.ts';
import { designActions } from '../../app/design-store.ts';

export function change(object: DesignObject, title: string, set: ObjectEdit['set']): void {
  // The wire knows no undefined: null takes a field away.
  const values = Object.fromEntries(Object.entries(set).map(([name, value]) => [name, value ?? null]));
  designActions.edit({ title, changes: [{ objectId: object.objectId, kind: object.kind, set: values }] });
}
