// The design of another copy: its operations join ours, and every object they touch is worked out anew.
import { createHash } from 'node:crypto';
import type { FieldsOf } from '../../../../shared/model/design.ts';
import { ObjectId } from '../../../../shared/model/ids.ts';
import type { Added, MergeRun } from '../../../ports/merge.ts';

/** A floor that was removed here, and on which somebody has measured meanwhile, is needed. */
function reviveFloors({ site }: MergeRun): number {
  const { database, design } = site;
  const rows = database
    .prepare(
      `SELECT o.id, o.fields FROM other.floors f JOIN main.objects o ON o.id = f.id AND o.kind = 'floor' AND o.deleted = 1
        WHERE EXISTS (SELECT 1 FROM other.scans s WHERE s.floor = f.number)`,
    )
    .all<{ id: string; fields: string }>();
  for (const { id, fields } of rows) {
    const { name, level } = JSON.parse(fields) as FieldsOf<'floor'>;
    const set = { name, level, deleted: false };
    design.edit({
      title: `Floor ${name} is back: it was measured in another copy`,
      changes: [{ objectId: ObjectId.parse(id), kind: 'floor', set }],
    });
  }
  return rows.length;
}

/** Photos are known by what is in them; one that is not what its name says is left out. */
function mergePhotos({ site }: MergeRun): number {
  const { database } = site;
  const rows = database
    .prepare('SELECT sha256, media_type, bytes FROM other.photos WHERE sha256 NOT IN (SELECT sha256 FROM main.photos)')
    .all<{ sha256: string; media_type: string; bytes: Uint8Array }>();
  const insert = database.prepare('INSERT INTO main.photos (sha256, media_type, bytes) VALUES (?, ?, ?)');
  const good = rows.filter(({ sha256, bytes }) => createHash('sha256').update(bytes).digest('hex') === sha256);
  for (const { sha256, media_type, bytes } of good) insert.run(sha256, media_type, bytes);
  return good.length;
}

export function mergeDesign(run: MergeRun): Added {
  const { site } = run;
  const floorsBefore = site.listFloors().length;
  return site.database.transaction(() => {
    const { operations, objects } = site.design.adopt();
    reviveFloors(run);
    const photos = mergePhotos(run);
    site.database.exec(
      'INSERT OR IGNORE INTO main.project_members SELECT project, name, bytes FROM other.project_members',
    );
    const floors = site.listFloors().length - floorsBefore;
    if (operations > 0) for (const what of ['site', 'floors', 'design', 'radios'] as const) site.changed({ what });
    return { operations, objects, floors, photos };
  });
}
