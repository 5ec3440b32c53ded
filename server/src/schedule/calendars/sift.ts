// In:    the text of an iCalendar file.
// Out:   the same with only the lines that shifts need, each valid by RFC 5545; or a FeedFault.
// Never: lets a lenient parser validate a value, or an expensive one see an unbounded line.
import { contentLines, type ContentLine } from './content-line.ts';
import { eventFault, FeedFault } from './fault.ts';
import { checkDuration, checkOffset, checkRule, startWords, timeKinds, type TimeKind } from './value-form.ts';

/** The properties that are read of each component; other components are skipped with their content. */
const KEPT: Readonly<Record<string, ReadonlySet<string>>> = {
  VCALENDAR: new Set(['X-WR-TIMEZONE']),
  VEVENT: new Set([
    'UID',
    'RECURRENCE-ID',
    'DTSTART',
    'DTEND',
    'DURATION',
    'RRULE',
    'EXRULE',
    'RDATE',
    'EXDATE',
    'SUMMARY',
    'LOCATION',
    'X-ASKUSNOW-LIBRARY',
    'X-ASKUSNOW-SERVICE',
    'STATUS',
    'TRANSP',
    'SEQUENCE',
  ]),
  VTIMEZONE: new Set(['TZID']),
  STANDARD: new Set(['DTSTART', 'TZOFFSETFROM', 'TZOFFSETTO', 'RRULE', 'RDATE']),
  DAYLIGHT: new Set(['DTSTART', 'TZOFFSETFROM', 'TZOFFSETTO', 'RRULE', 'RDATE']),
  VTODO: new Set(),
  VJOURNAL: new Set(),
  VFREEBUSY: new Set(),
};

/**
 * Limits of a whole file. A year of a large desk, with one event per shift, has about 8,000. `counted`: instances that
 * have to be counted one by one, because a rule has a COUNT. The changes of a zone count as dates, too.
 */
const MAX = { events: 10_000, dates: 10_000, rules: 2_000, counted: 100_000 };
/** VCALENDAR, VEVENT, VALARM, and a vendor's extension. */
const MAX_DEPTH = 8;

interface Component {
  name: string;
  lines: string[];
  /** Of a VEVENT. */
  start: string | undefined;
  kinds: Map<string, TimeKind[]>;
  /** Its first error. */
  fault: FeedFault | undefined;
  isKept: boolean;
}

type Totals = Record<keyof typeof MAX, number>;

/** Properties that may occur once per event; the library silently takes the first. */
const ONCE = ['DTSTART', 'DTEND', 'DURATION', 'RECURRENCE-ID'];

function addKinds({ kinds }: Component, name: string, found: readonly TimeKind[]): void {
  const known = kinds.get(name) ?? [];
  for (const kind of found) known.push(kind);
  kinds.set(name, known);
}

function checkLine(line: ContentLine, component: Component, totals: Totals): void {
  const { name, value } = line;
  switch (name) {
    case 'DTSTART':
    case 'DTEND':
    case 'RECURRENCE-ID':
    case 'RDATE':
    case 'EXDATE': {
      const isList = name === 'RDATE' || name === 'EXDATE';
      if (isList) totals.dates += value.split(',').length;
      if (name === 'DTSTART') component.start ??= startWords(value);
      // Beyond a limit, the rest is not checked.
      const kinds = totals.dates > MAX.dates ? [] : timeKinds(line);
      if (!isList && kinds.length > 1) throw new FeedFault('unreadable-time', 'has a time that cannot be read');
      addKinds(component, name, kinds);
      return;
    }
    case 'DURATION':
      checkDuration(line);
      addKinds(component, name, ['fixed']);
      return;
    case 'TZOFFSETFROM':
    case 'TZOFFSETTO':
      return checkOffset(line);
    case 'RRULE':
    case 'EXRULE': {
      if (component.name === 'VEVENT') totals.rules += 1;
      const { count } = checkRule(line);
      totals.counted += count ?? 0;
      return;
    }
  }
}

