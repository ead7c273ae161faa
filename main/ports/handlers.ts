// Handlers of the contract, typed from it: a missing or an extra one does not compile.
import type { Output, ParsedInput, Procedure, Stream, StreamEvent } from '../../shared/contract/define.ts';

export interface CallContext {
  /** Aborts on cancel, deadline, unsubscribe, or when the window goes. */
  readonly signal: AbortSignal;
}

export type Handler<P extends Procedure> = P extends Stream
  ? (input: ParsedInput<P>, context: CallContext) => AsyncIterable<StreamEvent<P>>
  : (input: ParsedInput<P>, context: CallContext) => Output<P> | Promise<Output<P>>;

/** All handlers of one domain's contract. */
export type Handlers<C extends Record<string, Procedure>> = { readonly [V in keyof C]: Handler<C[V]> };
