// In:    a queue's shifts and gaps as instants, or a library's hours, with names; now.
// Out:   an iCalendar file of them.
// Never: changes a UID because of other ranges, another expansion or a restart.
import { createHash } from 'node:crypto';
import type { Interval } from '../../platform/time/intervals.ts';
import { toInstant } from '../../platform/time/instants.ts';
import { bare, toText, type Component, type Property } from './jcal.ts';

export interface CalendarFacts {
  queue: string;
  name: string;
  /** `name`: of the library that owes it, where it has no label. */
  shifts: readonly (Interval & { label: string; uid: string; name?: string })[];
  /** Service hours with nobody scheduled. */
  gaps: readonly Interval[];
}

/** How often a client should reload. Source: RFC 7986 §5.7. */
const REFRESH = 'PT15M';

export interface CalendarEntry extends Interval {
  uid: string;
  summary: string;
  /** Only a shift makes somebody busy. */
  kind: 'SHIFT' | 'GAP' | 'OPEN' | 'OFFER';
}

/** What a file has: its name, and each entry once. */
export interface CalendarContent {
  name: string;
  entries: readonly CalendarEntry[];
}

/** Identifies a range by its kind and start: a shift that is extended stays the same shift. */
export const uidOf = (...parts: (string | number)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);

export const toContent = (name: string, entries: readonly CalendarEntry[]): CalendarContent => ({
  name,
  entries: [...new Map(entries.map((entry) => [entry.uid, entry])).values()].sort(
    (one, other) => one.startMs - other.startMs || (one.uid < other.uid ? -1 : 1),
  ),
});

export const deskCalendar = ({ queue, name, shifts, gaps }: CalendarFacts): CalendarContent =>
  toContent(`${name}: shifts and gaps`, [
    ...shifts.map(({ startMs, endMs, label, uid, name: library }): CalendarEntry => ({
      startMs,
      endMs,
      uid: uidOf(queue, 'shift', uid, label, startMs),
      summary: label || (library ?? ''),
      kind: 'SHIFT',
    })),
    ...gaps.map(({ startMs, endMs }): CalendarEntry => ({
      startMs,
      endMs,
      uid: uidOf(queue, 'gap', startMs),
      summary: `Nobody scheduled: ${name}`,
      kind: 'GAP',
    })),
  ]);

/** Digest of the file's content without its creation time: equal facts have an equal digest. */
export const digestOf = ({ name, entries }: CalendarContent): string =>
  createHash('sha256')
    .update(JSON.stringify([name, entries]))
    .digest('base64url')
    .slice(0, 22);

const instant = (ms: number): string => `${toInstant(ms).slice(0, 19)}Z`;
const text = (name: string, value: string): Property => [name, {}, 'text', value];

function toEvent({ startMs, endMs, uid, summary, kind }: CalendarEntry, nowMs: number): Component {
  return [
    'vevent',
    [
      text('uid', uid),
      ['dtstamp', {}, 'date-time', instant(nowMs)],
      ['dtstart', {}, 'date-time', instant(startMs)],
      ['dtend', {}, 'date-time', instant(endMs)],
      text('summary', summary),
      text('categories', kind),
      text('transp', kind === 'SHIFT' ? 'OPAQUE' : 'TRANSPARENT'),
    ],
    [],
  ];
}

/** The library folds and escapes. Times are UTC, so no zone needs a description. */
export function writeCalendar({ name, entries }: CalendarContent, nowMs: number): string {
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
    entries.map((entry) => toEvent(entry, nowMs)),
  ]);
}
