// Without a core: it is still starting, it could not start, or the connection to it was lost.
import { RotateCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { AppError } from '../../shared/errors/app-error.ts';
import { Button } from '../ui/controls.tsx';
import { ErrorNote } from '../ui/notes.tsx';
import { Mark } from './icons.tsx';

/** What takes no longer than this is not worth a word. */
const quietMs = 400;

export function CoreStarting() {
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), quietMs);
    return () => clearTimeout(timer);
  }, []);
  return <main className="alone">{isShown ? <p className="muted">Starting Groma</p> : null}</main>;
}

export function CoreGone({ error, isLost }: { error: AppError; isLost: boolean }) {
  return (
    <main className="alone">
      <div className="alone-card">
        <div className="row">
          <Mark size={28} />
          <h1>{isLost ? 'Groma is not running any more' : 'Groma could not start'}</h1>
        </div>
        <ErrorNote
          error={
            isLost
              ? {
                  message: error.message,
                  step: 'What was saved is safe. If Groma was ended, start it again and use the new link; otherwise reload.',
                }
              : error
          }
          actions={
            <Button onClick={() => location.reload()}>
              <RotateCw />
              Reload
            </Button>
          }
        />
      </div>
    </main>
  );
}
