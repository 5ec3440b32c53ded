// In:    what needs attention at each library, as the overview says it.
// Out:   a task for each reason that asks somebody to act; for the coordinator, the libraries that lose something now.
// Never: judges again: visibility/placements/attention.ts has.
import type { Attention, AttentionReason, Task, TaskHarm } from '@askusnow/sdk/contract';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import { loadOpenGaps } from '../../coverage/ledger/open-gaps.ts';
import { loadSeen } from '../../coverage/presence/seen-store.ts';
import { chunksOf } from '../../platform/chunks.ts';
import { SHORT_DAY, spanText } from '../../platform/time/clock-text.ts';
import { toInstant } from '../../platform/time/instants.ts';
import { readVisibility, type SeenLibrary } from '../../visibility/placements/read-visibility.ts';
import { doubtfulOf, lossOf } from '../../visibility/placements/attention.ts';
import type { CountedRow } from '../../visibility/placements/overview.ts';
import {
  HOME_PATH,
  inOrderOfHarm,
  libraryPath,
  type FoundTask,
  type TaskDeps,
  type TaskSource,
} from '../tasks/task.ts';
import { messages } from './messages.ts';

/** Libraries per read. */
const CHUNK_LIBRARIES = 100;
const WINDOW_DAYS = 30;

const HARMS: Record<AttentionReason, TaskHarm> = {
  refused: 'numbers',
  lost: 'patrons-now',
  'desk-empty': 'patrons-now',
  'some-refused': 'numbers',
  'never-seen': 'patrons-soon',
  'places-lost': 'patrons-soon',
  'gaps-ahead': 'patrons-soon',
  doubtful: 'numbers',
  suspect: 'numbers',
  'no-clicks': 'better',
  'key-pages': 'better',
  quiet: 'better',
  new: 'better',
};

/** Where the dashboard shows it; absent: the library's first page, which opens on a month in its first week. */
const PAGES: Partial<Record<AttentionReason, string>> = {
  lost: 'visibility?part=places',
  'desk-empty': 'coverage',
  'never-seen': 'visibility?part=webmaster',
  'places-lost': 'visibility?part=places',
  'gaps-ahead': 'coverage',
  'no-clicks': 'visibility?part=places',
  'key-pages': 'visibility?part=pages',
  quiet: 'visibility?part=places',
  refused: '?days=30',
  'some-refused': '?days=30',
  doubtful: '?days=30',
  suspect: '?days=30',
};

type SeenFacts = Pick<SeenLibrary, 'attention' | 'lostSince' | 'firstGap'> & {
  library: Pick<RegisteredLibrary, 'id' | 'name' | 'live' | 'zone'>;
};
type LossFacts = Pick<SeenFacts, 'lostSince'> & { library: Omit<SeenFacts['library'], 'zone'> };

/** `first`: when the first of what is counted is, where it has a time. */
function toTask(
  { library: { id, name, live }, lostSince }: LossFacts,
  { reason, count }: Attention,
  first?: string,
): Task {
  const words = messages.attention[reason](count, first);
  return {
    key: reason,
    // Before the library goes live, its patrons are promised nothing.
    harm: reason === 'never-seen' && !live ? 'due' : HARMS[reason],
    library: { id, name },
    title: words.title,
    action: words.action,
    path: libraryPath(id, PAGES[reason]),
    since: reason === 'lost' ? lostSince : null,
  };
}

/** Good to know is no task. */
export const attentionTasks = (seen: SeenFacts): FoundTask[] =>
  seen.attention
    .filter(({ level }) => level !== 'note')
    .map((each) =>
      each.reason === 'gaps-ahead' && seen.firstGap !== null
        ? {
            ...toTask(seen, each, spanText(seen.firstGap, seen.library.zone, SHORT_DAY)),
            startsAt: toInstant(seen.firstGap.startMs),
          }
        : toTask(seen, each),
    );

/** More libraries are counted: the table lists them in the same order. */
const MAX_NAMED = 5;

/** The worst loss of each live library, the worst libraries by name. */
export function lossTasks(
  rows: readonly Pick<CountedRow, 'library' | 'name' | 'live' | 'attention' | 'lostSince'>[],
): Task[] {
  const losing = rows.flatMap((row) => {
    const worst = lossOf(row);
    const { library: id, name, live, lostSince } = row;
    return worst ? [toTask({ library: { id, name, live }, lostSince }, worst)] : [];
  });
  const more = losing.length - MAX_NAMED;
  return [
    ...inOrderOfHarm(losing).slice(0, MAX_NAMED),
    ...(more > 0
      ? [
          {
            key: 'more-losses',
            harm: 'numbers' as const,
            library: null,
            title: messages.moreLosses(more),
            action: messages.seeTable,
            path: `${HOME_PATH}?sort=attention`,
            since: null,
          },
        ]
      : []),
  ];
}

/** A library whose clicks have to be checked before the total means much. */
export function doubtTasks(rows: readonly Pick<CountedRow, 'library' | 'name' | 'counts' | 'clicksToCheck'>[]): Task[] {
  const all = rows.reduce((sum, { counts }) => sum + counts.clicks, 0);
  return doubtfulOf(rows).map(({ library: id, name, clicksToCheck }) => ({
    key: 'doubtful',
    harm: HARMS.doubtful,
    library: { id, name },
    title: messages.clicksToCheck(clicksToCheck!, all),
    action: messages.checkClicks,
    path: libraryPath(id, PAGES.doubtful),
    since: null,
  }));
}

/** Since when a library's own desk is empty. */
async function emptySince(
  { database, registry }: TaskDeps,
  nowMs: number,
): Promise<(library: string) => string | null> {
  const gaps = new Map(
    (await loadOpenGaps(database.db, await loadSeen(database), nowMs)).map(({ queue, startMs }) => [queue, startMs]),
  );
  return (library) => {
    const own = registry.library(library)?.queues.find(({ tier }) => tier === 'local');
    return toInstant(gaps.get(own?.queueId ?? '') ?? null);
  };
}

export const attentionSource: TaskSource = {
  reads: messages.reads.attention,
  async ofLibraries(deps, libraries, nowMs) {
    const tasks: FoundTask[] = [];
    for (const some of chunksOf(libraries, CHUNK_LIBRARIES)) {
      tasks.push(...(await readVisibility(deps, some, WINDOW_DAYS, nowMs)).flatMap(attentionTasks));
    }
    if (!tasks.some(({ key }) => key === 'desk-empty')) return tasks;
    const sinceOf = await emptySince(deps, nowMs);
    return tasks.map((task) =>
      task.key === 'desk-empty' && task.library !== null ? { ...task, since: sinceOf(task.library.id) } : task,
    );
  },
  async ofCooperative({ overview }) {
    const { rows } = await overview(WINDOW_DAYS);
    return [...lossTasks(rows), ...doubtTasks(rows)];
  },
};
