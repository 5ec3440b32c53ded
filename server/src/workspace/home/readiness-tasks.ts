// In:    checklists.
// Out:   for a library, hours that run out, and how much of its list is not proved; for the coordinator, who is not live yet.
import type { Task } from '@askusnow/sdk/contract';
import { checkLibraries, type Partner } from '../readiness/partners.ts';
import { libraryPath, pagePath, type TaskSource } from '../tasks/task.ts';
import { messages as readiness } from '../readiness/messages.ts';
import { messages } from './messages.ts';

export function readinessTasks({ library: id, name, live, lines }: Partner): Task[] {
  const library = { id, name };
  const unmet = lines.filter(({ state }) => state === 'unmet');
  const hours = unmet.find(({ key }) => key === 'hours');
  // The button and its sites have tasks of their own once the library is live.
  const others = unmet.filter(({ key }) => key !== 'hours' && !(live && (key === 'tag' || key === 'origins')));
  return [
    ...(hours === undefined
      ? []
      : [
          {
            key: 'hours-end',
            harm: live ? ('patrons-soon' as const) : ('due' as const),
            library,
            title: hours.why,
            action: hours.action ?? messages.seeList,
            path: hours.path ?? libraryPath(id),
            since: null,
          },
        ]),
    ...(others.length === 0
      ? []
      : [
          {
            key: 'not-ready',
            harm: 'due' as const,
            library,
            title: messages.stepsLeft(others.map(({ key }) => readiness.steps[key])),
            action: messages.seeList,
            path: libraryPath(id, 'visibility?part=checklist'),
            since: null,
          },
        ]),
  ];
}

export const readinessSource: TaskSource = {
  reads: messages.reads.readiness,
  async ofLibraries(deps, libraries, nowMs) {
    return (await checkLibraries(deps, libraries, nowMs)).flatMap(readinessTasks);
  },
  ofCooperative({ registry }) {
    const names = registry.librariesByName().flatMap(({ name, live }) => (live ? [] : [name]));
    const tasks: Task[] =
      names.length === 0
        ? []
        : [
            {
              key: 'not-live',
              harm: 'due',
              library: null,
              title: messages.notLive(names),
              action: messages.seeChecks,
              path: pagePath('partners'),
              since: null,
            },
          ];
    return Promise.resolve(tasks);
  },
};
