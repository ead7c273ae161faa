// Mounts the plan's stage and keeps it as large as its place on the page.
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { readPalette } from './palette.ts';
import { PlanStage, type StageEvents } from './plan-stage.ts';
import type { Scene } from './scene.ts';
import type { LoadTile } from './tiles.ts';
import type { DrawingSettings, Place, ToolName } from './tools/tool.ts';

/** What screens do to the stage without going through React. */
export interface PlanHandle {
  showAll(): void;
  zoomBy(factor: number): void;
  showWalker(walker: { xM: number; yM: number } | undefined): void;
  showTarget(target: Place | undefined): void;
  showMeasure(points: readonly Place[], text: string): void;
}

interface PlanCanvasProps {
  label: string;
  scene: Scene;
  tool: ToolName;
  drawing: DrawingSettings | undefined;
  gridM: number | undefined;
  /** Changes when colours do. */
  theme: string;
  loadTile: LoadTile;
  events: StageEvents;
  handle: Ref<PlanHandle>;
}

export function PlanCanvas({ label, scene, tool, drawing, gridM, theme, loadTile, events, handle }: PlanCanvasProps) {
  const element = useRef<HTMLDivElement>(null);
  const stage = useRef<PlanStage>(undefined);
  const latest = useRef({ loadTile, events });
  latest.current = { loadTile, events };

  useEffect(() => {
    const place = element.current;
    if (!place) return;
    const made = new PlanStage(place, readPalette(place), (...tile) => latest.current.loadTile(...tile), {
      cursorMoved: (...move) => latest.current.events.cursorMoved(...move),
      pointChosen: (index) => latest.current.events.pointChosen(index),
      edited: (edit) => latest.current.events.edited(edit),
      selected: (...choice) => latest.current.events.selected(...choice),
      measured: (...measure) => latest.current.events.measured(...measure),
      targetSet: (place) => latest.current.events.targetSet(place),
      viewChanged: (view) => latest.current.events.viewChanged(view),
    });
    stage.current = made;
    const observer = new ResizeObserver(() => made.resize({ width: place.clientWidth, height: place.clientHeight }));
    observer.observe(place);
    return () => {
      observer.disconnect();
      made.dispose();
      stage.current = undefined;
    };
  }, []);
  useEffect(() => stage.current?.setScene(scene), [scene]);
  useEffect(() => stage.current?.setTool(tool), [tool]);
  useEffect(() => stage.current?.setDrawing(drawing, gridM), [drawing, gridM]);
  useEffect(() => {
    if (element.current && theme) stage.current?.setPalette(readPalette(element.current));
  }, [theme]);
  useImperativeHandle(handle, () => ({
    showAll: () => stage.current?.showAll(),
    zoomBy: (factor) => stage.current?.zoomBy(factor),
    showWalker: (walker) => stage.current?.setWalker(walker),
    showTarget: (target) => stage.current?.showTarget(target),
    showMeasure: (points, text) => stage.current?.showMeasure(points, text),
  }));
  // biome-ignore lint/a11y/noNoninteractiveTabindex: the plan takes arrow keys, as a map does
  return <div ref={element} className="plan-canvas" role="application" aria-label={label} tabIndex={0} />;
}
