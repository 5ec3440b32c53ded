// In:    a calendar or presence source that has failed for long, or a desk that will be signed out soon; its queue, and
//        the libraries whose own desk that is.
// Out:   notices to the people who can fix it.
// Never: includes the source's address or reply: a calendar's address may be a password, and its text names people.
import type { Tier } from '@askusnow/sdk/contract';
import { messages, type TroubleKind } from './messages.ts';
import type { Notice } from './notice.ts';
import { dateTime } from './when.ts';
import { toInstant } from '../../platform/time/instants.ts';

export interface Trouble {
  kind: TroubleKind;
  queue: string;
  /** Time of the last good reply, or of the first bad one; null: there was no good one. For a desk: when it is signed out. */
  sinceMs: number | null;
  /** Distinguishes this incident from the queue's next one. */
  incident: string;
  /** A stable code for the problem. */
  code: string;
}

/** A desk with heartbeats has sent none. */
export const NO_HEARTBEAT = 'no-heartbeat';

interface Place {
  queue: { name: string; tier: Tier; zone: string };
  /** Libraries with the queue as their own desk; none for a shared one. */
  libraries: readonly string[];
  publicUrl: string;
}

export function noticesOf(trouble: Trouble, { queue, libraries, publicUrl }: Place, nowMs: number): Notice[] {
  const { kind, sinceMs, incident, code } = trouble;
  const { subject, text, link } = messages.trouble(kind);
  const cause = code === NO_HEARTBEAT ? `${messages.noHeartbeat}\n` : '';
  const toSince = kind === 'desk-expiring' ? messages.on : messages.since;
  const since = sinceMs === null ? messages.neverWorked : toSince(dateTime(sinceMs, queue.zone));
  const owners = queue.tier === 'local' ? libraries : [null];
  return owners.map((library) => {
    const page = library === null ? `${publicUrl}/dashboard` : `${publicUrl}/dashboard/${library}`;
    const url = kind === 'desk-expiring' ? `${publicUrl}/dashboard/-/desk?queue=${trouble.queue}` : page;
    const at = toInstant(sinceMs);
    return {
      key: `${kind}:${trouble.queue}:${incident}:${library ?? queue.tier}`,
      kind,
      tier: queue.tier,
      library,
      subject: `${subject}: ${queue.name}`,
      text: `${subject}: ${queue.name}. ${since}.\n${cause}${text}\n\n${link}\n${url}\n`,
      data: { queue: trouble.queue, library, since: at, code, url },
      atMs: nowMs,
    };
  });
}