/** Checks that need the whole event. */
function checkEvent({ kinds }: Component): void {
  for (const name of ONCE) {
    if ((kinds.get(name)?.length ?? 0) > 1) throw new FeedFault('unreadable-time', `has more than one ${name}`);
  }
  if (kinds.has('DTEND') && kinds.has('DURATION')) {
    throw new FeedFault('unreadable-time', 'has both an end and a duration (DTEND, DURATION)');
  }
  const start = kinds.get('DTSTART')?.[0];
  const end = kinds.get('DTEND')?.[0];
  if (start !== undefined && end !== undefined && start !== end) {
    throw new FeedFault(
      'unreadable-time',
      'has a start and an end of different kinds: both are dates, or local times, or times with a time zone',
    );
  }
  const others = [...(kinds.get('RECURRENCE-ID') ?? []), ...(kinds.get('RDATE') ?? []), ...(kinds.get('EXDATE') ?? [])];
  if (start === 'fixed' && others.includes('floating')) {
    throw new FeedFault('unreadable-time', 'has a time zone for its start, and none for another of its dates');
  }
}

const first = (fault: FeedFault | undefined, check: () => void): FeedFault | undefined => {
  if (fault !== undefined) return fault;
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof FeedFault) return error;
    throw error;
  }
};

const broken = (): FeedFault => new FeedFault('unreadable', 'cannot be read as iCalendar: a line of it is broken');

/** A component's own text. An unusable zone is one without rules: an error only if an event uses it. */
function textOf({ name, lines, start, fault }: Component): string[] {
  const isOfZone = name === 'STANDARD' || name === 'DAYLIGHT';
  if (fault !== undefined && !isOfZone) throw name === 'VEVENT' ? eventFault(fault, start) : fault;
  return fault === undefined ? [`BEGIN:${name}`, ...lines, `END:${name}`] : [];
}

function refuseTooMuch({ events, dates, rules, counted }: Totals): void {
  const refuse = (has: string, max: number, words: string): never => {
    throw new FeedFault('too-many-events', `has ${has}, at most ${max} are read: ${words}`);
  };
  if (events > MAX.events) refuse(`${events} events`, MAX.events, 'export fewer months, or shifts that recur');
  if (dates > MAX.dates) refuse(`${dates} added and excepted dates (RDATE, EXDATE)`, MAX.dates, 'export fewer months');
  if (rules > MAX.rules) refuse(`${rules} rules of recurrence`, MAX.rules, 'export fewer months');
  if (counted > MAX.counted)
    refuse(`rules that count to ${counted} together (COUNT)`, MAX.counted, 'export fewer months');
}

export function siftCalendar(body: string): string {
  const events = body.match(/^BEGIN:VEVENT\s*$/gim)?.length ?? 0;
  const totals: Totals = { events, dates: 0, rules: 0, counted: 0 };
  refuseTooMuch(totals);
  const open: Component[] = [];
  const kept: string[] = [];
  let fault: FeedFault | undefined;
  for (const line of contentLines(body)) {
    const current = open.at(-1);
    if (line.name === 'BEGIN') {
      const name = line.value.trim().toUpperCase();
      if (open.length >= MAX_DEPTH) throw broken();
      const isKept = Object.hasOwn(KEPT, name) && (current?.isKept ?? true);
      open.push({ name, lines: [], start: undefined, kinds: new Map(), fault: undefined, isKept });
    } else if (line.name === 'END') {
      const ended = open.pop();
      if (ended === undefined || ended.name !== line.value.trim().toUpperCase()) throw broken();
      if (ended.isKept) {
        if (ended.name === 'VEVENT') ended.fault = first(ended.fault, () => checkEvent(ended));
        let text: string[] = [];
        fault = first(fault, () => void (text = textOf(ended)));
        const outer = open.at(-1)?.lines ?? kept;
        for (const each of text) outer.push(each);
      }
    } else if (current === undefined) {
      throw broken();
    } else if (current.isKept && KEPT[current.name]?.has(line.name)) {
      current.lines.push(line.text);
      current.fault = first(current.fault, () => checkLine(line, current, totals));
    }
  }
  if (open.length > 0) throw broken();
  // Limits come first: they are why the rest was not checked.
  refuseTooMuch(totals);
  if (fault !== undefined) throw fault;
  return kept.join('\r\n');
}
