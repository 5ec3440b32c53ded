// In:    a reader, the sources of tasks, now.
// Out:   what waits for the reader, in order of harm.
// Never: an all-clear for what could not be read: that is a task of its own.
import type { Role, Task, TaskList } from '@askusnow/sdk/contract';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import { toError } from '../../platform/to-error.ts';
import { toInstant } from '../../platform/time/instants.ts';
import { HOME_PATH, inOrderOfHarm, type FoundTask, type TaskDeps, type TaskSource } from '../tasks/task.ts';
import { messages } from './messages.ts';
import { TASK_SOURCES } from './sources.ts';

/** Whose tasks, and the libraries that they see. */
export interface TaskReader {
  /** Null: no account; what a source has for accounts alone is left out. */
  id: number | null;
  role: Role;
  libraries: readonly RegisteredLibrary[];
}

export interface LoadTasksDeps extends TaskDeps {
  /** Called with the error of each source that could not be read. */
  onError: (error: Error) => void;
  /** Absent: all. */
  sources?: readonly TaskSource[];
}

/** More are counted, and not listed. */
const MAX_TASKS = 100;

const uncheckedTask = ({ reads }: TaskSource): FoundTask => ({
  key: 'unchecked',
  harm: 'unchecked',
  library: null,
  title: messages.unchecked(reads),
  action: messages.checkAgain,
  path: HOME_PATH,
  since: null,
});

type Read = (source: TaskSource, deps: TaskDeps, reader: TaskReader, nowMs: number) => Promise<FoundTask[]> | undefined;

const readOfLibraries: Read = (source, deps, { libraries }, nowMs) => source.ofLibraries?.(deps, libraries, nowMs);

const ofAccount = (
  { id }: TaskReader,
  read: (account: { id: number }) => Promise<FoundTask[]> | undefined,
): Promise<FoundTask[]> | undefined => (id === null ? undefined : read({ id }));

/** What each role reads of a source; undefined: nothing. */
const READ_BY_ROLE: Record<Role, Read> = {
  coordinator: (source, deps, _reader, nowMs) => source.ofCooperative?.(deps, nowMs),
  liaison: (source, deps, reader, nowMs) =>
    source.ofLiaison === undefined
      ? readOfLibraries(source, deps, reader, nowMs)
      : ofAccount(reader, (account) => source.ofLiaison!(deps, account, nowMs)),
  // A viewer changes nothing, and is not asked to.
  viewer: (...asked) =>
    readOfLibraries(...asked)?.then((tasks) => tasks.map((task) => ({ ...task, action: messages.seeOnly }))),
  provider: (source, deps, reader, nowMs) => ofAccount(reader, (account) => source.ofProvider?.(deps, account, nowMs)),
  // Its people work on the desk's page.
  desk: () => undefined,
};

const toSent = ({ startsAt: _order, ...task }: FoundTask): Task => task;

export async function loadTasks(
  deps: LoadTasksDeps,
  reader: TaskReader,
  nowMs: number,
): Promise<Omit<TaskList, 'zone'>> {
  const { sources = TASK_SOURCES, onError } = deps;
  const checked: string[] = [];
  const found = await Promise.all(
    sources.map(async (source) => {
      try {
        const tasks = await READ_BY_ROLE[reader.role](source, deps, reader, nowMs);
        if (tasks !== undefined) checked.push(source.reads);
        return tasks ?? [];
      } catch (error) {
        onError(toError(error));
        return [uncheckedTask(source)];
      }
    }),
  );
  const tasks = inOrderOfHarm(found.flat());
  return {
    checkedAt: toInstant(nowMs),
    checked: sources.map(({ reads }) => reads).filter((reads) => checked.includes(reads)),
    total: tasks.length,
    tasks: tasks.slice(0, MAX_TASKS).map(toSent),
  };
}
