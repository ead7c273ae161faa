// The ground: paper, heatmap, the plan's picture.
import type { PlanPalette } from '../palette.ts';
import { displayScale, type Scene } from '../scene.ts';
import { chooseLevel, type TileCache, visibleTiles } from '../tiles.ts';
import { type Size, toScreen, type View } from '../view.ts';

export interface DrawContext {
  readonly context: CanvasRenderingContext2D;
  readonly view: View;
  readonly size: Size;
  readonly palette: PlanPalette;
  readonly scene: Scene;
}

export function drawPaper({ context, view, size, palette, scene }: DrawContext): void {
  context.fillStyle = palette.outside;
  context.fillRect(0, 0, size.width, size.height);
  const { plan } = scene;
  if (!plan) return;
  const scale = displayScale(plan);
  const [x, y] = toScreen(view, plan.originXM, plan.originYM);
  context.fillStyle = palette.paper;
  context.fillRect(x, y, plan.widthPx * scale * view.scale, plan.heightPx * scale * view.scale);
}

/** Drawings lie over the heat as lines (their paper is transparent); photographs lie under it. */
export function drawPicture(draw: DrawContext, tiles: TileCache): void {
  const { context, view, size, palette, scene } = draw;
  const { plan } = scene;
  const layer = scene.layers.plan;
  if (!plan || !layer.isShown) return;
  const scale = displayScale(plan) * view.scale;
  const level = chooseLevel(plan, view, devicePixelRatio);
  const overview = plan.levels[0];
  context.save();
  context.globalAlpha = layer.opacity;
  const wanted = level && level.level > 0 ? visibleTiles(plan, level, view, size) : [];
  const pictures = wanted.map((tile) => ({ tile, picture: tiles.get(plan, tile, palette) }));
  // Blending a tile over the overview would draw each line twice: the overview only stands in until all are here.
  if (overview && (wanted.length === 0 || pictures.some(({ picture }) => !picture))) {
    const picture = tiles.get(plan, { level: 0, column: 0, row: 0 }, palette);
    const [x, y] = toScreen(view, plan.originXM, plan.originYM);
    if (picture) context.drawImage(picture, x, y, plan.widthPx * scale, plan.heightPx * scale);
  } else {
    const [x, y] = toScreen(view, plan.originXM, plan.originYM);
    for (const { tile, picture } of pictures)
      if (picture)
        context.drawImage(picture, x + tile.x * scale, y + tile.y * scale, tile.width * scale, tile.height * scale);
  }
  context.restore();
}

export function drawHeat({ context, view, scene }: DrawContext, bitmap: OffscreenCanvas | undefined): void {
  const layer = scene.layers.heatmap;
  if (!bitmap || !scene.heat || !layer.isShown) return;
  const { heat, plan } = scene;
  const [x, y] = toScreen(view, heat.originXM, heat.originYM);
  context.save();
  if (plan?.widthM !== undefined && plan.heightM !== undefined) {
    // The last cells may reach over the edge of the paper.
    const [left, top] = toScreen(view, plan.originXM, plan.originYM);
    context.beginPath();
    context.rect(left, top, plan.widthM * view.scale, plan.heightM * view.scale);
    context.clip();
  }
  context.globalAlpha = layer.opacity;
  if (plan && !plan.isVector) {
    context.globalAlpha = layer.opacity * 0.82;
    context.globalCompositeOperation = 'multiply';
  }
  context.imageSmoothingEnabled = false;
  context.drawImage(bitmap, x, y, heat.columns * heat.cellM * view.scale, heat.rows * heat.cellM * view.scale);
  context.restore();
}

/** The line between what meets the pass line and what does not, on a halo so that it reads on every colour. */
export function drawPassLine({ context, view, palette, scene }: DrawContext, line: Path2D | undefined): void {
  const layer = scene.layers.heatmap;
  if (!line || !layer.isShown) return;
  context.save();
  context.transform(view.scale, 0, 0, view.scale, view.x, view.y);
  context.lineCap = 'round';
  context.globalAlpha = 0.55;
  context.strokeStyle = palette.halo;
  context.lineWidth = 4 / view.scale;
  context.stroke(line);
  context.globalAlpha = 1;
  context.strokeStyle = palette.threshold;
  context.lineWidth = 2 / view.scale;
  context.stroke(line);
  context.restore();
}
