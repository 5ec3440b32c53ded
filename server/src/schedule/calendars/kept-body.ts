// In:    a calendar, reduced to what a shift needs.
// Out:   the text that the database keeps of it, and the calendar again.
// Never: a long text as it is: an embedded database works on the thread that answers patrons, and takes 15 ms for each MB.
import { gunzipSync, gzipSync } from 'node:zlib';
import { FeedFault } from './fault.ts';

/** Up to here a calendar is kept as people can read it. Units: characters. */
const PLAIN_CHARS = 64_000;
/** A year of 10,000 shifts has some 300,000. Units: characters. */
const MAX_KEPT_CHARS = 1_000_000;
const PACKED = 'gzip ';

export function toKept(body: string): string {
  if (body.length <= PLAIN_CHARS) return body;
  const kept = `${PACKED}${gzipSync(body).toString('base64')}`;
  if (kept.length > MAX_KEPT_CHARS) {
    throw new FeedFault('too-many-events', 'has events with too much text: export fewer months, or shorter titles');
  }
  return kept;
}

/** Also of a text that was kept before long ones were packed. */
export const fromKept = (kept: string): string =>
  kept.startsWith(PACKED) ? gunzipSync(Buffer.from(kept.slice(PACKED.length), 'base64')).toString('utf8') : kept;
