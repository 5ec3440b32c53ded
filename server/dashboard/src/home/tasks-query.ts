import { getTasks, type AssistanceRequest, type TaskList } from '@askusnow/sdk';
import type { ReactiveControllerHost } from 'lit';
import { WORDS } from '../i18n/words.js';
import { messages as appMessages } from '../i18n/app.js';
import { isOpen } from '../logic/help-requests.js';
import { connection } from '../ui/connection.js';
import { messages } from '../i18n/home.js';
import { LiveQuery } from '../ui/live-query.js';

/** Announces what came to hurt patrons since the list was read before, but for the reader's own requests for help. */
function newsText(before: TaskList | undefined, { tasks }: TaskList, own: readonly AssistanceRequest[]): string {
  if (before === undefined) return '';
  const keyOf = ({ key, library }: TaskList['tasks'][number]): string => `${key} ${library?.id ?? ''}`;
  const known = new Set(before.tasks.map(keyOf));
  return tasks
    .filter((task) => task.harm === 'patrons-now' && !known.has(keyOf(task)))
    .filter(
      ({ key, library }) =>
        key !== 'help-request' || !own.some((each) => isOpen(each) && each.library === (library?.id ?? null)),
    )
    .map(({ title }) => messages.newTask(title))
    .join(' ');
}

/** What waits for the reader, kept up to date. */
export const tasksQuery = (host: ReactiveControllerHost & HTMLElement): LiveQuery<TaskList> =>
  new LiveQuery<TaskList>(
    host,
    ['counts', 'queue', 'schedule', 'presence', 'requests', 'notices', 'workspace'],
    () => getTasks(connection),
    newsText,
  );

/** The head of a page with the tasks. */
export const tasksHead = (tasks: LiveQuery<TaskList>) => ({
  heading: appMessages.tasksPage,
  sub: tasks.last ? messages.count(tasks.last.total) : WORDS.checking,
  kept: tasks,
});
