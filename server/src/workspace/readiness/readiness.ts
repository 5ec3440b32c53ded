// In:    what the server has seen of a library, now.
// Out:   what it needs before it goes live: each line with its state, the day of its proof, and what to do.
// Never: takes a setting for an event: a tag that is registered is not one that was seen, and a schedule is not a desk that
//        was. What patrons see instead of a chat is a setting alone, and its line says so.
import {
  READINESS_KEYS,
  type Readiness,
  type ReadinessKey,
  type ReadinessLine,
  type ReadinessState,
} from '@askusnow/sdk/contract';
import { DAY_MS } from '../../platform/time/instants.ts';
import { messages } from './messages.ts';

/** A fact that people confirm, such as contacts. */
export interface Confirmed {
  isMet: boolean;
  atMs: number | null;
  /** One sentence. */
  why: string;
  action: string;
  page: string;
  /** The coordinator takes the step. */
  forCoordinator?: true | undefined;
}

export interface ReadinessFacts {
  library: { id: string; name: string; zone: string; live: boolean };
  /** Of the nearest desk; null: no desk answers for it. */
  desk: {
    name: string;
    /** When its schedule was written; null: not yet. */
    expandedAtMs: number | null;
    /** The end of the last service hours and of the last scheduled time that are written; null: none. */
    hoursThroughMs: number | null;
    scheduledThroughMs: number | null;
    /** The first service hours within `AHEAD_MS` from which on nobody is scheduled for a week; null: none. */
    unscheduledAtMs: number | null;
    /** Null: it has no presence source. */
    presence: { sampledAtMs: number | null; failingSinceMs: number | null } | null;
  } | null;
  /** Whether patrons are shown something while nobody can chat. */
  hasFallback: boolean;
  /** Since when somebody is notified of the library's help requests; null: nobody is. */
  recipientsSinceMs: number | null;
  /** The first event from each registered site. */
  origins: readonly { origin: string; seenAtMs: number | null }[];
  /** The first event of a tag or a frame on one of them. */
  tagSeenAtMs: number | null;
  /** The last civil day with a click of a trial by staff. */
  practiceClickOn: string | null;
  contacts: Confirmed;
  policy: Confirmed;
}

const AHEAD_DAYS = 30;
export const AHEAD_MS = AHEAD_DAYS * DAY_MS;
/** An older sample proves nothing: a desk is open once a week at least. */
const PRESENCE_DAYS = 7;

interface Finding {
  state: ReadinessState;
  atMs?: number | null;
  on?: string | null;
  why: string;
  /** What to do, and the library's page for it; absent: nothing. */
  action?: string;
  page?: string;
  forCoordinator?: true | undefined;
}

type Check = (facts: ReadinessFacts, nowMs: number) => Finding;

/** The coordinator's own page: the pages of others lead to the coordinator instead. */
const addOnSetup = { action: messages.addOnSetup, page: 'setup', forCoordinator: true } as const;

const confirmed = ({ isMet, atMs, why, action, page, forCoordinator }: Confirmed): Finding =>
  isMet ? { state: 'met', atMs, why } : { state: 'unmet', atMs, why, action, page, forCoordinator };

function hours({ desk, library: { zone } }: ReadinessFacts, nowMs: number): Finding {
  const { noDesk, notWritten, hoursUnknown, hoursEnd, hoursHold, shiftsEnd, nobodyScheduled } = messages.hours;
  if (desk === null) return { state: 'unmet', why: noDesk, ...addOnSetup };
  const { expandedAtMs, hoursThroughMs, scheduledThroughMs, unscheduledAtMs } = desk;
  if (expandedAtMs === null) return { state: 'unknown', why: notWritten };
  const untilMs = nowMs + AHEAD_MS;
  const planShifts = { action: messages.planShifts, page: 'shifts' };
  const setHours = { action: messages.setHours, page: 'hours' };
  if (hoursThroughMs === null || hoursThroughMs <= nowMs) return { state: 'unmet', why: hoursUnknown, ...setHours };
  if (hoursThroughMs < untilMs) return { state: 'unmet', why: hoursEnd(hoursThroughMs, zone), ...setHours };
  if (scheduledThroughMs === null || scheduledThroughMs < untilMs)
    return { state: 'unmet', why: shiftsEnd(scheduledThroughMs, zone), ...planShifts };
  if (unscheduledAtMs !== null) return { state: 'unmet', why: nobodyScheduled(unscheduledAtMs, zone), ...planShifts };
  return { state: 'met', atMs: expandedAtMs, why: hoursHold(AHEAD_DAYS) };
}

