// Handlers by wire name. The types make a missing or an extra handler an error of compilation.
import type { Contract } from '../../shared/contract/contract.ts';
import type { HandlerTable } from '../../shared/rpc/server.ts';
import type { Handlers } from '../ports/handlers.ts';

export type DomainHandlers = { readonly [D in keyof Contract]: Handlers<Contract[D]> };

export function handlerTable(domains: DomainHandlers): HandlerTable {
  return Object.fromEntries(
    Object.entries(domains).flatMap(([domain, verbs]) =>
      Object.entries(verbs).map(([verb, handler]) => [`${domain}.${verb}`, handler]),
    ),
  ) as HandlerTable;
}
