// In:    the clock's instant; connections of the coordinator and of each partner library.
// Out:   the statewide desk's hours in the simulation: owed, given, taken, missed and made up, with the presses of its clock.
// Never: a write of its own into the database.
import {
  announceClosing,
  changeQueueShifts,
  getAllCovers,
  getAllMadeUpHours,
  getCooperativeRegistration,
  getDeskWeek,
  getMadeUpHours,
  getQueueShifts,
  moveCover,
  offerHour,
  pickHour,
  pressDeskClock,
  saveCooperativeRegistration,
  type Connection,
} from '@askusnow/sdk';
import type { CoverReason, DeskDuty, DeskWeek } from '@askusnow/sdk/contract';
import { startOfDayMs, windowOf } from '../platform/time/day-window.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, toInstant } from '../platform/time/instants.ts';
import { mergeIntervals, overlaps, type Interval } from '../platform/time/intervals.ts';
import { ignoreRefusal, type SignIn } from './people.ts';
import { randomOf } from './random.ts';
import {
  attendanceAt,
  CLOSINGS,
  holidaysOf,
  missedOf,
  NEEDED,
  OFFER_ENDS,
  OWED_DAYS,
  PARTNERS,
  SHARED_DESK,
  SHIFTS,
} from './shared-hours-story.ts';

export interface SharedHoursOptions {
  signIn: SignIn;
  clock: { moveTo(ms: number): void };
  seed: string;
  endMs: number;
}

/** How far ahead each look at the schedule plans. */
const PLAN_MS = 12 * HOUR_MS;
/** Hours are offered, and made up, so long ahead at least: somebody can still accept them. */
const AHEAD_MS = 30 * HOUR_MS;
/** At first and at last one hour is offered with each look, so that pages have some of each; between, with every fourth. */
const OFTEN_FIRST = OFFER_ENDS.length;
const OFTEN_LAST_MS = 2 * DAY_MS;
const SELDOM = 4;
const REASONS: readonly CoverReason[] = ['meeting', 'illness', 'other'];

const toInterval = ({ start, end }: { start: string; end: string }): Interval => ({
  startMs: Date.parse(start),
  endMs: Date.parse(end),
});

interface Press {
  atMs: number;
  library: string;
  isHere: boolean;
}

