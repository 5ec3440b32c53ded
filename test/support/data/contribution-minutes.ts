// What libraries gave at shared desks, minute by minute, from the rows as they are stored: no line of it is the server's.
import { sql, type Kysely } from 'kysely';
import type { ContributionFigures } from '@askusnow/sdk/contract';
import type { Tables } from '../../../server/src/platform/db/tables.ts';

const MINUTE = 60_000;

interface Row {
  queue: string;
  library: string;
  service: string;
  from: number;
  to: number;
}
interface RawRows {
  shifts: (Row & { id: number; people: number; closing: boolean })[];
  hours: { queue: string; from: number; to: number }[];
  offers: (Row & { taker: string | null })[];
  madeUp: Row[];
  presses: { queue: string; library: string; from: number; to: number | null; via: string; beat: number | null }[];
  words: (Row & { id: number; side: string; said: string; came: number | null; left: number | null })[];
  empty: { queue: string; from: number; to: number }[];
  zones: { id: string; zone: string }[];
}

/** A time in which one library is to be there, as a run of minutes. */
interface Run {
  worker: string;
  owner: string;
  service: string;
  why: string;
  people: number;
  minutes: number[];
  queue: string;
  mayLeave: boolean;
}

export interface MinuteDuty {
  start: string;
  end: string;
  outcome: string;
  late: number;
  early: number;
}

const ms = (column: string) => sql<number>`(extract(epoch from ${sql.ref(column)}) * 1000)::float8`;

async function readRows(db: Kysely<Tables>): Promise<RawRows> {
  const all = async <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> => (await query.execute(db)).rows;
  const span = sql`${ms('starts_at')} as "from", ${ms('ends_at')} as "to"`;
  const shifts = await all(
    sql<RawRows['shifts'][number]>`select id::int, queue_id as queue, library_id as library, service, people,
      ends_at_closing as closing, ${span} from schedule_range where library_id is not null`,
  );
  // One that ends within a minute ends with the minute before, and the next one begins there.
  const minuteOf = (at: number): number => at - (at % MINUTE);
  return {
    shifts: shifts.flatMap((each) => {
      const [from, to] = [minuteOf(each.from), minuteOf(each.to)];
      return from === to ? [] : [{ ...each, from, to }];
    }),
    hours: await all(
      sql<RawRows['hours'][number]>`select queue_id as queue, ${span} from schedule_range where kind = 'hours'`,
    ),
    offers: await all(
      sql<RawRows['offers'][number]>`select queue_id as queue, library_id as library, service, taken_by as taker, ${span}
        from cover_offer where state <> 'withdrawn'`,
    ),
    madeUp: await all(
      sql<Row>`select queue_id as queue, library_id as library, service, ${span} from made_up_hour where removed_at is null`,
    ),
    presses: await all(
      sql<RawRows['presses'][number]>`select queue_id as queue, library_id as library, ${ms('started_at')} as "from",
        ${ms('ended_at')} as "to", via, ${ms('beat_at')} as beat from desk_press`,
    ),
    words: await all(
      sql<RawRows['words'][number]>`select id::int, queue_id as queue, library_id as library, service, ${span}, side, said,
        ${ms('came_at')} as came, ${ms('left_at')} as "left" from duty_correction order by id`,
    ),
    empty: await all(
      sql<RawRows['empty'][number]>`select queue_id as queue, ${ms('started_at')} as "from", ${ms('ended_at')} as "to"
        from presence_interval where state = 'nobody'`,
    ),
    zones: await all(sql<RawRows['zones'][number]>`select id, zone from library`),
  };
}

const covers = (row: { from: number; to: number }, minute: number): boolean => row.from <= minute && minute < row.to;

