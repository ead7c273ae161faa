// Pointers, wheel, pinch and arrow keys on the plan: turns them into tools' gestures and moves of the view.

import { panTool } from './tools/pan.ts';
import { selectTool } from './tools/select.ts';
import { type Gesture, idle, type Place, type Pointer, type Surface, type Tool } from './tools/tool.ts';
import { pan, toMetres, zoomAt } from './view.ts';

interface Listener {
  cursorMoved(place: Place | undefined, x: number, y: number): void;
}

const arrowPx = 60;
const keyStepPx = 10;
const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [arrowPx, 0],
  ArrowRight: [-arrowPx, 0],
  ArrowUp: [0, arrowPx],
  ArrowDown: [0, -arrowPx],
};

export class StagePointer {
  readonly #element: HTMLElement;
  readonly #surface: Surface;
  readonly #listener: Listener;
  readonly #ends = new AbortController();
  /** Fingers and buttons that are down. */
  readonly #down = new Map<number, { x: number; y: number }>();
  #tool: Tool = panTool;
  /** The tool that this gesture began with: the middle button and Space borrow the pan tool. */
  #active: Tool = panTool;
  #gesture: Gesture = idle;
  #isSpaceHeld = false;
  /** Where the keys have moved the tool to. */
  #crosshair: { readonly x: number; readonly y: number } | undefined;

