// In:    calendars as they were fetched.
// Out:   one calendar with what a shift needs, in an order of its own: two readings that mean the same are the same text.
// Never: keeps a person: DESCRIPTION, ATTENDEE, ORGANIZER, LOCATION, comments, alarms and all else are dropped here.
//
// No shift is an event that is cancelled, lasts all day, makes nobody busy (TRANSP) or is tentative; how many there were is reported.
//
// What is kept of an event: UID, when it is, how it recurs, whether it is no shift, and SUMMARY, cut to 80 characters.
// A roster may write a name into SUMMARY ("Chat: Kim"): it is the label that its own staff gave the shift, shown to
// staff alone, and gone with the calendar.
import type { FeedLeftOut } from '@askusnow/sdk/contract';
import { componentsOf, propertiesOf, textOf, zoneNameOf, type Component, type Property } from './jcal.ts';
import { ianaNameOf } from './zones.ts';

const MAX_LABEL_CHARS = 80;
/** What a shift without a name is called. */
const UNNAMED = 'Shift';

const KEPT_OF_EVENT = ['uid', 'recurrence-id', 'dtstart', 'dtend', 'duration', 'rrule', 'exrule', 'rdate', 'exdate'];
const KEPT_OF_OBSERVANCE = ['dtstart', 'tzoffsetfrom', 'tzoffsetto', 'rrule', 'rdate'];
const KEPT_PARAMS = ['tzid', 'range'];

/** In characters as people count them, so that no half of one is left. */
const toLabel = (summary: string): string =>
  [...summary.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim()].slice(0, MAX_LABEL_CHARS).join('').trim() || UNNAMED;

const inOrder = (components: readonly Component[]): Component[] =>
  components
    .map((component) => ({ component, key: JSON.stringify(component) }))
    .sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
    .map(({ component }) => component);

const reduceProperties = (component: Component, kept: readonly string[]): Property[] =>
  kept
    .flatMap((name) => propertiesOf(component, name))
    .map(([name, params, ...value]): Property => [
      name,
      Object.fromEntries(KEPT_PARAMS.flatMap((param) => (param in params ? [[param, params[param]]] : []))),
      ...value,
    ]);

function reduceEvent(event: Component): Component {
  const reason = reasonOf(event);
  const why: Property[] =
    reason === 'cancelled'
      ? [['status', {}, 'text', 'CANCELLED']]
      : reason === undefined
        ? []
        : [['transp', {}, 'text', 'TRANSPARENT']];
  const summary: Property = ['summary', {}, 'text', toLabel(textOf(event, 'summary') ?? '')];
  return ['vevent', [...reduceProperties(event, KEPT_OF_EVENT), summary, ...why], []];
}

const reduceZone = (zone: Component): Component => [
  'vtimezone',
  reduceProperties(zone, ['tzid']),
  ['standard', 'daylight'].flatMap((kind) =>
    componentsOf(zone, kind).map((each): Component => [kind, reduceProperties(each, KEPT_OF_OBSERVANCE), []]),
  ),
];

const isCancelled = (event: Component): boolean =>
  propertiesOf(event, 'status').some(([, , , status]) => String(status).toUpperCase() === 'CANCELLED');

const sequenceOf = (event: Component): number => Number(propertiesOf(event, 'sequence')[0]?.[3] ?? 0) || 0;
const isDay = (event: Component, name: string): boolean => textOf(event, name)?.length === 10;
const isInstance = (event: Component): boolean => propertiesOf(event, 'recurrence-id').length > 0;
/** Whether an instance speaks for all that follow it (RFC 5545 §3.2.13). */
const isWithFuture = (event: Component): boolean =>
  propertiesOf(event, 'recurrence-id').some(([, { range }]) => range === 'THISANDFUTURE');

/** An event and each moved instance of it may stand there in several versions: the newest holds (RFC 5545 §3.8.7.4). */
function newestOnly(events: readonly Component[]): Component[] {
  const versions = Map.groupBy(events, (event) =>
    JSON.stringify([textOf(event, 'uid') ?? event, propertiesOf(event, 'recurrence-id')]),
  );
  return [...versions.values()].flatMap((each) => {
    const newest = each.reduce((most, event) => Math.max(most, sequenceOf(event)), -Infinity);
    return each.filter((event) => sequenceOf(event) === newest);
  });
}

