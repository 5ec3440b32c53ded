// In:    the help requests that nobody has taken.
// Out:   a task for each, at its library and for the coordinator.
import type { Task } from '@askusnow/sdk/contract';
import type { Registry } from '../../cooperative/registry.ts';
import type { HelpRequest } from '../../help/assistance/record.ts';
import { loadOpen } from '../../help/assistance/view-store.ts';
import { clockText, SHORT_DAY } from '../../platform/time/clock-text.ts';
import { toInstant } from '../../platform/time/instants.ts';
import { libraryPath, pagePath, type TaskSource } from '../tasks/task.ts';
import { messages } from './messages.ts';

type Names = Pick<Registry, 'library' | 'queue'>;

/** A taken or covered request waits for nobody. */
const isWaiting = ({ standing: { state } }: HelpRequest): boolean => state === 'open' || state === 'acknowledged';

function helpTask({ library, queue, standing }: HelpRequest, names: Names, path: string, nowMs: number): Task {
  const known = library === null ? undefined : names.library(library);
  const desk = names.queue(queue);
  const hasBegun = standing.startMs <= nowMs;
  return {
    key: 'help-request',
    harm: hasBegun ? 'patrons-now' : 'patrons-soon',
    library: known === undefined ? null : { id: known.id, name: known.name },
    title: messages.helpWanted(
      desk?.name ?? 'A desk',
      hasBegun ? null : clockText(standing.startMs, desk?.zone ?? known?.zone ?? 'UTC', SHORT_DAY),
    ),
    action: messages.takeHelp,
    path,
    since: toInstant(standing.openedMs),
  };
}

export const helpSource: TaskSource = {
  reads: messages.reads.help,
  async ofLibraries({ database, registry }, libraries, nowMs) {
    const own = new Set(libraries.map(({ id }) => id));
    return (await loadOpen(database))
      .filter(isWaiting)
      .flatMap((request) =>
        request.library !== null && own.has(request.library)
          ? [helpTask(request, registry, libraryPath(request.library, 'coverage'), nowMs)]
          : [],
      );
  },
  async ofCooperative({ database, registry }, nowMs) {
    return (await loadOpen(database))
      .filter(isWaiting)
      .map((request) => helpTask(request, registry, pagePath('now'), nowMs));
  },
};
