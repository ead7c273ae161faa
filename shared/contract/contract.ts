// The whole contract: every procedure by its wire name `domain.verbNoun`.
import { coverageContract } from './coverage.ts';
import type { Input, Output, ParsedInput, Procedure, StreamEvent } from './define.ts';
import { filesContract } from './files.ts';
import { floorplanContract } from './floorplan.ts';
import { settingsContract } from './settings.ts';
import { siteContract } from './site.ts';
import { surveyContract } from './survey.ts';
import { tasksContract } from './tasks.ts';

export const contract = {
  site: siteContract,
  floorplan: floorplanContract,
  survey: surveyContract,
  coverage: coverageContract,
  settings: settingsContract,
  tasks: tasksContract,
  files: filesContract,
};
export type Contract = typeof contract;
export type DomainName = keyof Contract;

/** `{ 'site.createSite': Command<…>, … }` */
export type Procedures = {
  [Name in {
    [D in DomainName]: `${D}.${keyof Contract[D] & string}`;
  }[DomainName]]: Name extends `${infer D extends DomainName}.${infer V}`
    ? V extends keyof Contract[D]
      ? Contract[D][V]
      : never
    : never;
};
export type ProcedureName = keyof Procedures;
type NamesOfKind<K extends Procedure['kind']> = {
  [N in ProcedureName]: Procedures[N] extends { kind: K } ? N : never;
}[ProcedureName];
export type CallName = NamesOfKind<'query'> | NamesOfKind<'command'>;
export type QueryName = NamesOfKind<'query'>;
export type CommandName = NamesOfKind<'command'>;
export type StreamName = NamesOfKind<'stream'>;

export type InputOf<N extends ProcedureName> = Procedures[N] extends Procedure ? Input<Procedures[N]> : never;
export type ParsedInputOf<N extends ProcedureName> = Procedures[N] extends Procedure
  ? ParsedInput<Procedures[N]>
  : never;
export type OutputOf<N extends CallName> = Procedures[N] extends Procedure ? Output<Procedures[N]> : never;
export type EventOf<N extends StreamName> = Procedures[N] extends Procedure ? StreamEvent<Procedures[N]> : never;

/** All procedures by wire name, in the order of the contract. */
export const procedures = Object.fromEntries(
  Object.entries(contract).flatMap(([domain, verbs]) =>
    Object.entries(verbs).map(([verb, procedure]) => [`${domain}.${verb}`, procedure]),
  ),
) as unknown as Procedures;

export const procedureNames = Object.keys(procedures) as ProcedureName[];

/** The definition behind a wire name, or undefined for a name nobody promised. */
export function findProcedure(name: string): Procedure | undefined {
  return Object.hasOwn(procedures, name) ? (procedures as Record<string, Procedure>)[name] : undefined;
}