  constructor(element: HTMLElement, surface: Surface, listener: Listener) {
    this.#element = element;
    this.#surface = surface;
    this.#listener = listener;
    const { signal } = this.#ends;
    element.style.touchAction = 'none';
    element.addEventListener('pointerdown', (event) => this.#onDown(event), { signal });
    element.addEventListener('pointermove', (event) => this.#onMove(event), { signal });
    element.addEventListener('pointerup', (event) => this.#onUp(event), { signal });
    element.addEventListener('pointercancel', (event) => this.#onCancel(event), { signal });
    element.addEventListener('pointerleave', (event) => this.#onLeave(event), { signal });
    element.addEventListener('wheel', (event) => this.#onWheel(event), { signal, passive: false });
    element.addEventListener('keydown', (event) => this.#onKey(event), { signal });
    element.addEventListener('keyup', (event) => this.#onKeyUp(event), { signal });
    // The key may come up in another window.
    element.addEventListener('blur', () => this.#letGoOfSpace(), { signal });
  }

  setTool(tool: Tool): void {
    this.#tool = tool;
    this.#crosshair = undefined;
    this.#gesture = idle;
    this.#element.style.cursor = tool.cursor;
  }

  dispose(): void {
    this.#ends.abort();
  }

  #pointer(event: MouseEvent): Pointer {
    const box = this.#element.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    return { x, y, place: toMetres(this.#surface.view, x, y), isStraight: event.shiftKey, isFree: event.altKey };
  }

  #onDown(event: PointerEvent): void {
    if (event.button > 1) return;
    this.#element.focus({ preventScroll: true });
    this.#element.setPointerCapture(event.pointerId);
    const pointer = this.#pointer(event);
    // A finger that taps does not move: the value is where it came down.
    this.#listener.cursorMoved(pointer.place, pointer.x, pointer.y);
    this.#down.set(event.pointerId, pointer);
    // A second finger makes it a pinch; what the first began is given up.
    if (this.#down.size > 1) {
      this.#gesture = idle;
      return;
    }
    if (this.#gesture.kind === 'idle') this.#active = event.button === 1 || this.#isSpaceHeld ? panTool : this.#tool;
    this.#gesture = this.#active.down(this.#surface, pointer, this.#gesture);
  }

  #onMove(event: PointerEvent): void {
    const pointer = this.#pointer(event);
    this.#listener.cursorMoved(pointer.place, pointer.x, pointer.y);
    if (this.#down.size > 1) this.#pinch(event.pointerId, pointer);
    else {
      this.#gesture = this.#active.move(this.#surface, pointer, this.#gesture);
      this.#element.style.cursor =
        this.#gesture.kind === 'panning' ? 'grabbing' : this.#isSpaceHeld ? 'grab' : this.#tool.cursor;
    }
  }

  #pinch(pointerId: number, now: { x: number; y: number }): void {
    const before = this.#down.get(pointerId);
    const other = [...this.#down].find(([id]) => id !== pointerId)?.[1];
    if (!before || !other) return;
    const spread = (point: { x: number; y: number }) => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y));
    const moved = pan(this.#surface.view, (now.x - before.x) / 2, (now.y - before.y) / 2);
    this.#surface.setView(zoomAt(moved, spread(now) / spread(before), (now.x + other.x) / 2, (now.y + other.y) / 2));
    this.#down.set(pointerId, now);
  }

  #onUp(event: PointerEvent): void {
    const wasPinch = this.#down.size > 1;
    this.#down.delete(event.pointerId);
    if (!wasPinch) this.#gesture = this.#active.up(this.#surface, this.#pointer(event), this.#gesture);
    this.#element.style.cursor = this.#tool.cursor;
  }

  #onCancel(event: PointerEvent): void {
    this.#down.delete(event.pointerId);
    this.#gesture = idle;
  }

  #onLeave(event: PointerEvent): void {
    // A finger leaves with every tap; what it asked for stays to be read.
    if (event.pointerType !== 'touch') this.#listener.cursorMoved(undefined, 0, 0);
  }

  #onWheel(event: WheelEvent): void {
    event.preventDefault();
    const pointer = this.#pointer(event);
    const lineHeightPx = 16;
    const delta = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? lineHeightPx : 1);
    // A pad's pinch arrives as small steps of a wheel with Ctrl.
    const factor = Math.exp(-Math.max(-240, Math.min(240, delta)) * (event.ctrlKey ? 0.01 : 0.0018));
    this.#surface.setView(zoomAt(this.#surface.view, factor, pointer.x, pointer.y));
  }

  #onKey(event: KeyboardEvent): void {
    const arrow = arrows[event.key];
    const isPointing = this.#tool !== panTool && this.#tool !== selectTool;
    const next =
      this.#crosshair && event.key === 'Enter' ? undefined : this.#tool.key?.(this.#surface, event.key, this.#gesture);
    if (next) this.#gesture = next;
    else if (isPointing && (arrow || event.key === 'Enter')) this.#pointByKey(arrow, event.shiftKey);
    else if (arrow) this.#surface.setView(pan(this.#surface.view, ...arrow));
    else if (event.key === ' ') {
      this.#isSpaceHeld = true;
      this.#element.style.cursor = 'grab';
    } else return;
    event.preventDefault();
  }

  /** Arrows move the crosshair (against them the plan would move), Shift by single pixels; Enter sets an end. */
  #pointByKey(arrow: readonly [number, number] | undefined, isFine: boolean): void {
    const { width, height } = this.#element.getBoundingClientRect();
    const before = this.#crosshair ?? { x: width / 2, y: height / 2 };
    const stepPx = isFine ? 1 : keyStepPx;
    const at = {
      x: before.x - Math.sign(arrow?.[0] ?? 0) * stepPx,
      y: before.y - Math.sign(arrow?.[1] ?? 0) * stepPx,
    };
    this.#crosshair = at;
    const pointer: Pointer = {
      ...at,
      place: toMetres(this.#surface.view, at.x, at.y),
      isStraight: false,
      isFree: false,
    };
    this.#listener.cursorMoved(pointer.place, at.x, at.y);
    this.#active = this.#tool;
    if (!arrow) this.#gesture = this.#tool.down(this.#surface, pointer, this.#gesture);
    else this.#gesture = this.#tool.move(this.#surface, pointer, this.#gesture);
    if (arrow && this.#gesture.kind === 'idle')
      this.#surface.setDraft({ snapped: { place: pointer.place, to: 'grid' } });
  }

  #onKeyUp(event: KeyboardEvent): void {
    if (event.key === ' ') this.#letGoOfSpace();
  }

  #letGoOfSpace(): void {
    if (!this.#isSpaceHeld) return;
    this.#isSpaceHeld = false;
    this.#element.style.cursor = this.#tool.cursor;
  }
}
