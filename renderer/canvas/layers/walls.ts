// Walls by their materials: grey by weight, in the materials' own colours while walls are drawn or chosen. Their lines are kept as paths in metres: thousands of them are drawn anew with every frame of a pan.
import type { DesignScene } from '../design-scene.ts';
import type { DrawContext } from './ground.ts';

interface WallGroup {
  readonly color: string;
  readonly widthM: number;
  readonly category: 'wall' | 'door' | 'window' | 'other';
  readonly isSolid: boolean;
  readonly path: Path2D;
}

/** Walls that a signal hardly passes are drawn as such. */
const solidFromDb = 8;
/** At least this wide on the screen, whatever the zoom. */
const leastPx: Readonly<Record<WallGroup['category'], number>> = { wall: 2, door: 2.5, window: 1.5, other: 1.5 };

const groupsOf = new WeakMap<DesignScene, readonly WallGroup[]>();

function makeGroups({ walls, materials }: DesignScene): WallGroup[] {
  const byMaterial = Map.groupBy(walls, ({ fields }) => fields.material.toLowerCase());
  return [...byMaterial].map(([key, members]) => {
    const path = new Path2D();
    for (const { fields } of members) {
      const [x1, y1, x2, y2] = fields.line;
      path.moveTo(x1, y1);
      path.lineTo(x2, y2);
    }
    const { color, thicknessM, category, lossDb } = materials.of(key);
    return { color, widthM: thicknessM, category, isSolid: lossDb['5'] >= solidFromDb, path };
  });
}

function groups(design: DesignScene): readonly WallGroup[] {
  const known = groupsOf.get(design);
  if (known) return known;
  const made = makeGroups(design);
  groupsOf.set(design, made);
  return made;
}

export function drawWalls({ context, view, palette, scene }: DrawContext): void {
  const layer = scene.layers.walls;
  if (!layer.isShown || scene.design.walls.length === 0) return;
  context.save();
  context.globalAlpha = layer.opacity;
  context.translate(view.x, view.y);
  context.scale(view.scale, view.scale);
  for (const { color, widthM, category, isSolid, path } of groups(scene.design)) {
    const least = leastPx[category] / view.scale;
    const width = Math.max(widthM, least);
    context.lineCap = category === 'wall' ? 'square' : 'butt';
    // On a rim of the wall's own grey, so that its colour is seen on every class of the map.
    context.strokeStyle = palette.halo;
    context.lineWidth = width + 1.5 / view.scale;
    context.stroke(path);
    context.strokeStyle = scene.showsMaterials ? color : isSolid ? palette.wall : palette.partition;
    context.lineWidth = width;
    context.stroke(path);
  }
  context.restore();
}
