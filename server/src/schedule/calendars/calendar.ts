// In:    a queue's shifts and unscheduled gaps as instants, its name, now.
// Out:   them as an iCalendar file.
// Never: a UID that changes because another stretch came, a schedule was expanded again or a server started again.
import { createHash } from 'node:crypto';
import type { Interval } from '../../platform/time/local-time.ts';
import { toInstant } from '../../platform/time/instants.ts';
import { bare, toText, type Component, type Property } from './jcal.ts';

export interface CalendarFacts {
  queue: string;
  name: string;
  shifts: readonly (Interval & { label: string; uid: string })[];
  /** Service hours with nobody scheduled. */
  gaps: readonly Interval[];
}

/** How often a program should ask again. Source: RFC 7986 §5.7. */
const REFRESH = 'PT15M';

interface Entry extends Interval {
  uid: string;
  summary: string;
  kind: 'SHIFT' | 'GAP';
}

/** A stretch is known by what it is and when it begins: a shift that is made longer stays the same shift. */
const uidOf = (...parts: (string | number)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);

function toEntries({ queue, name, shifts, gaps }: CalendarFacts): Entry[] {
  const entries = [
    ...shifts.map(({ startMs, endMs, label, uid }): Entry => ({
      startMs,
      endMs,
      uid: uidOf(queue, 'shift', uid, label, startMs),
      summary: label,
      kind: 'SHIFT',
    })),
    ...gaps.map(({ startMs, endMs }): Entry => ({
      startMs,
      endMs,
      uid: uidOf(queue, 'gap', startMs),
      summary: `Nobody scheduled: ${name}`,
      kind: 'GAP',
    })),
  ];
  const once = new Map(entries.map((entry) => [entry.uid, entry]));
  return [...once.values()].sort((one, other) => one.startMs - other.startMs || (one.uid < other.uid ? -1 : 1));
}

/** What a file says, without the instant at which it is written: equal facts have an equal digest. */
export const digestOf = (facts: CalendarFacts): string =>
  createHash('sha256')
    .update(JSON.stringify([facts.name, toEntries(facts)]))
    .digest('base64url')
    .slice(0, 22);

const instant = (ms: number): string => `${toInstant(ms).slice(0, 19)}Z`;
const text = (name: string, value: string): Property => [name, {}, 'text', value];

function toEvent({ startMs, endMs, uid, summary, kind }: Entry, nowMs: number): Component {
  return [
    'vevent',
    [
      text('uid', uid),
      ['dtstamp', {}, 'date-time', instant(nowMs)],
      ['dtstart', {}, 'date-time', instant(startMs)],
      ['dtend', {}, 'date-time', instant(endMs)],
      text('summary', summary),
      text('categories', kind),
      // A gap makes nobody busy.
      text('transp', kind === 'GAP' ? 'TRANSPARENT' : 'OPAQUE'),
    ],
    [],
  ];
}

/** The file; written by the library, which folds and escapes. Times are UTC, so no zone needs describing. */
export function writeCalendar(facts: CalendarFacts, nowMs: number): string {
  const name = `${facts.name}: shifts and gaps`;
  return toText([
    'vcalendar',
    [
      text('version', '2.0'),
      text('prodid', '-//AskUsNow//Shifts and gaps//EN'),
      text('calscale', 'GREGORIAN'),
      text('method', 'PUBLISH'),
      bare('name', name),
      bare('x-wr-calname', name),
      ['refresh-interval', {}, 'duration', REFRESH],
      bare('x-published-ttl', REFRESH),
    ],
    toEntries(facts).map((entry) => toEvent(entry, nowMs)),
  ]);
}
