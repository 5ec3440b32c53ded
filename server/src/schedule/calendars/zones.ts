// In:    a calendar's name for a time zone, and the zones that the file describes.
// Out:   local times in it as instants, "compatible" (RFC 5545 §3.3.5); or a FeedFault.
// Never: floating if a zone is named: the parser treats a TZID without VTIMEZONE so, and a shift would move by hours.
//
// A known name uses the tz database, even if the file describes it: exporters write old or shortened rules. Known are
// IANA names ("America/New_York"), also after a vendor's path ("/example.org/20070129_1/America/New_York"); Windows'
// names for the zones of the United States and Canada, by CLDR's table and as Outlook shows them ("(UTC-05:00) Eastern
// Time (US & Canada)"); UTC by any of its names; and four POSIX names with a summer time ("EST5EDT"). Any other name uses
// the file's own VTIMEZONE, including an abbreviation such as "EST", which as an IANA name is five hours behind in July.
import type { Temporal } from 'temporal-polyfill';
import { zoneFault } from '../../cooperative/zone.ts';
import { FeedFault } from './fault.ts';
import { textOf, type Component } from './jcal.ts';
import type { ToInstant } from './to-instant.ts';
import { readZone } from './vtimezone.ts';

/**
 * Source: Unicode CLDR, common/supplemental/windowsZones.xml, territory 001; Microsoft's list of default time zones for the
 * names that are shown; the tz database's file "backward" for POSIX' names; GMT and Z as names of UTC;
 * `tzone://Microsoft/Utc`: Exchange's.
 */
const KNOWN_AS: Readonly<Record<string, string>> = {
  'Newfoundland Standard Time': 'America/St_Johns',
  'Atlantic Standard Time': 'America/Halifax',
  'Eastern Standard Time': 'America/New_York',
  'US Eastern Standard Time': 'America/Indianapolis',
  'Central Standard Time': 'America/Chicago',
  'Canada Central Standard Time': 'America/Regina',
  'Mountain Standard Time': 'America/Denver',
  'US Mountain Standard Time': 'America/Phoenix',
  'Pacific Standard Time': 'America/Los_Angeles',
  'Yukon Standard Time': 'America/Whitehorse',
  'Alaskan Standard Time': 'America/Anchorage',
  'Hawaiian Standard Time': 'Pacific/Honolulu',
  Newfoundland: 'America/St_Johns',
  'Atlantic Time (Canada)': 'America/Halifax',
  'Eastern Time (US & Canada)': 'America/New_York',
  'Indiana (East)': 'America/Indianapolis',
  'Central Time (US & Canada)': 'America/Chicago',
  Saskatchewan: 'America/Regina',
  'Mountain Time (US & Canada)': 'America/Denver',
  Arizona: 'America/Phoenix',
  'Pacific Time (US & Canada)': 'America/Los_Angeles',
  Yukon: 'America/Whitehorse',
  Alaska: 'America/Anchorage',
  Hawaii: 'Pacific/Honolulu',
  EST5EDT: 'America/New_York',
  CST6CDT: 'America/Chicago',
  MST7MDT: 'America/Denver',
  PST8PDT: 'America/Los_Angeles',
  GMT: 'UTC',
  Z: 'UTC',
  'Coordinated Universal Time': 'UTC',
  'tzone://Microsoft/Utc': 'UTC',
};

/** Outlook's prefix of a name: the zone's offset in winter; none for UTC itself. */
const SHOWN_OFFSET = /^\((?:UTC|GMT)(?:[+-]\d\d:\d\d)?\) /;

/** The IANA name of a TZID; undefined: none. */
export function ianaNameOf(name: string): string | undefined {
  const shown = name.replace(SHOWN_OFFSET, '');
  if (Object.hasOwn(KNOWN_AS, shown)) return KNOWN_AS[shown];
  const parts = name.split('/');
  for (let from = 0; from < parts.length; from++) {
    const tail = parts.slice(from).join('/');
    if ((from === 0 || tail.includes('/')) && zoneFault(tail) === undefined) return tail;
  }
  return undefined;
}

export const toInstantIn =
  (iana: string): ToInstant =>
  (wall: Temporal.PlainDateTime) =>
    wall.toZonedDateTime(iana, { disambiguation: 'compatible' }).epochMilliseconds;

/** Resolves a file's zone names, each once. */
export function createZones(described: readonly Component[]): (name: string) => ToInstant {
  const byName = new Map(described.map((zone) => [textOf(zone, 'tzid'), zone]));
  const resolved = new Map<string, ToInstant>();
  return (name) => {
    let toInstant = resolved.get(name);
    if (toInstant === undefined) {
      const iana = ianaNameOf(name);
      const zone = byName.get(name);
      if (iana === undefined && zone === undefined) throw unknownZone(name);
      toInstant = iana === undefined ? readZone(zone as Component) : toInstantIn(iana);
      resolved.set(name, toInstant);
    }
    return toInstant;
  };
}

const unknownZone = (name: string): FeedFault =>
  new FeedFault(
    'unknown-zone',
    `is in the time zone "${name.slice(0, 60)}", which is neither described in the file nor known: set the calendar’s time zone again in the program that exports it; it ${zoneFault(name)}`,
  );
