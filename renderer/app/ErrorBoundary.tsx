// A part of the screen that broke says so; the data is in the core and is not touched by it.
import { RotateCw } from 'lucide-react';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button } from '../ui/controls.tsx';
import { Note } from '../ui/notes.tsx';

interface State {
  readonly error: Error | undefined;
}

export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: undefined };

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    // biome-ignore lint/suspicious/noConsole: the window has no other log
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    const details = `${error.stack ?? error.message}`;
    return (
      <div className="alone">
        <div className="alone-card">
          <Note
            state="fail"
            title="Something broke in this window, your data is saved."
            actions={
              <>
                <Button onClick={() => void navigator.clipboard.writeText(details)}>Copy details</Button>
                <Button onClick={() => location.reload()}>
                  <RotateCw />
                  Reload
                </Button>
              </>
            }
          >
            {error.message}
          </Note>
        </div>
      </div>
    );
  }
}
