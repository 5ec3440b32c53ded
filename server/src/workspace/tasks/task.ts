// Out:   what a source of tasks is; tasks in order of harm.
// Never: knows the sources: home/sources.ts lists them.
import { TASK_HARMS, type Task } from '@askusnow/sdk/contract';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { OwnDesks } from '../../coverage/ledger/own-desks.ts';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import type { ReadOverview } from '../../visibility/placements/overview.ts';

/** What sources read from. `database`: for the purpose of the caller. */
export interface TaskDeps {
  database: Database;
  registry: Registry;
  ownDesks: OwnDesks;
  config: Pick<Config, 'mail'>;
  /** The coordinator's table. */
  overview: ReadOverview;
}

/** A task as its source finds it. `startsAt`: of time ahead, its first instant; it orders the list and is not sent. */
export interface FoundTask extends Task {
  startsAt?: string;
}

/** Tasks about one subject, from facts that are stored already. A role without a function has none. */
export interface TaskSource {
  /** What it reads, as a list names it: "help requests". */
  reads: string;
  /** For a liaison or viewer of these libraries. */
  ofLibraries?(deps: TaskDeps, libraries: readonly RegisteredLibrary[], nowMs: number): Promise<FoundTask[]>;
  /** For a liaison itself, whatever its libraries. */
  ofLiaison?(deps: TaskDeps, account: { id: number }, nowMs: number): Promise<FoundTask[]>;
  /** For the coordinator: counts of many libraries rather than a task for each. */
  ofCooperative?(deps: TaskDeps, nowMs: number): Promise<FoundTask[]>;
  ofProvider?(deps: TaskDeps, account: { id: number }, nowMs: number): Promise<FoundTask[]>;
}

/** An instant that sorts after all others. */
const LATEST = '9999';

const timeOf = ({ since, startsAt }: FoundTask): string => since ?? startsAt ?? LATEST;

/** The worst harm first; within one harm, by time: what has begun, then what is ahead, then what has no time. */
export const inOrderOfHarm = <Found extends FoundTask>(tasks: readonly Found[]): Found[] =>
  tasks.toSorted(
    (one, other) =>
      TASK_HARMS.indexOf(one.harm) - TASK_HARMS.indexOf(other.harm) || timeOf(one).localeCompare(timeOf(other)),
  );

export const HOME_PATH = '/dashboard';

/** `page`: with a query where a part of it is meant; a query alone is the library's first page's. */
export const libraryPath = (library: string, page = ''): string =>
  `${HOME_PATH}/${library}${page === '' || page.startsWith('?') ? page : `/${page}`}`;

/** A page that belongs to no library. */
export const pagePath = (page: string): string => `${HOME_PATH}/-/${page}`;
