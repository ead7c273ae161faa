// `npm run bench`: the work items, one JSON line each. `--only H1` (again and again for more) runs some, also the variants.
import { parseArgs } from 'node:util';
import { startItem } from './items/a1.ts';
import { panItem } from './items/f2.ts';
import { heatmapItems, heatmapVariants } from './items/heatmap.ts';
import { recordItem, recordVariants } from './items/r1.ts';
import { storeItem, storeVariants } from './items/s1.ts';

const items = [...heatmapItems, storeItem, startItem, panItem, recordItem];
const all = [...items, ...heatmapVariants, ...storeVariants, ...recordVariants];
const same = { type: 'string', multiple: true } as const;
const { values } = parseArgs({ options: { only: same, item: same } });
const wanted = [...(values.only ?? []), ...(values.item ?? [])].flatMap((text) => text.split(','));
const unknown = wanted.filter((id) => !all.some((item) => item.id === id));
if (unknown.length > 0) {
  console.error(`There is no item ${unknown.join(', ')}. There are ${all.map((item) => item.id).join(', ')}.`);
  process.exit(2);
}
const chosen = wanted.length === 0 ? items : all.filter((item) => wanted.includes(item.id));
for (const item of chosen) {
  const result = await item.run();
  console.log(JSON.stringify({ item: item.id, ...result }));
  if (item.expected === undefined || result.check === item.expected) continue;
  console.error(`${item.id}: the check value is ${result.check}, it should be ${item.expected}.`);
  process.exitCode = 1;
}
