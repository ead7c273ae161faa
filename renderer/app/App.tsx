// The whole program: providers, theme, the state of the connection, the frame.
import { QueryClientProvider } from '@tanstack/react-query';
import { Tooltip } from 'radix-ui';
import { useEffect, useSyncExternalStore } from 'react';
import type { Client } from '../../shared/rpc/client.ts';
import { Toasts } from '../ui/toasts.tsx';
import { CoreGone, CoreStarting } from './CoreGone.tsx';
import { ClientProvider, queryClient } from './client.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Frame } from './Frame.tsx';
import { useApplyTheme } from './theme.ts';

function Connected() {
  useApplyTheme();
  return <Frame />;
}

export function App({ client }: { client: Client }) {
  const state = useSyncExternalStore(
    (changed) => client.onState(changed),
    () => client.state,
  );
  useEffect(() => {
    // Whatever a drag drops outside of a place for it must not replace the program by the file.
    const stop = (event: DragEvent) => event.preventDefault();
    window.addEventListener('dragover', stop);
    window.addEventListener('drop', stop);
    return () => {
      window.removeEventListener('dragover', stop);
      window.removeEventListener('drop', stop);
    };
  }, []);
  return (
    <ErrorBoundary>
      <ClientProvider value={client}>
        <QueryClientProvider client={queryClient}>
          <Tooltip.Provider delayDuration={400}>
            {state.status === 'ready' ? (
              <Connected />
            ) : state.status === 'connecting' ? (
              <CoreStarting />
            ) : (
              <CoreGone error={state.error} isLost={state.status === 'closed'} />
            )}
            <Toasts />
          </Tooltip.Provider>
        </QueryClientProvider>
      </ClientProvider>
    </ErrorBoundary>
  );
}
