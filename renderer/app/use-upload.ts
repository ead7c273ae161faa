// A file handed to the core, with its progress; what was handed over and not used is discarded.
import { useEffect, useRef, useState } from 'react';
import type { FileSource } from '../../shared/contract/common.ts';
import type { AppError } from '../../shared/errors/app-error.ts';
import { asAppError, useClient } from './client.tsx';
import { uploadFile } from './upload.ts';

export interface Upload {
  readonly file: File | undefined;
  readonly share: number;
  readonly source: FileSource | undefined;
  readonly error: AppError | undefined;
  start(file: File): void;
  reset(): void;
  /** From now on a task owns the bytes. */
  handOver(): void;
}

interface State {
  readonly file: File | undefined;
  readonly share: number;
  readonly source: FileSource | undefined;
  readonly error: AppError | undefined;
}
const empty: State = { file: undefined, share: 0, source: undefined, error: undefined };

export function useUpload(): Upload {
  const client = useClient();
  const [state, setState] = useState<State>(empty);
  const running = useRef<AbortController>(undefined);
  const owned = useRef<FileSource>(undefined);

  function discard(): void {
    running.current?.abort();
    const source = owned.current;
    owned.current = undefined;
    if (source && 'uploadId' in source)
      void client.call('files.discardUpload', { uploadId: source.uploadId }).catch(() => undefined);
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the dialog goes away
  useEffect(() => discard, []);

  return {
    ...state,
    start(file) {
      discard();
      const controller = new AbortController();
      running.current = controller;
      setState({ ...empty, file });
      uploadFile(client, file, {
        signal: controller.signal,
        onProgress: (share) => setState((before) => ({ ...before, share })),
      }).then(
        (source) => {
          if (controller.signal.aborted) return;
          owned.current = source;
          setState((before) => ({ ...before, share: 1, source }));
        },
        (error: unknown) => {
          if (!controller.signal.aborted) setState((before) => ({ ...before, error: asAppError(error) }));
        },
      );
    },
    reset() {
      discard();
      setState(empty);
    },
    handOver() {
      owned.current = undefined;
    },
  };
}
