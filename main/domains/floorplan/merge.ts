// Plans of another copy: onto floors that have none. Two different plans of one floor are for a person to choose from; ours stays meanwhile.
import type { MergeConflict, MergePart, MergeRun } from '../../ports/merge.ts';

interface TheirPlan {
  readonly id: string;
  readonly floor: number;
  readonly name: string;
  readonly file_name: string;
  /** Ours on that floor, if any. */
  readonly own: string | null;
  readonly is_same: number;
  readonly is_same_place: number;
}

const columns = `format, file_name, page, width_px, height_px, metres_per_px, scale_method, scale_checks, origin_x_m, origin_y_m, north_deg, is_vector, imported_at`;

function theirPlans({ site }: MergeRun): TheirPlan[] {
  return site.database
    .prepare(
      `SELECT p.id, f.number AS floor, f.name, p.file_name, q.id AS own, x.sha256 IS o.sha256 AS is_same,
          p.metres_per_px IS q.metres_per_px AND p.origin_x_m IS q.origin_x_m AND p.origin_y_m IS q.origin_y_m AS is_same_place
        FROM other.plans p JOIN other.floors t ON t.number = p.floor JOIN main.floors f ON f.id = t.id
          JOIN other.plan_originals o ON o.plan = p.id
          LEFT JOIN main.plans q ON q.floor = f.number LEFT JOIN main.plan_originals x ON x.plan = q.id`,
    )
    .all<TheirPlan>();
}

function bring({ site }: MergeRun, plan: TheirPlan): void {
  const { database } = site;
  database
    .prepare(`INSERT INTO main.plans (id, floor, ${columns}) SELECT id, ?2, ${columns} FROM other.plans WHERE id = ?1`)
    .run(plan.id, plan.floor);
  for (const table of ['plan_originals', 'plan_levels', 'plan_tiles'])
    database.prepare(`INSERT INTO main.${table} SELECT * FROM other.${table} WHERE plan = ?`).run(plan.id);
  site.changed({ what: 'plan' });
}

function conflictOf({ fileName }: MergeRun, plan: TheirPlan): MergeConflict | undefined {
  if (plan.own === null) return undefined;
  if (plan.is_same === 0)
    return { what: `Plan of ${plan.name}`, detail: `${fileName} has another one (${plan.file_name}); ours stays.` };
  if (plan.is_same_place === 1) return undefined;
  return { what: `Scale of ${plan.name}`, detail: `The plan lies otherwise in ${fileName}; ours stays.` };
}

export const planMerge: MergePart = {
  merge: async (run) => {
    const plans = theirPlans(run);
    const fresh = plans.filter(({ own }) => own === null);
    run.site.database.transaction(() => {
      for (const plan of fresh) bring(run, plan);
    });
    await run.turn('Plans', plans.length, plans.length);
    const conflicts = plans.flatMap((plan) => conflictOf(run, plan) ?? []);
    return { added: { plans: fresh.length }, conflicts };
  },
};