const valueOf = (event: Component, name: string): string => textOf(event, name)?.toUpperCase() ?? '';

/** Why an event is no shift; undefined: it is one. */
function reasonOf(event: Component): keyof FeedLeftOut | undefined {
  if (isCancelled(event)) return 'cancelled';
  if (isDay(event, 'dtstart')) return 'allDay';
  if (valueOf(event, 'transp') === 'TRANSPARENT') return 'free';
  return valueOf(event, 'status') === 'TENTATIVE' ? 'tentative' : undefined;
}

/** Whether somebody is scheduled by it. */
export const isShift = (event: Component): boolean => reasonOf(event) === undefined;

const asCancelled = ([, properties]: Component): Component => [
  'vevent',
  [...properties, ['status', {}, 'text', 'CANCELLED']],
  [],
];

/**
 * A series that is cancelled takes its instances with it; an instance that is no shift any more is off.
 * A series that is no shift for another reason may have instances that are: each of them is kept on its own. One that
 * speaks for all that follow needs its series for that, which stays as what it is and is expanded from there on.
 */
function shiftsOnly(events: readonly Component[]): Component[] {
  const uidOf = (event: Component) => textOf(event, 'uid');
  const uidsOf = (some: readonly Component[]) => new Set(some.map(uidOf));
  const [instances, whole] = [events.filter(isInstance), events.filter((event) => !isInstance(event))];
  const live = uidsOf(whole.filter((event) => reasonOf(event) !== 'cancelled'));
  const off = uidsOf(whole.filter((event) => reasonOf(event) === 'cancelled'));
  const changed = uidsOf(instances.filter((event) => isWithFuture(event) && isShift(event)));
  return events.flatMap((event): Component[] => {
    const reason = reasonOf(event);
    if (!isInstance(event)) {
      const isKept = reason === undefined || (reason !== 'cancelled' && changed.has(uidOf(event)));
      return isKept ? [event] : [];
    }
    if (off.has(uidOf(event)) && !live.has(uidOf(event))) return [];
    if (reason === undefined || reason === 'cancelled') return [event];
    // Of a series of days, an instance is a day as well.
    return isDay(event, 'recurrence-id') ? [] : [asCancelled(event)];
  });
}

function countLeftOut(events: readonly Component[]): FeedLeftOut {
  const leftOut: FeedLeftOut = { allDay: 0, free: 0, tentative: 0, cancelled: 0 };
  for (const event of events) {
    const reason = reasonOf(event);
    if (reason !== undefined) leftOut[reason] += 1;
  }
  return leftOut;
}

const TIMES = ['recurrence-id', 'dtstart', 'dtend', 'rdate', 'exdate'];
const isFloating = (property: Property): boolean => {
  const [name, , type, value] = property;
  if (!TIMES.includes(name) || zoneNameOf(property) !== undefined) return false;
  const text = String(type === 'period' ? (value as string[])[0] : value);
  return text.length > 10 && !text.endsWith('Z');
};

/** Its events, their floating times in the zone that the calendar names: a known X-WR-TIMEZONE, as calendar programs read it. */
function eventsIn(calendar: Component): Component[] {
  const events = componentsOf(calendar, 'vevent');
  const zone = ianaNameOf(textOf(calendar, 'x-wr-timezone')?.trim() ?? '');
  if (zone === undefined) return events;
  return events.map(([name, properties, parts]) => [
    name,
    properties.map((property) => {
      const [of, params, ...value] = property;
      return isFloating(property) ? [of, { ...params, tzid: zone }, ...value] : property;
    }),
    parts,
  ]);
}

export function reduceCalendars(calendars: readonly Component[]): { reduced: Component; leftOut: FeedLeftOut } {
  const newest = newestOnly(calendars.flatMap(eventsIn));
  const shifts = shiftsOnly(newest).map(reduceEvent);
  const named = new Set(shifts.flatMap(([, properties]) => properties.map(zoneNameOf)));
  const zones = calendars
    .flatMap((calendar) => componentsOf(calendar, 'vtimezone'))
    .filter((zone) => named.has(textOf(zone, 'tzid')))
    .map(reduceZone);
  return { reduced: ['vcalendar', [], [...inOrder(zones), ...inOrder(shifts)]], leftOut: countLeftOut(newest) };
}
