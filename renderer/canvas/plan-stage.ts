// The plan on the screen: konva's stage and layers, drawn from a scene. Knows no React; ends with dispose().
import Konva from 'konva';
import type { DesignEdit } from '../../shared/design/document.ts';
import { extentOf } from '../../shared/geometry/extent.ts';
import type { ObjectId } from '../../shared/model/ids.ts';
import { usualPassDbm } from '../../shared/rf/signal-classes.ts';
import { contourSegments } from './contour.ts';
import { GridIndex } from './grid-index.ts';
import { paintHeat } from './heat-bitmap.ts';
import { type Hit, hitAt } from './hit.ts';
import { drawSelection } from './layers/choice.ts';
import { drawDraft } from './layers/draft.ts';
import { drawMeasure, drawRulers, drawScaleBar, rulerPx } from './layers/frame.ts';
import { type DrawContext, drawHeat, drawPaper, drawPassLine, drawPicture } from './layers/ground.ts';
import { drawChosenPoint, drawPoints, drawWalker } from './layers/marks.ts';
import { drawAreas, drawZones } from './layers/outlines.ts';
import { PointRaster } from './layers/point-raster.ts';
import { drawTarget, drawTracks } from './layers/tracks.ts';
import { drawNotes, drawTransmitters } from './layers/transmitters.ts';
import { drawWalls } from './layers/walls.ts';
import { type PlanPalette, rgb } from './palette.ts';
import { PanSnapshot } from './pan-snapshot.ts';
import { displayScale, emptyScene, type Scene } from './scene.ts';
import { type Snapped, snap } from './snap.ts';
import { StagePointer } from './stage-pointer.ts';
import { type LoadTile, TileCache } from './tiles.ts';
import { tools } from './tools/all.ts';
import type { Draft, DrawingSettings, Place, Pointer, Surface, ToolName } from './tools/tool.ts';
import { type Box, fitBox, type Size, type View, zoomAt } from './view.ts';

export interface StageEvents {
  /** Pointer over the plan, metres; undefined when it leaves. */
  cursorMoved(place: Place | undefined, x: number, y: number): void;
  pointChosen(index: number | undefined): void;
  /** What the person did to the design. */
  edited(edit: DesignEdit): void;
  selected(ids: readonly ObjectId[], how: 'only' | 'toggle'): void;
  measured(points: readonly Place[], isFinished: boolean): void;
  targetSet(place: Place): void;
  viewChanged(view: View): void;
}

const pickPx = 9;
const marginPx = rulerPx + 24;
/** The plan lies still again after this time. */
const restMs = 150;
/** A line of more pieces is a haze that nobody can read, and too slow to draw while the plan is moved. */
const maxLineSegments = 20_000;

export class PlanStage implements Surface {
  readonly #stage: Konva.Stage;
  readonly #ground = new Konva.Layer({ listening: false });
  readonly #marks = new Konva.Layer({ listening: false });
  readonly #over = new Konva.Layer({ listening: false });
  readonly #tiles: TileCache;
  readonly #pointRaster = new PointRaster();
  readonly #groundPicture = new PanSnapshot();
  readonly #marksPicture = new PanSnapshot();
  readonly #events: StageEvents;
  readonly #pointer: StagePointer;
  #palette: PlanPalette;
  #scene: Scene = emptyScene;
  #view: View = { scale: 20, x: 0, y: 0 };
  #index: GridIndex | undefined;
  #heat: OffscreenCanvas | undefined;
  #passLine: Path2D | undefined;
  /** Where the person who walks has been, the last place last. */
  #trail: readonly Place[] = [];
  #measure: { points: readonly Place[]; text: string } = { points: [], text: '' };
  #target: Place | undefined;
  #draft: Draft | undefined;
  #drawing: DrawingSettings | undefined;
  #gridM: number | undefined;
  #isFitted = false;
  /** Set while the plan is moved; then the layers are pictures that are shifted. */
  #rest: ReturnType<typeof setTimeout> | undefined;
  /** Nobody has moved the view since the whole plan was shown: then it stays whole in a window of another size. */
  #showsAll = false;