/** Cuts the minutes of a shift where another library, or nobody, is to work them. */
function runsOf({ shifts, hours, offers, madeUp }: RawRows): Run[] {
  const runs: Run[] = [];
  for (const shift of shifts) {
    let last: { key: string; run: Run | null } = { key: '', run: null };
    for (let minute = shift.from; minute < shift.to; minute += MINUTE) {
      const offer = offers.find(
        (each) =>
          each.queue === shift.queue &&
          each.library === shift.library &&
          each.service === shift.service &&
          covers(each, minute),
      );
      const key = offer === undefined ? 'own' : `${offer.from}`;
      if (key !== last.key) {
        const worker = offer === undefined ? shift.library : offer.taker;
        const run: Run | null =
          worker === null
            ? null
            : {
                worker,
                owner: shift.library,
                service: shift.service,
                why: offer === undefined ? 'owed' : 'covering',
                people: shift.people,
                minutes: [],
                queue: shift.queue,
                mayLeave: false,
              };
        if (run !== null) runs.push(run);
        last = { key, run };
      }
      last.run?.minutes.push(minute);
    }
    if (shift.closing && last.run !== null && last.key === 'own') last.run.mayLeave = true;
  }
  for (const { queue, library, service, from, to } of madeUp) {
    let run: Run | null = null;
    for (let minute = from; minute < to; minute += MINUTE) {
      // Nobody works at a closed desk.
      const isOpen = hours.some((each) => each.queue === queue && covers(each, minute));
      if (isOpen && run === null) {
        const who = { worker: library, owner: library, service, why: 'making-up', people: 1 };
        runs.push((run = { ...who, minutes: [], queue, mayLeave: false }));
      }
      if (isOpen) run?.minutes.push(minute);
      else run = null;
    }
  }
  return runs;
}

/** Walks on from a press until its duty, or the desk's day, is over. */
function walkedEnd(press: RawRows['presses'][number], runs: readonly Run[], hours: RawRows['hours']): number {
  if (press.to !== null) return press.to;
  const lapse = press.beat === null ? 0 : press.beat + 90_000;
  if (press.via === 'heartbeat') return lapse;
  const due = new Set(
    runs.filter(({ queue, worker }) => queue === press.queue && worker === press.library).flatMap((run) => run.minutes),
  );
  const isOpen = (minute: number): boolean => hours.some((each) => each.queue === press.queue && covers(each, minute));
  const limit = press.from + 16 * 60 * MINUTE;
  let wasDue = false;
  let end = Math.floor(press.from / MINUTE) * MINUTE;
  for (; end < limit; end += MINUTE) {
    if (due.has(end)) wasDue = true;
    else if (wasDue) break;
    if (!wasDue && end > press.from && isOpen(end - MINUTE) && !isOpen(end)) break;
    // At the closing itself a duty that only begins does not count.
    if (wasDue && !due.has(end - MINUTE) && end > press.from && isOpen(end - MINUTE) && !isOpen(end)) break;
  }
  return Math.max(lapse, Math.min(end, limit));
}

/** The times in which libraries are to be there. */
export async function hoursByMinute(db: Kysely<Tables>): Promise<Row[]> {
  return runsOf(await readRows(db)).map(({ queue, worker, service, minutes }) => ({
    ...{ queue, library: worker, service, from: minutes[0]!, to: minutes.at(-1)! + MINUTE },
  }));
}

/** What was said last of a run, and not taken back by the side that said it. */
function wordOf(run: Run, words: RawRows['words']): RawRows['words'][number] | undefined {
  const standing = new Map<string, RawRows['words'][number]>();
  for (const word of words) {
    const isOfRun =
      word.queue === run.queue &&
      word.library === run.worker &&
      word.service === run.service &&
      word.from === run.minutes[0] &&
      word.to === run.minutes.at(-1)! + MINUTE;
    if (!isOfRun) continue;
    standing.delete(word.side);
    if (word.said !== 'taken-back') standing.set(word.side, word);
  }
  return [...standing.values()].at(-1);
}

