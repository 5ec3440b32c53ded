// In:    the text of an iCalendar file.
// Out:   its calendars as jCal (RFC 7265), typed; or a FeedFault.
// Never: quotes a line of the file in an error: it may name a person.
import ICAL from 'ical.js';
import { FeedFault } from './fault.ts';
import { siftCalendar } from './sift.ts';

/** `['dtstart', { tzid: 'America/New_York' }, 'date-time', '2026-05-04T09:00:00']` */
export type Property = [name: string, params: Record<string, unknown>, type: string, ...values: unknown[]];
export type Component = [name: string, properties: Property[], components: Component[]];

const BYTE_ORDER_MARK = /^\uFEFF/;

/** All VCALENDARs of the file: some exporters write several. */
export function parseCalendars(text: string): Component[] {
  const body = text.replace(BYTE_ORDER_MARK, '').trim();
  if (!/^BEGIN:VCALENDAR\s/i.test(body)) throw notACalendar(body);
  if (!/\nEND:VCALENDAR$/i.test(body)) {
    throw new FeedFault('truncated', 'breaks off before its end: END:VCALENDAR is missing');
  }
  const sifted = siftCalendar(body);
  try {
    const parsed = ICAL.parse(sifted) as Component | Component[];
    return isComponent(parsed) ? [parsed] : parsed;
  } catch {
    // The parser's message quotes the line.
    throw new FeedFault('unreadable', 'cannot be read as iCalendar: a line of it is broken');
  }
}

const isComponent = (parsed: Component | Component[]): parsed is Component => typeof parsed[0] === 'string';

function notACalendar(body: string): FeedFault {
  return /^<(?:!doctype|html|\?xml)/i.test(body)
    ? new FeedFault(
        'not-a-calendar',
        'answers with a web page, perhaps to sign in: give the address of the calendar’s public or secret iCal export',
      )
    : new FeedFault(
        'not-a-calendar',
        'answers with something that is no iCalendar file: it should begin with BEGIN:VCALENDAR',
      );
}

export const propertiesOf = ([, properties]: Component, name: string): Property[] =>
  properties.filter((property) => property[0] === name);

/** The first value as text; undefined if absent. */
export function textOf(component: Component, name: string): string | undefined {
  const value = propertiesOf(component, name)[0]?.[3];
  return typeof value === 'string' ? value : undefined;
}

export const componentsOf = ([, , components]: Component, name: string): Component[] =>
  components.filter((component) => component[0] === name);

/** The time zone of a property; undefined: none, so UTC or floating. */
export const zoneNameOf = ([, params]: Property): string | undefined =>
  typeof params['tzid'] === 'string' ? params['tzid'] : undefined;

// The library folds at this many octets and then adds the leading space of a folded line: at most 75 in all (RFC 5545 §3.1).
ICAL.foldLength = 74;

export const toText = (calendar: Component): string => ICAL.stringify(calendar);

const { value: values } = ICAL.design.icalendar as { value: { text: { toICAL(value: string): string } } };

/** A property without a VALUE parameter: some programs search for the exact text `X-WR-CALNAME:`. */
export const bare = (name: string, value: string): Property => [name, {}, 'unknown', values.text.toICAL(value)];
