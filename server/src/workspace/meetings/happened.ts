// In:    libraries, a period, and what is stored about it.
// Out:   what happened, as sentences with a day and a page each, by kind and then by day.
import { HAPPENED_KINDS, type Happened } from '@askusnow/sdk/contract';
import type { Kysely } from 'kysely';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { windowOf } from '../../platform/time/day-window.ts';
import type { Interval } from '../../platform/time/intervals.ts';
import { libraryPath, pagePath } from '../tasks/task.ts';
import { loadAnnounced, loadHelp, loadLost, loadNewPlaces } from './happened-store.ts';
import { messages } from './messages.ts';
import { loadFollowUpSums } from '../follow-ups/sums-store.ts';
import { loadTrainingSums } from '../training/training-store.ts';

type Item = Happened['items'][number];

/** `zone`: of what is about no single library. */
export async function readHappened(
  db: Kysely<Tables>,
  libraries: readonly Pick<RegisteredLibrary, 'id' | 'name' | 'zone'>[],
  period: Interval,
  zone: string,
  nowMs: number,
): Promise<Item[]> {
  const byId = new Map(libraries.map((library) => [library.id, library]));
  const asked = { ...period, libraries: [...byId.keys()] };
  const dayOf = (at: Date, id: string | null): string => windowOf(byId.get(id ?? '')?.zone ?? zone, at.getTime(), 1).to;
  const item = (kind: Item['kind'], id: string | null, at: Date | string, text: string, page?: string): Item => {
    const library = id === null ? undefined : byId.get(id)!;
    return {
      kind,
      library: library === undefined ? null : { id: library.id, name: library.name },
      on: typeof at === 'string' ? at : dayOf(at, id),
      text,
      // A shared desk has no page of a library.
      path: library === undefined ? '/dashboard' : libraryPath(library.id, page),
    };
  };
  const days = { from: dayOf(new Date(period.startMs), null), to: dayOf(new Date(period.endMs - 1), null) };
  const [help, places, lost, followUps, announced, training] = await Promise.all([
    loadHelp(db, asked),
    loadNewPlaces(db, asked),
    loadLost(db, asked),
    loadFollowUpSums(
      db,
      asked.libraries.map((library) => ({ library, ...period })),
      nowMs,
    ),
    loadAnnounced(db, period),
    // Planned sessions have not happened.
    loadTrainingSums(db, asked.libraries, { ...days, to: [days.to, dayOf(new Date(nowMs), null)].sort()[0]! }),
  ]);
  const placesOf = Map.groupBy(places, ({ library }) => library);
  const items = [
    ...[...placesOf].flatMap(([id, its]) => {
      const first = its.find(({ isFirst }) => isFirst);
      return first === undefined ? [] : [item('new-partner', id, first.at, messages.newPartner(first.page))];
    }),
    ...help.flatMap((sum) =>
      sum.empty === 0 ? [] : [item('coverage', sum.library, sum.lastAt, messages.empty(sum.empty), 'coverage')],
    ),
    ...help.map((sum) => item('help', sum.library, sum.lastAt, messages.help(sum.requests, sum.taken), 'coverage')),
    ...[...placesOf].map(([id, its]) =>
      item('placements-new', id, its.at(-1)!.at, messages.newPlaces(its.map(({ page }) => page)), 'visibility'),
    ),
    ...lost.map(({ library, pages, at }) => item('placements-lost', library, at, messages.lost(pages), 'visibility')),
    ...followUps.map((sum) => item('follow-ups', sum.library, sum.lastAt, messages.followUps(sum), 'follow-ups')),
    ...announced.map(({ text, at }) => ({
      ...item('announcement', null, at, messages.announcement(text)),
      path: pagePath('announcements'),
    })),
    ...training.map((sum) =>
      item('training', sum.library, sum.last, messages.training(sum.sessions, sum.headcount), 'training'),
    ),
  ];
  return items.sort(
    (one, other) =>
      HAPPENED_KINDS.indexOf(one.kind) - HAPPENED_KINDS.indexOf(other.kind) || one.on.localeCompare(other.on),
  );
}
