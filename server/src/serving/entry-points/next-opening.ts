// In:    a library's answer, now.
// Out:   when the chat opens next, and that as a calendar's event.
// Never: an opening that has begun, or anything about who asks for it.
import type { Availability } from '@askusnow/sdk/contract';
import { MINUTE_MS } from '../../platform/time/instants.ts';
import { mergeIntervals } from '../../platform/time/intervals.ts';

/**
 * When the chat opens next after having been closed at every tier; null: not in the days of the answer. Hours that have
 * begun count only where somebody may be there.
 */
export function nextOpeningOf({ tiers }: Pick<Availability, 'tiers'>, nowMs: number): number | null {
  const open = tiers.flatMap((tier) =>
    (tier.open ?? [])
      .map(([start, end]) => ({ startMs: Date.parse(start), endMs: Date.parse(end) }))
      .filter(({ startMs }) => startMs > nowMs || tier.state !== 'nobody'),
  );
  return mergeIntervals(open).find(({ startMs }) => startMs > nowMs)?.startMs ?? null;
}

/** How long the event is in a calendar. Nothing is promised about the end. */
const EVENT_MS = 15 * MINUTE_MS;

/** `20261127T140000Z` */
const toUtc = (ms: number): string => new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, '');

/** Source: RFC 5545 §3.3.11. */
const escapeText = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');

const MAX_OCTETS = 75;

/** Source: RFC 5545 §3.1: longer lines go on in the next, after a space; no character is cut. */
function fold(line: string): string {
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > MAX_OCTETS) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}

export interface Reminder {
  library: { id: string; name: string };
  startMs: number;
  /** When the answer's evidence was taken. */
  asOf: string;
  /** Where the chat opens; null: unknown. */
  address: string | null;
  words: { summary: string; description: string };
}

/** The same bytes for everyone, so that a cache can carry it. */
export const toCalendar = ({ library, startMs, asOf, address, words }: Reminder): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//AskUsNow//next-opening//EN',
    'BEGIN:VEVENT',
    // An opening is one event however often it is asked for.
    `UID:${library.id}-${toUtc(startMs)}@askusnow`,
    `DTSTAMP:${toUtc(Date.parse(asOf))}`,
    `DTSTART:${toUtc(startMs)}`,
    `DTEND:${toUtc(startMs + EVENT_MS)}`,
    `SUMMARY:${escapeText(words.summary)}`,
    `DESCRIPTION:${escapeText(words.description)}`,
    ...(address === null ? [] : [`URL:${address}`]),
    'TRANSP:TRANSPARENT',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escapeText(words.summary)}`,
    'TRIGGER:PT0M',
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]
    .map(fold)
    .join('\r\n');
