// Commands that screens offer while they are mounted: in the palette, and by key.
import { useEffect, useRef } from 'react';
import { create } from 'zustand';

export interface Command {
  readonly id: string;
  readonly title: string;
  /** Shown grouped: "Site", "Plan". */
  readonly group: string;
  /** As a person reads it: `Ctrl K`, `G P`, `0`. */
  readonly keys?: string;
  /** Found by this too, though it is not shown. */
  readonly search?: string;
  readonly isOff?: boolean;
  run(): void;
}

const useRegistry = create<{ readonly sets: ReadonlyMap<symbol, readonly Command[]> }>(() => ({ sets: new Map() }));

export const useAllCommands = (): Command[] => [...useRegistry((registry) => registry.sets).values()].flat();

/** Offers commands while mounted. Titles, keys and states may change; `run` is always the latest. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  latest.current = commands;
  const shape = JSON.stringify(commands.map(({ id, title, group, keys, isOff }) => [id, title, group, keys, isOff]));
  useEffect(() => {
    const token = Symbol(shape.slice(0, 20));
    const entries = latest.current.map((command, index) => ({ ...command, run: () => latest.current[index]?.run() }));
    useRegistry.setState(({ sets }) => ({ sets: new Map([...sets, [token, entries]]) }));
    return () => useRegistry.setState(({ sets }) => ({ sets: new Map([...sets].filter(([key]) => key !== token)) }));
  }, [shape]);
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** The key that was pressed, written as commands write theirs. */
export function keyText(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const isLetter = /^[A-Z]$/.test(key);
  return [
    event.ctrlKey || event.metaKey ? 'Ctrl' : '',
    event.altKey ? 'Alt' : '',
    event.shiftKey && (isLetter || event.key.length > 1) ? 'Shift' : '',
    key,
  ]
    .filter(Boolean)
    .join(' ');
}

const sequenceMs = 1_000;

/** Runs commands by their keys, also in sequence (`G P`). Plain keys are left alone while somebody types. */
export function useCommandKeys(): void {
  const commands = useAllCommands();
  const latest = useRef(commands);
  latest.current = commands;
  const pending = useRef({ text: '', atMs: 0 });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const text = keyText(event);
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (isPlain && (isTyping(event.target) || document.querySelector('[role="dialog"]'))) return;
      const before = Date.now() - pending.current.atMs < sequenceMs ? pending.current.text : '';
      const match = latest.current.find(
        ({ keys, isOff }) => !isOff && keys !== undefined && (keys === text || keys === `${before} ${text}`.trim()),
      );
      pending.current = { text: match ? '' : text, atMs: Date.now() };
      if (!match) return;
      event.preventDefault();
      match.run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
