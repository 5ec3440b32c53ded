// In:    a sanitized calendar.
// Out:   its stored text, and the calendar again.
// Never: stores a long text uncompressed: an embedded database runs on the thread that answers patrons, and takes 15 ms per MB.
import { gunzipSync, gzipSync } from 'node:zlib';
import { FeedFault } from './fault.ts';

/** Shorter calendars are stored in readable form. Units: characters. */
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

/** Also reads a long text stored before compression was introduced. */
export const fromKept = (kept: string): string =>
  kept.startsWith(PACKED) ? gunzipSync(Buffer.from(kept.slice(PACKED.length), 'base64')).toString('utf8') : kept;
