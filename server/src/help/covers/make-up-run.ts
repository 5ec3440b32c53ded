// In:    the clock.
// Out:   notices, each once: hours that were to be made up by a day that is over; where people are missing next week. By one node.
// Never: an hour that became late long ago, as when a cooperative begins to ask for it.
import { Temporal } from 'temporal-polyfill';
import { libraryName } from '../../cooperative/names.ts';
import { isShared } from '../../accounts/scope.ts';
import type { RegisteredQueue } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import { loadToMakeUp } from '../../coverage/making-up/store.ts';
import type { Config } from '../../platform/config.ts';
import { runEach } from '../../platform/jobs/run-each.ts';
import { startJob, type JobDeps, type RunningJob } from '../../platform/jobs/jobs.ts';
import { addDays, mondayOf, startOfDayMs, windowOf } from '../../platform/time/day-window.ts';
import { DAY_MS, HOUR_MS, toInstant } from '../../platform/time/instants.ts';
import { loadShortTimes } from '../../schedule/covers/made-up-store.ts';
import type { Uneven } from '../../schedule/covers/week.ts';
import { loadOwingByDesk } from '../../schedule/covers/store.ts';
import { notifyEach, type Notice } from '../notices/notices.ts';
import { dateTime } from '../notices/when.ts';
import { messages } from './messages.ts';

export interface MakeUpNoticeDeps extends JobDeps {
  config: Pick<Config, 'publicUrl'>;
  registry: Pick<Registry, 'library' | 'queues' | 'sharedHours'>;
}

/** A server that was down on the day says it on the next. */
const LATE_FOR_MS = 2 * DAY_MS;
/** On Thursday at 9 by the desk's clock: there is time to find somebody. */
const [SAID_ON_DAY, SAID_AT] = [3, '09:00'];
/** A notice lists so many times; the rest is counted. */
const LISTED = 8;

interface Of extends Pick<Notice, 'key' | 'kind' | 'subject' | 'text'> {
  data: object;
}

/** `library` null: to the statewide coordinator. */
const toNotice = (library: string | null, { key, text, data, ...of }: Of, deps: MakeUpNoticeDeps): Notice => {
  const url = `${deps.config.publicUrl}/dashboard/${library ?? '-'}/shared-hours`;
  return {
    ...of,
    key: `${key}:${library ?? 'statewide'}`,
    tier: library === null ? 'statewide' : 'local',
    library,
    text: `${text}\n\n${url}\n`,
    data: { ...data, url },
    atMs: deps.clock.now(),
  };
};

async function lateNotices(deps: MakeUpNoticeDeps): Promise<Notice[]> {
  const { database, clock, registry } = deps;
  const desks = await loadToMakeUp(database.db, registry, clock.now());
  return desks.flatMap(({ desk: { id: queue, name, zone }, hours }) =>
    hours.flatMap((hour): Notice[] => {
      const { library, startMs, endMs, through, minutes, pickedMinutes, lateMs } = hour;
      if (lateMs === null || lateMs < clock.now() - LATE_FOR_MS) return [];
      const text = messages.hour(name, dateTime(startMs, zone), dateTime(endMs, zone));
      const of: Of = {
        key: ['not-made-up', queue, library, hour.service, startMs].join(':'),
        kind: 'hour-not-made-up',
        subject: messages.notMadeUp.subject(text),
        text: messages.notMadeUp.text(libraryName(registry, library), text, minutes - pickedMinutes),
        data: { queue, library, start: toInstant(startMs), end: toInstant(endMs), through },
      };
      return [library, null].map((each) => toNotice(each, of, deps));
    }),
  );
}

const listText = (short: readonly Uneven[], zone: string): string =>
  short
    .slice(0, LISTED)
    .map(({ startMs, endMs, needed, scheduled }) =>
      messages.openHours.line(dateTime(startMs, zone), dateTime(endMs, zone), needed - scheduled),
    )
    .join('\n');

async function openHourNotices(deps: MakeUpNoticeDeps, desk: RegisteredQueue): Promise<Notice[]> {
  const { database, clock } = deps;
  const { id: queue, name, zone } = desk;
  const thisMonday = mondayOf(windowOf(zone, clock.now(), 1).to);
  const said = Temporal.PlainDateTime.from(`${addDays(thisMonday, SAID_ON_DAY)}T${SAID_AT}`);
  if (clock.now() < said.toZonedDateTime(zone).epochMilliseconds) return [];
  const monday = addDays(thisMonday, 7);
  const week = { startMs: startOfDayMs(zone, monday), endMs: startOfDayMs(zone, addDays(monday, 7)) };
  const short = await loadShortTimes(database.db, desk, week);
  if (short.length === 0) return [];
  const owing = (await loadOwingByDesk(database.db, [queue], clock.now())).get(queue) ?? new Set();
  const of: Of = {
    key: ['open-hours', queue, monday].join(':'),
    kind: 'open-hours',
    subject: messages.openHours.subject(name),
    text: messages.openHours.text(name, listText(short, zone), Math.max(0, short.length - LISTED)),
    data: { queue, from: toInstant(week.startMs), to: toInstant(week.endMs), times: short.length },
  };
  return [...owing, null].map((each) => toNotice(each, of, deps));
}

export async function notifyOfMakingUp(deps: MakeUpNoticeDeps): Promise<void> {
  const { database, registry } = deps;
  const steps = [
    async () => notifyEach(database.db, await lateNotices(deps)),
    ...registry
      .queues()
      .filter(isShared)
      .map((desk) => async () => notifyEach(database.db, await openHourNotices(deps, desk))),
  ];
  // A desk that cannot be read must not keep the others from being said.
  await runEach(steps, (step) => step());
}

export const startMakeUpNotices = (deps: MakeUpNoticeDeps): RunningJob =>
  startJob(deps, { name: 'make-up-notices', everyMs: HOUR_MS, run: () => notifyOfMakingUp(deps) });