  constructor(container: HTMLDivElement, palette: PlanPalette, loadTile: LoadTile, events: StageEvents) {
    this.#palette = palette;
    this.#events = events;
    this.#tiles = new TileCache(loadTile, () => {
      this.#groundPicture.forget();
      this.#ground.batchDraw();
    });
    this.#stage = new Konva.Stage({
      container,
      width: container.clientWidth || 1,
      height: container.clientHeight || 1,
    });
    this.#stage.add(this.#ground, this.#marks, this.#over);
    this.#addShape(
      this.#ground,
      this.#shifting(this.#groundPicture, (draw) => this.#drawGround(draw)),
    );
    this.#addShape(
      this.#marks,
      this.#shifting(this.#marksPicture, (draw) => this.#drawMarks(draw)),
    );
    this.#addShape(this.#over, (draw) => {
      drawTarget(draw, this.#target);
      drawWalker(draw, this.#trail);
      drawDraft(draw, this.#draft);
      drawMeasure(draw, this.#measure.points, this.#measure.text);
      drawScaleBar(draw);
      drawRulers(draw);
    });
    this.#pointer = new StagePointer(container, this, {
      cursorMoved: (place, x, y) => events.cursorMoved(place, x, y),
    });
    this.setTool('select');
  }

  get view(): View {
    return this.#view;
  }
  get scene(): Scene {
    return this.#scene;
  }
  get #size(): Size {
    return { width: this.#stage.width(), height: this.#stage.height() };
  }

  setScene(scene: Scene): void {
    const before = this.#scene;
    this.#scene = scene;
    if (scene.points !== before.points)
      this.#index = scene.points ? new GridIndex(scene.points.xM, scene.points.yM) : undefined;
    if (scene.heat !== before.heat) this.#paintHeat();
    const isOtherPlan =
      scene.plan?.planId !== before.plan?.planId || scene.plan?.metresPerPixel !== before.plan?.metresPerPixel;
    if (isOtherPlan || !this.#isFitted) this.showAll();
    this.#draw();
  }

  setPalette(palette: PlanPalette): void {
    this.#palette = palette;
    this.#paintHeat();
    this.#draw();
  }

  setWalker(walker: { xM: number; yM: number } | undefined): void {
    this.#trail = walker ? [...this.#trail, [walker.xM, walker.yM]] : [];
    this.#over.batchDraw();
  }

  showTarget(target: Place | undefined): void {
    this.#target = target;
    this.#over.batchDraw();
  }

  /** The measured line, with its words. */
  showMeasure(points: readonly Place[], text: string): void {
    this.#measure = { points, text };
    this.#over.batchDraw();
  }

  setTool(name: ToolName): void {
    this.setDraft(undefined);
    this.#pointer.setTool(tools[name]);
  }

  resize({ width, height }: Size): void {
    if (width < 1 || height < 1) return;
    const before = this.#size;
    this.#stage.size({ width, height });
    if (!this.#isFitted || this.#showsAll) this.showAll();
    // What was in the middle stays there.
    else
      this.setView({
        ...this.#view,
        x: this.#view.x + (width - before.width) / 2,
        y: this.#view.y + (height - before.height) / 2,
      });
  }

  showAll(): void {
    const box = this.#contentBox();
    const { width, height } = this.#size;
    if (!box || width < 2) return;
    this.#isFitted = true;
    this.setView(fitBox(box, { width, height }, marginPx));
    this.#showsAll = true;
  }

  zoomBy(factor: number): void {
    this.setView(zoomAt(this.#view, factor, this.#size.width / 2, this.#size.height / 2));
  }

  setView(view: View): void {
    if (view.scale === this.#view.scale) this.#move();
    this.#view = view;
    this.#showsAll = false;
    this.#draw();
    this.#events.viewChanged(view);
  }

  pointAt({ place }: { place: Place }): number {
    if (!this.#scene.layers.readings.isShown) return -1;
    return this.#index?.nearest(place[0], place[1], pickPx / this.#view.scale) ?? -1;
  }

  choosePoint(index: number | undefined): void {
    this.#events.pointChosen(index);
  }

  hitAt({ place }: { place: Place }): Hit | undefined {
    return hitAt(this.#scene, place, this.#view.scale);
  }

  snap({ place, isStraight, isFree }: Pointer, from?: Place, except?: ReadonlySet<string>): Snapped {
    const { scale } = this.#view;
    // Marks stand where they are put: on the grid, and level with where they were, but not on walls.
    const design = isFree ? emptyScene.design : this.#scene.design;
    return snap(design, place, { scale, from, isStraight, gridM: this.#gridM, ...(except ? { except } : {}) });
  }

  setDraft(draft: Draft | undefined): void {
    this.#draft = draft;
    this.#over.batchDraw();
  }

  get drawing(): DrawingSettings | undefined {
    return this.#drawing;
  }

  /** What new objects are made of, and the grid that they lie on. */
  setDrawing(drawing: DrawingSettings | undefined, gridM: number | undefined): void {
    this.#drawing = drawing;
    this.#gridM = gridM;
    this.#ground.batchDraw();
  }

  edit(edit: DesignEdit): void {
    this.#events.edited(edit);
  }

  select(ids: readonly ObjectId[], how: 'only' | 'toggle'): void {
    this.#events.selected(ids, how);
  }

  setTarget(place: Place): void {
    this.#events.targetSet(place);
  }

  setMeasure(points: readonly Place[], isFinished: boolean): void {
    this.#events.measured(points, isFinished);
  }

  dispose(): void {
    clearTimeout(this.#rest);
    this.#pointer.dispose();
    this.#tiles.clear();
    this.#stage.destroy();
  }

  #addShape(layer: Konva.Layer, draw: (context: DrawContext) => void): void {
    const shape = new Konva.Shape({
      listening: false,
      perfectDrawEnabled: false,
      sceneFunc: (context) =>
        draw({
          context: context._context as CanvasRenderingContext2D,
          view: this.#view,
          size: this.#size,
          palette: this.#palette,
          scene: this.#scene,
        }),
    });
    layer.add(shape);
  }

  /** Draws as ever while the plan lies still, and by way of a picture while it is moved. */
  #shifting(picture: PanSnapshot, paint: (draw: DrawContext) => void): (draw: DrawContext) => void {
    return (draw) => (this.#rest === undefined ? paint(draw) : picture.draw(draw, paint));
  }

  #move(): void {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      this.#rest = undefined;
      for (const picture of [this.#groundPicture, this.#marksPicture]) picture.forget();
      this.#draw();
    }, restMs);
  }

  #drawMarks(draw: DrawContext): void {
    drawTransmitters(draw);
    drawPoints(draw, this.#pointRaster);
    drawTracks(draw);
    drawNotes(draw);
    drawChosenPoint(draw);
    drawSelection(draw);
  }

  #drawGround(draw: DrawContext): void {
    drawPaper(draw);
    if (this.#scene.plan?.isVector === false) {
      drawPicture(draw, this.#tiles);
      drawHeat(draw, this.#heat);
    } else {
      drawHeat(draw, this.#heat);
      drawPicture(draw, this.#tiles);
    }
    drawPassLine(draw, this.#passLine);
    drawAreas(draw);
    drawWalls(draw);
    drawZones(draw);
    // For who looks at the page from outside: nothing is missing from the picture any more.
    this.#stage.container().dataset['tiles'] = this.#tiles.isLoading ? 'loading' : 'here';
  }

  #draw(): void {
    this.#ground.batchDraw();
    this.#marks.batchDraw();
    this.#over.batchDraw();
  }

  #paintHeat(): void {
    const { heat } = this.#scene;
    this.#heat = undefined;
    this.#passLine = undefined;
    if (!heat || heat.columns * heat.rows === 0) return;
    const colours = { unknown: rgb(this.#palette.unknown), dot: rgb(this.#palette.isDark ? '#59636c' : '#9aa4ad') };
    const { width, height, pixels } = paintHeat(heat, colours);
    this.#heat = new OffscreenCanvas(width, height);
    this.#heat.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
    const segments = contourSegments(heat, usualPassDbm);
    if (segments.length <= 4 * maxLineSegments) this.#passLine = pathOf(segments);
  }

  #contentBox(): Box | undefined {
    const { plan, points, heat } = this.#scene;
    if (plan) {
      const scale = displayScale(plan);
      return {
        leftM: plan.originXM,
        topM: plan.originYM,
        widthM: plan.widthPx * scale,
        heightM: plan.heightPx * scale,
      };
    }
    if (heat)
      return {
        leftM: heat.originXM,
        topM: heat.originYM,
        widthM: heat.columns * heat.cellM,
        heightM: heat.rows * heat.cellM,
      };
    if (!points || points.xM.length === 0) return undefined;
    const [x, y] = [extentOf(points.xM), extentOf(points.yM)];
    return { leftM: x.low, topM: y.low, widthM: x.high - x.low, heightM: y.high - y.low };
  }
}

function pathOf(segments: Float64Array): Path2D {
  const path = new Path2D();
  for (let at = 0; at < segments.length; at += 4) {
    path.moveTo(segments[at] ?? 0, segments[at + 1] ?? 0);
    path.lineTo(segments[at + 2] ?? 0, segments[at + 3] ?? 0);
  }
  return path;
}
