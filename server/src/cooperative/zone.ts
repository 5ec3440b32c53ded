// In:    a time zone as a person wrote it.
// Out:   undefined, or the expected form.
// Never: accepts an abbreviation or an offset: "EST" is five hours behind in July too.
import { nearest } from './nearest.ts';

/** Common names of zones in the United States. Source: the tz database's zone of the largest city of each. */
const SPOKEN: Record<string, string> = {
  et: 'America/New_York',
  est: 'America/New_York',
  edt: 'America/New_York',
  est5edt: 'America/New_York',
  eastern: 'America/New_York',
  ct: 'America/Chicago',
  cst: 'America/Chicago',
  cdt: 'America/Chicago',
  cst6cdt: 'America/Chicago',
  central: 'America/Chicago',
  mt: 'America/Denver',
  mst: 'America/Denver',
  mdt: 'America/Denver',
  mst7mdt: 'America/Denver',
  mountain: 'America/Denver',
  pt: 'America/Los_Angeles',
  pst: 'America/Los_Angeles',
  pdt: 'America/Los_Angeles',
  pst8pdt: 'America/Los_Angeles',
  pacific: 'America/Los_Angeles',
};

const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);

/** Older names ("US/Eastern") are links: not in the runtime's list, but known to it. */
function isLink(text: string): boolean {
  if (!/^[A-Z][A-Za-z]*(?:\/[A-Z][A-Za-z0-9_+-]*)+$/.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    // The runtime throws a RangeError for an unknown zone.
    return false;
  }
}

const placeOf = (zone: string): string => zone.slice(zone.lastIndexOf('/') + 1);
const zoneOfPlace = new Map([...zones].map((zone) => [placeOf(zone), zone]));

/** Compares the place first: "America/Berln" means Berlin. */
function meant(text: string): string | undefined {
  const asked = text.trim().replaceAll(' ', '_');
  const spoken = SPOKEN[asked.toLowerCase().replace(/(?:_standard|_daylight)?_time$/, '')];
  if (spoken !== undefined) return spoken;
  const place = zoneOfPlace.get(nearest(placeOf(asked), zoneOfPlace.keys()) ?? '');
  // Whole names resemble each other by the continent only: "America/Nowhere" does not mean Nome.
  return place ?? (asked.includes('/') ? undefined : nearest(asked, zones));
}

/** What is wrong with a zone's name, or undefined. */
export function zoneFault(text: string): string | undefined {
  if (zones.has(text) || isLink(text)) return undefined;
  return `should be an IANA time zone like "America/New_York"${hint(text)}`;
}

function hint(text: string): string {
  const name = meant(text);
  return name === undefined || name === 'America/New_York' ? '' : `; did you mean "${name}"?`;
}