/** By library, of civil days of its own clock, both included; null: it owed and worked nothing. */
export async function contributionByMinute(
  db: Kysely<Tables>,
  days: { from: string; to: string },
  nowMs: number,
): Promise<Map<string, { figures: ContributionFigures | null; duties: MinuteDuty[] }>> {
  const rows = await readRows(db);
  const runs = runsOf(rows);
  const presses = rows.presses.map((press) => ({ ...press, to: walkedEnd(press, runs, rows.hours) }));
  const isThere = (queue: string, library: string, minute: number): boolean =>
    presses.some(
      (each) =>
        each.queue === queue &&
        each.library === library &&
        each.from < minute + MINUTE &&
        Math.min(each.to, nowMs) > minute &&
        each.to > each.from,
    ) && !rows.empty.some((each) => each.queue === queue && each.from <= minute && each.to >= minute + MINUTE);

  const seen = runs.map((run) => {
    const [start, end] = [run.minutes[0]!, run.minutes.at(-1)! + MINUTE];
    const word = wordOf(run, rows.words);
    const isPressed = presses.some(
      (each) =>
        each.queue === run.queue &&
        each.library === run.worker &&
        each.from < Math.min(end, nowMs) &&
        each.to > each.from &&
        each.to > end - 28 * 24 * 60 * MINUTE,
    );
    const isKnown = word !== undefined || isPressed;
    const there = run.minutes.map((minute) =>
      word === undefined
        ? minute < nowMs && isThere(run.queue, run.worker, minute)
        : word.came !== null && word.left !== null && word.came < minute + MINUTE && minute < word.left,
    );
    const last = there.lastIndexOf(true);
    const left = there.length - 1 - last;
    const isOver = end <= nowMs;
    const isAllowed = run.mayLeave && isOver && last >= 0 && left <= 10;
    if (isAllowed) there.fill(true, last);
    const first = there.indexOf(true);
    return {
      ...run,
      start,
      end,
      isKnown,
      there,
      isOver,
      late: Math.max(first, 0),
      early: !isOver || last < 0 || isAllowed ? 0 : left,
    };
  });

  const found = new Map<string, { figures: ContributionFigures | null; duties: MinuteDuty[] }>();
  for (const { id, zone } of rows.zones) {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    const lastMinute = Math.floor(nowMs / MINUTE) * MINUTE;
    const quarters = new Map<number, boolean>();
    const isIn = (minute: number): boolean => {
      if (minute >= lastMinute) return false;
      const quarter = Math.floor(minute / (15 * MINUTE));
      let isOf = quarters.get(quarter);
      if (isOf === undefined) {
        const date = format.format(minute);
        quarters.set(quarter, (isOf = days.from <= date && date <= days.to));
      }
      return isOf;
    };
    const figures: ContributionFigures = {
      owed: 0,
      given: 0,
      ownHours: 0,
      coveredForOthers: 0,
      madeUp: 0,
      coveredByOthers: 0,
      notTaken: 0,
      missed: 0,
      unmonitored: 0,
      unmonitoredOwed: 0,
    };
    let isAny = false;
    for (const shift of rows.shifts.filter(({ library }) => library === id))
      for (let minute = shift.from; minute < shift.to; minute += MINUTE) {
        if (!isIn(minute)) continue;
        isAny = true;
        figures.owed += shift.people;
        const offer = rows.offers.find(
          (each) =>
            each.queue === shift.queue &&
            each.library === id &&
            each.service === shift.service &&
            covers(each, minute),
        );
        if (offer?.taker === null) figures.notTaken += shift.people;
      }
    const duties: MinuteDuty[] = [];
    for (const run of seen) {
      if (run.worker !== id && run.owner !== id) continue;
      for (const [index, minute] of run.minutes.entries()) {
        if (!isIn(minute)) continue;
        isAny = true;
        const given = run.isKnown && run.there[index] ? run.people : 0;
        if (run.worker !== id) figures.coveredByOthers += given;
        else {
          figures.given += given;
          if (run.why === 'owed') figures.ownHours += given;
          if (run.why === 'covering') figures.coveredForOthers += given;
          if (run.why === 'making-up') figures.madeUp += given;
          if (!run.isKnown) figures.unmonitored += run.people;
          if (!run.isKnown && run.why === 'owed') figures.unmonitoredOwed += run.people;
          if (run.isKnown && run.why !== 'making-up') figures.missed += run.people - given;
        }
      }
      if (run.worker === id && isIn(run.start) && run.isOver)
        duties.push({
          start: new Date(run.start).toISOString(),
          end: new Date(run.end).toISOString(),
          outcome: !run.isKnown ? 'unmonitored' : run.there.includes(true) ? 'covered' : 'absent',
          late: run.late,
          early: run.early,
        });
    }
    found.set(id, { figures: isAny ? figures : null, duties });
  }
  return found;
}
