// In:    the text of an iCalendar file, and the zone of its floating times.
// Out:   its events for expansion, and the text to store; or a FeedFault that names the event.
// Never: accepts a part of a calendar: if one event is invalid, the last good reading stays.
import type { FeedLeftOut, ShiftService } from '@askusnow/sdk/contract';
import type { FeedShift } from '../shifts/expand.ts';
import { eventFault, FeedFault } from './fault.ts';
import { componentsOf, parseCalendars, propertiesOf, textOf, toText, zoneNameOf, type Component } from './jcal.ts';
import { isShift, LIBRARY, reduceCalendars, SERVICE, type Naming } from './sanitize-calendar.ts';
import { toRule, type Rule } from './rule.ts';
import { afterDuration, msOf, toWhen, whensOf, type When, type Zones } from './when.ts';
import { createZones, toInstantIn } from './zones.ts';

/** An extra instance: RDATE, with its own end if it is a PERIOD. */
export interface Extra {
  start: When;
  endMs: number | null;
}

export interface FeedEvent {
  uid: string;
  /** Empty where a library is named in its place. */
  label: string;
  /** By whom it is owed; empty: nobody. */
  owner: Pick<FeedShift, 'library' | 'service'>;
  start: When;
  /** From the start of an instance to its end. DTEND gives an exact length, DURATION calendar days. */
  endOf(start: When): number;
  rules: Rule[];
  /** EXRULE: RFC 5545 removed it, but old exporters still write it. */
  exceptRules: Rule[];
  extras: Extra[];
  excepted: When[];
  /** The instance that this event replaces; null: none. */
  replaces: { original: When; andFuture: boolean } | null;
  /** False: a cancelled instance, or a series kept only for an instance that changes its future. */
  isShift: boolean;
}

export interface Feed {
  events: FeedEvent[];
  /** Number of events that are shifts. */
  count: number;
  /** Number of events that are not shifts, by reason. */
  leftOut: FeedLeftOut;
  /** The stored text; parsing it again gives the same events. */
  body: string;
}

function toEndOf(event: Component, start: When, zones: Zones): FeedEvent['endOf'] {
  const end = whensOf(event, 'dtend', zones)[0];
  if (end !== undefined) {
    // The same exact length for all instances (RFC 5545 §3.8.5.3), as in the exporters' own views.
    const lengthMs = msOf(end) - msOf(start);
    return (each) => msOf(each) + lengthMs;
  }
  const duration = textOf(event, 'duration');
  return (each) => (duration === undefined ? msOf(each) : afterDuration(each, duration));
}

function toExtras(event: Component, start: When, zones: Zones): Extra[] {
  return propertiesOf(event, 'rdate').flatMap((property) => {
    const [, , type, ...values] = property;
    return values.map((value): Extra => {
      const [from, to] = type === 'period' ? (value as [string, string]) : [value, undefined];
      const each = toWhen(from, zoneNameOf(property), zones);
      // A date without a time: use the event's start time.
      const at = each.isDay ? { ...start, wall: each.wall.withPlainTime(start.wall.toPlainTime()) } : each;
      if (to === undefined) return { start: at, endMs: null };
      return {
        start: at,
        endMs: to.startsWith('P') ? afterDuration(at, to) : msOf(toWhen(to, zoneNameOf(property), zones)),
      };
    });
  });
}

function toEvent(event: Component, zones: Zones): FeedEvent {
  const [original] = whensOf(event, 'recurrence-id', zones);
  const start = whensOf(event, 'dtstart', zones)[0] ?? original;
  if (start === undefined) throw new FeedFault('unreadable-time', 'has no start (DTSTART)');
  const [, params] = propertiesOf(event, 'recurrence-id')[0] ?? [];
  const label = textOf(event, 'summary') ?? '';
  const [library, service] = [textOf(event, LIBRARY), textOf(event, SERVICE)];
  const read: FeedEvent = {
    uid: textOf(event, 'uid') ?? `${label} ${start.wall.toString()}`,
    label,
    // Written by ourselves, so the service is one.
    owner: library === undefined || service === undefined ? {} : { library, service: service as ShiftService },
    start,
    endOf: toEndOf(event, start, zones),
    rules: propertiesOf(event, 'rrule').map((rule) => toRule(rule, start, zones)),
    exceptRules: propertiesOf(event, 'exrule').map((rule) => toRule(rule, start, zones)),
    extras: toExtras(event, start, zones),
    excepted: whensOf(event, 'exdate', zones),
    replaces: original === undefined ? null : { original, andFuture: params?.['range'] === 'THISANDFUTURE' },
    isShift: isShift(event),
  };
  const stretches = [{ start, endMs: read.endOf(start) }, ...read.extras];
  if (read.isShift && stretches.some((each) => each.endMs !== null && each.endMs < msOf(each.start))) {
    throw new FeedFault('end-before-start', 'ends before it starts');
  }
  return read;
}

/** Identifies the event for people: its start as in the file. */
function startOf(event: Component): string | undefined {
  const start = propertiesOf(event, 'dtstart')[0]?.[3];
  return typeof start === 'string' ? start.slice(0, 16).replace('T', ' ') : undefined;
}

function readEvent(event: Component, zones: Zones): FeedEvent {
  try {
    return toEvent(event, zones);
  } catch (error) {
    // Temporal's error for a time beyond its range.
    const fault =
      error instanceof FeedFault ? error : new FeedFault('unreadable-time', 'has a time that cannot be read');
    throw eventFault(fault, startOf(event));
  }
}

/** A calendar without entries may get shifts later; one with entries of other kinds only is the wrong export. */
function refuseOtherEntries(calendars: readonly Component[]): void {
  const has = (kind: string): boolean => calendars.some((each) => componentsOf(each, kind).length > 0);
  const others = ['vtodo', 'vjournal', 'vfreebusy'].filter(has);
  if (others.length === 0 || has('vevent')) return;
  throw new FeedFault(
    'no-events',
    `has no events (VEVENT), only entries of another kind (${others.join(', ').toUpperCase()}): export the shifts as events`,
  );
}

/** `naming`: of a fetched calendar; a stored one has its names. Throws a FeedFault. */
export function readFeed(text: string, zone: string, naming?: Naming): Feed {
  const calendars = parseCalendars(text);
  refuseOtherEntries(calendars);
  const { reduced, leftOut } = reduceCalendars(calendars, naming);
  const named = createZones(componentsOf(reduced, 'vtimezone'));
  const floating = toInstantIn(zone);
  const zones: Zones = (name) => (name === undefined ? floating : named(name));
  const events = componentsOf(reduced, 'vevent').map((event) => readEvent(event, zones));
  return { events, count: events.filter((event) => event.isShift).length, leftOut, body: toText(reduced) };
}
