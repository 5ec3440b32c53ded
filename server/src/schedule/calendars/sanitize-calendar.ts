// In:    fetched calendars.
// Out:   one calendar with only what shifts need, sorted: equal contents give an equal text.
// Never: keeps a person: DESCRIPTION, ATTENDEE, ORGANIZER, LOCATION, comments, alarms and everything else are dropped here.
//
// Not a shift: an event that is cancelled, all-day, free (TRANSP) or tentative; their number is reported.
//
// Kept of an event: UID, its times, its recurrence, whether it is a shift, and at a library's own desk SUMMARY, cut to 80
// characters: it is the label that its staff chose, shown to staff only, and deleted with the calendar. At a shared desk a
// title names a person as a rule ("Kim - Chat"): of title and location the library stays that owes the shift, and no more.
import type { FeedLeftOut, FeedOwner, Tier } from '@askusnow/sdk/contract';
import { serviceOf } from '../shifts/expand.ts';
import { bare, componentsOf, propertiesOf, textOf, zoneNameOf, type Component, type Property } from './jcal.ts';
import { ianaNameOf } from './zones.ts';

const MAX_LABEL_CHARS = 80;
/** The label of a shift without a title, or with one that is not kept. */
export const UNNAMED = 'Shift';

const KEPT_OF_EVENT = ['uid', 'recurrence-id', 'dtstart', 'dtend', 'duration', 'rrule', 'exrule', 'rdate', 'exdate'];
const KEPT_OF_OBSERVANCE = ['dtstart', 'tzoffsetfrom', 'tzoffsetto', 'rrule', 'rdate'];
const KEPT_PARAMS = ['tzid', 'range'];

/** Written by this server alone: another's are dropped. */
export const LIBRARY = 'x-askusnow-library';
export const SERVICE = 'x-askusnow-service';

/** The desk of a fetched calendar, and which libraries owe its events. */
export interface Naming {
  tier: Tier;
  owners: readonly FeedOwner[];
}

/** Counts characters as people do, so that none is cut in half. */
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

const toSummary = (text: string): Property => ['summary', {}, 'text', text];

/** Without `naming` the calendar is a stored one, and keeps what it was named. */
function namesOf(event: Component, naming: Naming | undefined): Property[] {
  const title = textOf(event, 'summary') ?? '';
  if (naming === undefined) {
    const owned = reduceProperties(event, [LIBRARY, SERVICE]);
    return owned.length > 0 ? owned : [toSummary(toLabel(title))];
  }
  const said = `${title}\n${textOf(event, 'location') ?? ''}`.toLowerCase();
  const owner = naming.owners.find(({ text }) => said.includes(text.toLowerCase()));
  if (owner !== undefined) return [bare(LIBRARY, owner.library), bare(SERVICE, serviceOf(owner, naming.tier))];
  return [toSummary(naming.tier === 'local' ? toLabel(title) : UNNAMED)];
}

function reduceEvent(event: Component, naming: Naming | undefined): Component {
  const reason = reasonOf(event);
  const why: Property[] =
    reason === 'cancelled'
      ? [['status', {}, 'text', 'CANCELLED']]
      : reason === undefined
        ? []
        : [['transp', {}, 'text', 'TRANSPARENT']];
  return ['vevent', [...reduceProperties(event, KEPT_OF_EVENT), ...namesOf(event, naming), ...why], []];
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
/** Whether an instance also changes all later ones (RFC 5545 §3.2.13). */
const isWithFuture = (event: Component): boolean =>
  propertiesOf(event, 'recurrence-id').some(([, { range }]) => range === 'THISANDFUTURE');

/** An event and each moved instance may occur in several versions: the newest counts (RFC 5545 §3.8.7.4). */
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

/** Why an event is not a shift; undefined: it is one. */
function reasonOf(event: Component): keyof FeedLeftOut | undefined {
  if (isCancelled(event)) return 'cancelled';
  if (isDay(event, 'dtstart')) return 'allDay';
  if (valueOf(event, 'transp') === 'TRANSPARENT') return 'free';
  return valueOf(event, 'status') === 'TENTATIVE' ? 'tentative' : undefined;
}

/** Whether the event schedules somebody. */
export const isShift = (event: Component): boolean => reasonOf(event) === undefined;

const asCancelled = ([, properties]: Component): Component => [
  'vevent',
  [...properties, ['status', {}, 'text', 'CANCELLED']],
  [],
];

/**
 * A cancelled series cancels its instances; an instance that is not a shift any more is cancelled. A series that is not a
 * shift for another reason may have instances that are: each is kept separately. An instance that changes all later ones
 * needs its series, which is kept as a non-shift and expanded from there on.
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
    // In a series of days, an instance is a day, too.
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

/** Its events, with floating times in the calendar's X-WR-TIMEZONE if it is known, as calendar programs do. */
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

export function reduceCalendars(
  calendars: readonly Component[],
  naming?: Naming,
): { reduced: Component; leftOut: FeedLeftOut } {
  const newest = newestOnly(calendars.flatMap(eventsIn));
  const shifts = shiftsOnly(newest).map((event) => reduceEvent(event, naming));
  const named = new Set(shifts.flatMap(([, properties]) => properties.map(zoneNameOf)));
  const zones = calendars
    .flatMap((calendar) => componentsOf(calendar, 'vtimezone'))
    .filter((zone) => named.has(textOf(zone, 'tzid')))
    .map(reduceZone);
  return { reduced: ['vcalendar', [], [...inOrder(zones), ...inOrder(shifts)]], leftOut: countLeftOut(newest) };
}
