// The core for components: reads go through a cache keyed by procedure and input, commands and streams go straight.
import { keepPreviousData, QueryClient, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useRef } from 'react';
import type {
  CallName,
  CommandName,
  EventOf,
  InputOf,
  OutputOf,
  QueryName,
  StreamName,
} from '../../shared/contract/contract.ts';
import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import type { Client, StreamObserver } from '../../shared/rpc/client.ts';

const ClientContext = createContext<Client | undefined>(undefined);
export const ClientProvider = ClientContext.Provider;

export function useClient(): Client {
  const client = useContext(ClientContext);
  if (!client) throw new Error('no client around this component');
  return client;
}

export const queryClient = new QueryClient({
  // What changes in the core is announced by it (watchSite), so nothing is fetched again on a guess.
  defaultOptions: {
    queries: { staleTime: Number.POSITIVE_INFINITY, retry: false, refetchOnWindowFocus: false, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});

/** Any failure as one that has words for a person. */
export const asAppError = (error: unknown): AppError =>
  isAppError(error) ? error : new AppError('internal', { reference: 'window' });

export function useCall<N extends QueryName>(
  name: N,
  input: InputOf<N>,
  options: { enabled?: boolean; keepPrevious?: boolean; isAskedAnew?: boolean } = {},
): UseQueryResult<OutputOf<N>, AppError> {
  const client = useClient();
  return useQuery<OutputOf<N>, AppError>({
    queryKey: [name, input],
    queryFn: ({ signal }) => client.call(name as CallName, input as never, { signal }) as Promise<OutputOf<N>>,
    enabled: options.enabled ?? true,
    // For what nobody announces: folders and disks change outside of Groma.
    ...(options.isAskedAnew ? { staleTime: 0, refetchOnMount: 'always' as const } : {}),
    ...(options.keepPrevious ? { placeholderData: keepPreviousData as never } : {}),
  });
}

export function useCommand<N extends CommandName>(name: N) {
  const client = useClient();
  return useMutation<OutputOf<N>, AppError, InputOf<N>>({
    mutationFn: (input) => client.call(name as CallName, input as never) as Promise<OutputOf<N>>,
  });
}

/** Subscribes while the component is mounted; a new input starts anew. */
export function useStream<N extends StreamName>(
  name: N,
  input: InputOf<N> | undefined,
  observer: StreamObserver<EventOf<N>>,
): void {
  const client = useClient();
  const latest = useRef(observer);
  latest.current = observer;
  const key = JSON.stringify(input);
  useEffect(() => {
    if (key === undefined) return;
    return client.subscribe(name, JSON.parse(key) as InputOf<N>, {
      event: (event) => latest.current.event(event),
      gap: () => latest.current.gap?.(),
      error: (error) => latest.current.error?.(error),
      end: () => latest.current.end?.(),
    });
  }, [client, name, key]);
}

/** Has everything of these procedures fetched again where it is shown. */
export function invalidate(...names: readonly QueryName[]): void {
  for (const name of names) void queryClient.invalidateQueries({ queryKey: [name] });
}
