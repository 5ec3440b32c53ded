// In:    the text of an iCalendar file.
// Out:   its calendars as jCal (RFC 7265), typed; or a FeedFault.
// Never: lets a line of the file into a fault: it may name a person.
import ICAL from 'ical.js';
import { FeedFault } from './fault.ts';

/** `['dtstart', { tzid: 'America/New_York' }, 'date-time', '2026-05-04T09:00:00']` */
export type Property = [name: string, params: Record<string, unknown>, type: string, ...values: unknown[]];
export type Component = [name: string, properties: Property[], components: Component[]];

/** A year of a large desk, each shift an event of its own, is about 8,000. So many are read in some 0.3 s of one core. */
const EVENTS_MOST = 10_000;
/** Of all events together; a zone's own changes are such dates, too. */
const DATES_MOST = 10_000;
/** A long line goes on where the next one begins with a space (RFC 5545 §3.1). */
const FOLD = /\r?\n[ \t]/g;

const BYTE_ORDER_MARK = /^\uFEFF/;

/** Every VCALENDAR of the file: some exporters write one after the other. */
export function parseCalendars(text: string): Component[] {
  const body = text.replace(BYTE_ORDER_MARK, '').trim();
  if (!/^BEGIN:VCALENDAR\s/i.test(body)) throw notACalendar(body);
  if (!/\nEND:VCALENDAR$/i.test(body)) {
    throw new FeedFault('truncated', 'breaks off before its end: END:VCALENDAR is missing');
  }
  refuseLong(body);
  try {
    const parsed = ICAL.parse(body) as Component | Component[];
    return isComponent(parsed) ? [parsed] : parsed;
  } catch (error) {
    throw new FeedFault('unreadable', `cannot be read as iCalendar: ${reasonOf(error)}`);
  }
}

/** Counted before it is parsed: what is too much should not cost much, and each date costs its part wherever it stands. */
function refuseLong(body: string): void {
  const events = body.match(/^BEGIN:VEVENT\s*$/gim)?.length ?? 0;
  if (events > EVENTS_MOST) {
    throw new FeedFault(
      'too-many-events',
      `has ${events} events, at most ${EVENTS_MOST} are read: export fewer months, or shifts that recur`,
    );
  }
  const lists = body.replaceAll(FOLD, '').match(/^(?:RDATE|EXDATE)[;:].*$/gim) ?? [];
  const dates = lists.reduce((total, list) => total + list.split(',').length, 0);
  if (dates > DATES_MOST) {
    throw new FeedFault(
      'too-many-events',
      `has ${dates} added and excepted dates (RDATE, EXDATE), at most ${DATES_MOST} are read: export fewer months`,
    );
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

/** The parser repeats the line at fault; of a rule it says only which part is wrong, and that helps. */
const reasonOf = (error: unknown): string =>
  error instanceof Error && /^invalid (?:frequency|BY[A-Z]+|WKST) |^BY[A-Z]+: /.test(error.message)
    ? error.message.slice(0, 80)
    : 'a line of it is broken';

export const propertiesOf = ([, properties]: Component, name: string): Property[] =>
  properties.filter((property) => property[0] === name);

/** The first value as text; undefined where there is none. */
export function textOf(component: Component, name: string): string | undefined {
  const value = propertiesOf(component, name)[0]?.[3];
  return typeof value === 'string' ? value : undefined;
}

export const componentsOf = ([, , components]: Component, name: string): Component[] =>
  components.filter((component) => component[0] === name);

/** The time zone that a property names; undefined: none, so UTC or floating. */
export const zoneNameOf = ([, params]: Property): string | undefined =>
  typeof params['tzid'] === 'string' ? params['tzid'] : undefined;

// The library folds at so many octets and then adds the space that marks a folded line: at most 75 in all (RFC 5545 §3.1).
ICAL.foldLength = 74;

export const toText = (calendar: Component): string => ICAL.stringify(calendar);

const { value: values } = ICAL.design.icalendar as { value: { text: { toICAL(value: string): string } } };

/** A property without a VALUE parameter, which programs that look for `X-WR-CALNAME:` would not find it with. */
export const bare = (name: string, value: string): Property => [name, {}, 'unknown', values.text.toICAL(value)];
