// In:    a queue's shifts and gaps as instants, its name, now.
// Out:   an iCalendar file of them.
// Never: changes a UID because of other ranges, another expansion or a restart.
import { createHash } from 'node:crypto';
import type { Interval } from '../../platform/time/intervals.ts';
import { toInstant } from '../../platform/time/instants.ts';
import { bare, toText, type Component, type Property } from './jcal.ts';

export interface CalendarFacts {
  queue: string;
  name: string;
  shifts: readonly (Interval & { label: string; uid: string })[];
  /** Service hours with nobody scheduled. */
  gaps: readonly Interval[];
}

/** How often a client should reload. Source: RFC 7986 §5.7. */
const REFRESH = 'PT15M';

interface Entry extends Interval {
  uid: string;
  summary: string;
  kind: 'SHIFT' | 'GAP';
}

/** Identifies a range by its kind and start: a shift that is extended stays the same shift. */
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

/** Digest of the file's content without its creation time: equal facts have an equal digest. */
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

/** The library folds and escapes. Times are UTC, so no zone needs a description. */
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