export function createSharedHours({ signIn, clock, seed, endMs }: SharedHoursOptions) {
  let coordinator: Connection | undefined;
  let plannedMs = endMs - OWED_DAYS * DAY_MS;
  let looks = 0;
  let hours = 0;
  let offers = 0;
  let presses: Press[] = [];
  let missedCount = 0;
  /** The libraries that have pressed the clock: of others nobody knows that they missed an hour. */
  const pressed = new Set<string>();
  let closings = CLOSINGS;
  const waiting: { id: number; library: string; end: (typeof OFFER_ENDS)[number] }[] = [];

  const liaisons = new Map<string, Promise<Connection>>();
  const liaisonOf = (library: string): Promise<Connection> => {
    const known = liaisons.get(library) ?? signIn('liaison', [library]);
    liaisons.set(library, known);
    return known;
  };

  /** From now on the libraries owe the desk's hours. */
  const begin = async (as: Connection): Promise<void> => {
    const { registration, revision } = await getCooperativeRegistration(as);
    const holidays = holidaysOf(endMs);
    await saveCooperativeRegistration(as, { registration: { ...registration, holidays }, revision });
    const desk = await getQueueShifts(as, SHARED_DESK);
    await changeQueueShifts(as, SHARED_DESK, { shifts: [...SHIFTS], needed: NEEDED, revision: desk.revision });
  };

  const planPresses = ({ duties }: DeskWeek, fromMs: number): void => {
    const libraries = Map.groupBy(duties, ({ library }) => library);
    const runs = [...libraries]
      .flatMap(([library, its]) =>
        // People who stay from one hour to the next press once.
        mergeIntervals(its.map(toInterval)).map((run) => ({ ...run, library })),
      )
      .filter(({ startMs }) => startMs >= fromMs && startMs < fromMs + PLAN_MS)
      .sort((one, other) => one.startMs - other.startMs || one.library.localeCompare(other.library));
    for (const run of runs) {
      const { library } = run;
      const index = hours++;
      if (pressed.has(library) && missedCount < missedOf(index)) {
        missedCount += 1;
        continue;
      }
      const attendance = attendanceAt(library, run, { seed, index });
      if (attendance !== null) {
        pressed.add(library);
        presses.push({ atMs: attendance.hereMs, library, isHere: true });
        if (attendance.leavesMs !== null) presses.push({ atMs: attendance.leavesMs, library, isHere: false });
      }
    }
    presses.sort((one, other) => one.atMs - other.atMs);
  };

  const offer = async (duty: DeskDuty, reason: CoverReason, end = duty.end): Promise<number> => {
    const { library, service, start } = duty;
    const asked = { queue: SHARED_DESK, service, start, end, reason };
    return (await offerHour(await liaisonOf(library), library, asked)).id;
  };

  /** Every second time half of the hour's library, or the first hour of it. */
  const offerNext = async ({ duties, offers: open }: DeskWeek, nowMs: number): Promise<void> => {
    const random = randomOf(seed, 'offer', nowMs);
    const isFree = ({ library, start, end }: DeskDuty): boolean =>
      !open.some((each) => each.library === library && overlaps(toInterval(each), toInterval({ start, end })));
    const ahead = duties.filter(
      (each) => each.why === 'owed' && Date.parse(each.start) > nowMs + AHEAD_MS && isFree(each),
    );
    const end = OFFER_ENDS[offers % OFFER_ENDS.length]!;
    // One that nobody takes is the next one: the shortest simulation sees it begin.
    const duty = ahead[end === 'not-taken' ? 0 : Math.floor(random() * ahead.length)];
    if (duty === undefined) return;
    const part = offers++ % 2 === 0 ? duty.end : toInstant(Date.parse(duty.start) + HOUR_MS);
    const id = await offer(duty, REASONS[offers % REASONS.length]!, part);
    waiting.push({ id, library: duty.library, end });
  };

  /** What became of the hours that were offered before. */
  const endOffers = async (as: Connection): Promise<void> => {
    const { covers } = await getAllCovers(as);
    for (const { id, library, end } of waiting.splice(0)) {
      const takers = covers.find((cover) => cover.id === id)?.mayAccept.filter((each) => PARTNERS.includes(each)) ?? [];
      const taker = takers[id % takers.length];
      if (end === 'withdrawn') await moveCover(await liaisonOf(library), library, id, { step: 'withdrawn' });
      else if (end === 'accepted' && taker !== undefined)
        await moveCover(await liaisonOf(taker), taker, id, { step: 'accepted' });
    }
  };

  /** The first hour in which nobody came, and that is not made up yet. */
  const makeUpMissed = async (as: Connection, nowMs: number): Promise<void> => {
    const { toMakeUp } = await getAllMadeUpHours(as);
    const missed = toMakeUp.find(({ why, pickedMinutes }) => why === 'not-there' && pickedMinutes === 0);
    if (missed === undefined) return;
    const { library, queue, service, start, minutes } = missed;
    const liaison = await liaisonOf(library.id);
    const { free } = await getMadeUpHours(liaison, library.id);
    const time = free.find((each) => Date.parse(each.start) > nowMs + AHEAD_MS);
    if (time === undefined) return;
    const endMs = Math.min(Date.parse(time.start) + minutes * MINUTE_MS, Date.parse(time.end));
    const hour = { start: time.start, end: toInstant(endMs) };
    await pickHour(liaison, library.id, { queue: queue.id, service, missed: start, ...hour });
  };

  /** A library is closed on the next day on which it owes hours; they are offered by that. */
  const announceClosings = async ({ duties, zone }: DeskWeek, nowMs: number): Promise<void> => {
    const due = closings.filter(({ daysAgo }) => nowMs >= endMs - daysAgo * DAY_MS);
    closings = closings.filter((each) => !due.includes(each));
    for (const { library } of due) {
      const own = duties.filter((each) => each.library === library && each.why === 'owed');
      const next = own.find(({ start }) => Date.parse(start) > nowMs + AHEAD_MS);
      if (next === undefined) continue;
      const dateOf = (start: string): string => windowOf(zone, Date.parse(start), 1).to;
      const startMs = startOfDayMs(zone, dateOf(next.start));
      const closing = { start: toInstant(startMs), end: toInstant(startMs + DAY_MS) };
      await announceClosing(await liaisonOf(library), library, closing);
    }
  };

  const look = async (as: Connection, nowMs: number): Promise<void> => {
    const read = (): Promise<DeskWeek> =>
      getDeskWeek(as, SHARED_DESK, { from: windowOf('America/New_York', nowMs, 1).to });
    const week = await read();
    planPresses(week, plannedMs);
    await endOffers(as).catch(ignoreRefusal);
    await announceClosings(week, nowMs).catch(ignoreRefusal);
    await makeUpMissed(as, nowMs).catch(ignoreRefusal);
    const isOften = looks < OFTEN_FIRST || nowMs > endMs - OFTEN_LAST_MS;
    if (isOften || looks % SELDOM === 0) await offerNext(await read(), nowMs).catch(ignoreRefusal);
    looks += 1;
  };

  return {
    /** Called with each step, before what happens in it. */
    async plan(nowMs: number): Promise<void> {
      if (nowMs < endMs - OWED_DAYS * DAY_MS) return;
      if (coordinator === undefined) {
        coordinator = await signIn('coordinator');
        await begin(coordinator);
        closings = closings.filter(({ daysAgo }) => nowMs < endMs - daysAgo * DAY_MS);
        // The schedule is written out by the next step.
        plannedMs = nowMs + 2 * HOUR_MS;
      } else if (nowMs > plannedMs - HOUR_MS) {
        await look(coordinator, nowMs);
        plannedMs += PLAN_MS;
      }
    },
    async pressUntil(untilMs: number): Promise<void> {
      const due = presses.filter(({ atMs }) => atMs <= untilMs);
      presses = presses.slice(due.length);
      for (const { atMs, library, isHere } of due) {
        clock.moveTo(atMs);
        await pressDeskClock(await liaisonOf(library), { queue: SHARED_DESK, library, isHere });
      }
    },
  };
}
