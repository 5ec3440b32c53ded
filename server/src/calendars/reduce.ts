// In:    calendars as they were fetched.
// Out:   one calendar with what a shift needs, in an order of its own: two readings that mean the same are the same text.
// Never: keeps a person: DESCRIPTION, ATTENDEE, ORGANIZER, LOCATION, comments, alarms and all else are dropped here.
//
// What is kept of an event: UID, when it is, how it recurs, whether it is cancelled, and SUMMARY, cut to 80 characters.
// A roster may write a name into SUMMARY ("Chat: Kim"): it is the label that its own staff gave the shift, shown to
// staff alone, and gone with the calendar.
import type { GiveWay } from '../turns.ts';
import { componentsOf, propertiesOf, textOf, zoneNameOf, type Component, type Property } from './jcal.ts';

const LABEL_MOST = 80;
/** What a shift without a name is called. */
const UNNAMED = 'Shift';

const KEPT_OF_EVENT = ['uid', 'recurrence-id', 'dtstart', 'dtend', 'duration', 'rrule', 'exrule', 'rdate', 'exdate'];
const KEPT_OF_OBSERVANCE = ['dtstart', 'tzoffsetfrom', 'tzoffsetto', 'rrule', 'rdate'];
const KEPT_PARAMS = ['tzid', 'range'];

/** In characters as people count them, so that no half of one is left. */
const toLabel = (summary: string): string =>
  [...summary.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim()].slice(0, LABEL_MOST).join('').trim() || UNNAMED;

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
  const status: Property[] = isCancelled(event) ? [['status', {}, 'text', 'CANCELLED']] : [];
  const summary: Property = ['summary', {}, 'text', toLabel(textOf(event, 'summary') ?? '')];
  return ['vevent', [...reduceProperties(event, KEPT_OF_EVENT), summary, ...status], []];
}

const reduceZone = (zone: Component): Component => [
  'vtimezone',
  reduceProperties(zone, ['tzid']),
  ['standard', 'daylight'].flatMap((kind) =>
    componentsOf(zone, kind).map((each): Component => [kind, reduceProperties(each, KEPT_OF_OBSERVANCE), []]),
  ),
];

export const isCancelled = (event: Component): boolean =>
  propertiesOf(event, 'status').some(([, , , status]) => String(status).toUpperCase() === 'CANCELLED');

const sequenceOf = (event: Component): number => Number(propertiesOf(event, 'sequence')[0]?.[3] ?? 0) || 0;
const isDay = (event: Component, name: string): boolean => textOf(event, name)?.length === 10;
const isInstance = (event: Component): boolean => propertiesOf(event, 'recurrence-id').length > 0;

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

/** A series that is off takes its instances with it; an instance made an all-day one is off. */
function shiftsOnly(events: readonly Component[]): Component[] {
  const uidOf = (event: Component) => textOf(event, 'uid');
  const isWhole = (event: Component) => !isInstance(event) && !isDay(event, 'dtstart');
  const live = new Set(events.filter((event) => isWhole(event) && !isCancelled(event)).map(uidOf));
  const off = new Set(events.filter((event) => isWhole(event) && isCancelled(event)).map(uidOf));
  return events.flatMap((event): Component[] => {
    if (!isInstance(event)) return isWhole(event) && !isCancelled(event) ? [event] : [];
    if (off.has(uidOf(event)) && !live.has(uidOf(event))) return [];
    if (!isDay(event, 'dtstart')) return [event];
    return isDay(event, 'recurrence-id') ? [] : [['vevent', [...event[1], ['status', {}, 'text', 'CANCELLED']], []]];
  });
}

export async function reduceCalendars(calendars: readonly Component[], giveWay: GiveWay): Promise<Component> {
  const newest = newestOnly(calendars.flatMap((calendar) => componentsOf(calendar, 'vevent')));
  await giveWay();
  const shifts = shiftsOnly(newest).map(reduceEvent);
  await giveWay();
  const named = new Set(shifts.flatMap(([, properties]) => properties.map(zoneNameOf)));
  const zones = calendars
    .flatMap((calendar) => componentsOf(calendar, 'vtimezone'))
    .filter((zone) => named.has(textOf(zone, 'tzid')))
    .map(reduceZone);
  return ['vcalendar', [], [...inOrder(zones), ...inOrder(shifts)]];
}
