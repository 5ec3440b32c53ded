// In:    a VTIMEZONE of a file.
// Out:   local times as instants by its rules, "compatible" like all local times here (RFC 5545 §3.3.5).
// Never: uses the tz database: zones.ts tries that first, and uses this for unknown names.
import { Temporal } from 'temporal-polyfill';
import { FeedFault } from './fault.ts';
import { componentsOf, propertiesOf, textOf, type Component, type Property } from './jcal.ts';
import { startsBetween } from './recurrence.ts';
import { ruleTextOf, toRecurrence } from './rule.ts';
import { asUtcMs, type ToInstant } from './to-instant.ts';
import { toJcalTime } from './when.ts';
import { DAY_MS } from '../../platform/time/instants.ts';

/** From `atMs` on, clocks are `offsetMs` ahead of UTC. */
interface Change {
  atMs: number;
  offsetMs: number;
  beforeMs: number;
}

const YEAR_MS = 366 * DAY_MS;
/** More than the longest history of any zone. */
const MAX_OBSERVANCES = 500;

const OFFSET = /^([+-])(\d\d):?(\d\d)(?::?(\d\d))?$/;
function toOffsetMs(text: string | undefined): number | undefined {
  const [, sign, hours, minutes, seconds = '0'] = OFFSET.exec(text ?? '') ?? [];
  if (sign === undefined) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
}

const toWall = (value: unknown): Temporal.PlainDateTime => Temporal.PlainDateTime.from(String(value).replace(/Z$/, ''));

/** When a STANDARD or DAYLIGHT begins, between two instants. */
type Onsets = (fromMs: number, toMs: number) => Change[];

function readObservance(observance: Component): Onsets | undefined {
  const offsetMs = toOffsetMs(textOf(observance, 'tzoffsetto'));
  const beforeMs = toOffsetMs(textOf(observance, 'tzoffsetfrom'));
  const start = propertiesOf(observance, 'dtstart')[0];
  if (offsetMs === undefined || beforeMs === undefined || start === undefined) return undefined;
  const first = toWall(start[3]);
  const toChange = (wallMs: number): Change => ({ atMs: wallMs - beforeMs, offsetMs, beforeMs });
  const fixed = [
    asUtcMs(first),
    ...propertiesOf(observance, 'rdate').flatMap(([, , , ...values]) => values.map((value) => asUtcMs(toWall(value)))),
  ].map(toChange);
  const rules = propertiesOf(observance, 'rrule').map((rule) => readRule(rule, first, beforeMs));
  return (fromMs, toMs) => [...fixed, ...rules.flatMap((rule) => rule(fromMs, toMs).map(toChange))];
}

/** Clocks change yearly: other rules would only be expensive. */
function readRule(property: Property, first: Temporal.PlainDateTime, beforeMs: number) {
  const text = ruleTextOf(property);
  if (text.freq !== 'YEARLY') throw new RangeError('a zone that changes more than once a year by one rule');
  const recurrence = toRecurrence(text);
  const firstMs = asUtcMs(first);
  // UNTIL is in UTC (RFC 5545 §3.6.5), the rule in local time.
  const lastMs = text.until === null ? Infinity : asUtcMs(toWall(toJcalTime(text.until))) + beforeMs;
  // The last change of a rule that has ended still applies.
  return (fromMs: number, toMs: number): number[] =>
    startsBetween(recurrence, firstMs, Math.min(fromMs, lastMs - YEAR_MS), Math.min(toMs, lastMs), noLimit);
}

/** A zone's rule yields one day per year. */
const noLimit = (): void => undefined;

export function readZone(zone: Component): ToInstant {
  const name = textOf(zone, 'tzid') ?? '';
  const unusable = () =>
    new FeedFault('unknown-zone', `describes the time zone "${name.slice(0, 60)}" in a way that cannot be used`);
  const described = [...componentsOf(zone, 'standard'), ...componentsOf(zone, 'daylight')];
  if (described.length > MAX_OBSERVANCES) throw unusable();
  let observances: Onsets[];
  try {
    observances = described.flatMap((each) => readObservance(each) ?? []);
  } catch {
    // A RangeError of Temporal or of the rule: not a date, not a recurrence.
    throw unusable();
  }
  if (observances.length === 0) throw unusable();
  const kept = new Map<number, Change[]>();

  /** The changes that affect a year: its own, those of the years beside it, and the last ones before. */
  const changesAround = (year: number): Change[] => {
    let changes = kept.get(year);
    if (changes === undefined) {
      const startMs = Date.UTC(year, 0, 1);
      changes = observances
        .flatMap((onsets) => onsets(startMs - YEAR_MS, startMs + 2 * YEAR_MS))
        .sort((one, other) => one.atMs - other.atMs);
      kept.set(year, changes);
    }
    return changes;
  };

  const offsetAt = (atMs: number): number => {
    const changes = changesAround(new Date(atMs).getUTCFullYear());
    return changes.findLast((change) => change.atMs <= atMs)?.offsetMs ?? changes[0]?.beforeMs ?? 0;
  };

  return (wall) => {
    const wallMs = asUtcMs(wall);
    const before = offsetAt(wallMs - DAY_MS);
    const after = offsetAt(wallMs + DAY_MS);
    // An ambiguous time is its first occurrence; a skipped one moves forward by the skipped length.
    const fitting = [before, after].filter((offset) => offsetAt(wallMs - offset) === offset);
    return wallMs - (fitting[0] ?? before);
  };
}