function presence({ desk, library: { zone } }: ReadinessFacts, nowMs: number): Finding {
  const { bySchedule, failing, never, old, answers, noDesk } = messages.presence;
  if (desk === null) return { state: 'unknown', why: noDesk };
  if (desk.presence === null) return { state: 'unknown', why: bySchedule(desk.name) };
  const { sampledAtMs, failingSinceMs } = desk.presence;
  const seeDesk = { action: messages.seeDesk, page: 'people' };
  if (sampledAtMs === null) return { state: 'unmet', why: never(desk.name), ...seeDesk };
  if (failingSinceMs !== null)
    return { state: 'unmet', atMs: sampledAtMs, why: failing(failingSinceMs, zone), ...seeDesk };
  if (nowMs - sampledAtMs > PRESENCE_DAYS * DAY_MS)
    return { state: 'unmet', atMs: sampledAtMs, why: old(sampledAtMs, zone), ...seeDesk };
  return { state: 'met', atMs: sampledAtMs, why: answers(desk.name) };
}

const fallback: Check = ({ hasFallback }) =>
  hasFallback
    ? { state: 'met', why: messages.fallback.isSet }
    : { state: 'unmet', why: messages.fallback.none, ...addOnSetup };

const recipients: Check = ({ recipientsSinceMs }) =>
  recipientsSinceMs === null
    ? { state: 'unmet', why: messages.recipients.none, action: messages.addRecipient, page: 'notifications' }
    : { state: 'met', atMs: recipientsSinceMs, why: messages.recipients.areSet };

const tag: Check = ({ tagSeenAtMs }) =>
  tagSeenAtMs === null
    ? { state: 'unmet', why: messages.tag.never, action: messages.sendTag, page: 'visibility?part=webmaster' }
    : { state: 'met', atMs: tagSeenAtMs, why: messages.tag.seen };

function origins({ origins: all }: ReadinessFacts): Finding {
  if (all.length === 0) return { state: 'unmet', why: messages.origins.none, ...addOnSetup };
  const silent = all.filter(({ seenAtMs }) => seenAtMs === null).map(({ origin }) => origin);
  const seen = all.map(({ seenAtMs }) => seenAtMs).filter((ms) => ms !== null);
  const atMs = seen.length === 0 ? null : Math.max(...seen);
  return silent.length === 0
    ? { state: 'met', atMs, why: messages.origins.allSeen(all.length) }
    : {
        state: 'unmet',
        atMs,
        why: messages.origins.silent(silent),
        action: messages.openSite,
        page: 'visibility?part=places',
      };
}

const practice: Check = ({ practiceClickOn }) =>
  practiceClickOn === null
    ? { state: 'unmet', why: messages.practice.none, action: messages.tryButton, page: 'visibility?part=webmaster' }
    : { state: 'met', on: practiceClickOn, why: messages.practice.received };

const CHECKS: Record<ReadinessKey, Check> = {
  hours,
  presence,
  fallback,
  recipients,
  tag,
  origins,
  practice,
  contacts: ({ contacts }) => confirmed(contacts),
  policy: ({ policy }) => confirmed(policy),
};

/** Made once a zone, as in messages.ts. The Swedish form of a date is the wire's. */
const dateFormats = new Map<string, Intl.DateTimeFormat>();

function civilDate(ms: number, zone: string): string {
  let format = dateFormats.get(zone);
  if (format === undefined)
    dateFormats.set(zone, (format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })));
  return format.format(ms);
}

export function readinessOf(facts: ReadinessFacts, nowMs: number): ReadinessLine[] {
  const { id, zone } = facts.library;
  return READINESS_KEYS.map((key) => {
    const { state, atMs = null, on = null, why, action = null, page, forCoordinator } = CHECKS[key](facts, nowMs);
    const day = atMs === null ? on : civilDate(atMs, zone);
    const path = page === undefined ? null : `/dashboard/${id}/${page}`;
    const line = { key, title: messages.titles[key], step: messages.steps[key], state, on: day, why, action, path };
    return forCoordinator ? { ...line, forCoordinator } : line;
  });
}

/** A library's checklist, with its counts. */
export function toReadiness(facts: ReadinessFacts, nowMs: number): Omit<Readiness, 'checkedAt'> {
  const lines = readinessOf(facts, nowMs);
  const count = (asked: ReadinessState): number => lines.filter(({ state }) => state === asked).length;
  const { id, name, live } = facts.library;
  return { library: id, name, live, met: count('met'), unmet: count('unmet'), unknown: count('unknown'), lines };
}
