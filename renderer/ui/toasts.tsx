// Short messages about what has just happened; they go away by themselves.
import { useEffect } from 'react';
import { create } from 'zustand';
import { type State, StateShape } from './StateMark.tsx';

interface Toast {
  readonly id: number;
  readonly state: State;
  readonly text: string;
}
const shownMs = 6_000;
let nextId = 1;
const useToasts = create<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }));

/** Returns what takes it away before its time. */
export function showToast(state: State, text: string): () => void {
  const toast = { id: nextId++, state, text };
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts.slice(-3), toast] }));
  return () => dismiss(toast.id);
}

const dismiss = (id: number): void =>
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((each) => each.id !== id) }));

function ToastView({ toast }: { toast: Toast }) {
  useEffect(() => {
    // Counted from when it is on the screen: in a hidden tab, or while the page is busy, it waits to be seen.
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => dismiss(toast.id), shownMs);
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [toast.id]);
  return (
    <div className="toast" role="status">
      <span className="mark">
        <StateShape state={toast.state} />
      </span>
      {toast.text}
    </div>
  );
}

export function Toasts() {
  const toasts = useToasts((state) => state.toasts);
  return (
    <div className="toasts">
      {toasts.map((toast) => (
        <ToastView key={toast.id} toast={toast} />
      ))}
    </div>
  );
}
