import { getTasks, type AssistanceRequest, type TaskList } from '@askusnow/sdk';
import { css, html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { WORDS } from '../i18n/words.js';
import { messages as appMessages } from '../i18n/app.js';
import { isOpen } from '../logic/help-requests.js';
import { connection } from '../ui/connection.js';
import { messages } from '../i18n/home.js';
import { LiveQuery } from '../ui/live-query.js';
import './task-list.js';

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

/** The head of a home page. */
export const tasksHead = (tasks: LiveQuery<TaskList>, libraries: readonly { name: string }[]) => ({
  heading: appMessages.homePage,
  sub: libraries.length === 1 ? libraries[0]!.name : '',
  kept: tasks,
  zone: tasks.last?.zone,
});

/** The layout of a home page. */
export const homeLayout = css`
  section > * + * {
    margin-top: var(--space-2);
  }

  /* As high as they mostly are: they come later. */
  patrons-see,
  desks-now {
    display: block;
    min-height: 1.5rem;
  }
`;

/** What waits for the reader. `several`: each task names its library. */
export function tasksSection({ last }: LiveQuery<TaskList>, several = false): TemplateResult {
  if (!last) return html`<p class="soft">${WORDS.checking}</p>`;
  return html`<section aria-labelledby="tasks">
    <h2 id="tasks">${appMessages.tasksPage}</h2>
    ${last.total === 0 ? null : html`<p class="soft">${messages.count(last.total)}</p>`}
    <task-list .list=${last} ?several=${several}></task-list>
  </section>`;
}
