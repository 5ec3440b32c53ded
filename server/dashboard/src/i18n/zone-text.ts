// A page shows times in the library's zone, and names that zone if the reader's clock differs.
import { clockText } from './clock-text.js';

/** "Eastern Time" */
export function zoneName(zone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longGeneric' }).formatToParts();
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}

const wallTime = (zone: string | undefined, ms: number): string =>
  new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  }).format(ms);

/** Whether the reader's clock shows the same now. */
const isReadersZone = (zone: string, nowMs: number): boolean => wallTime(zone, nowMs) === wallTime(undefined, nowMs);

/** "Eastern Time, now 3 PM"; null if the reader's clock shows the same. */
export function zoneNote(zone: string, nowMs: number): string | null {
  if (isReadersZone(zone, nowMs)) return null;
  return `${zoneName(zone)}, now ${clockText(nowMs, zone)}`;
}

/** The most frequent of these zones; the reader's own if there is none. */
export function commonZone(zones: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const zone of zones) counts.set(zone, (counts.get(zone) ?? 0) + 1);
  const [most] = [...counts].sort(([, one], [, other]) => other - one);
  return most?.[0] ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}
