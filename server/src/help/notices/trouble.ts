// In:    a calendar or a presence source that has failed for long, or a desk that will be signed out soon; its queue, and the
//        libraries whose desk that is.
// Out:   notices to the people who can mend it.
// Never: what the source said, or its address: a calendar's may be a password, and its words are of people.
import type { Tier } from '@askusnow/sdk/contract';
import type { Notice } from './notice.ts';
import { dateTime } from './when.ts';
import { toInstant } from '../../platform/time/instants.ts';

export interface Trouble {
  kind: 'feed-failing' | 'presence-failing' | 'desk-expiring';
  queue: string;
  /** Of the last good answer, or of the first bad one; null: there never was a good one. Of a desk: when it is signed out. */
  sinceMs: number | null;
  /** Tells this incident from the next one of the same queue. */
  incident: string;
  /** A stable word for what is wrong. */
  code: string;
}

/** A desk that should speak for itself has not. */
export const NO_HEARTBEAT = 'no-heartbeat';

interface Place {
  queue: { name: string; tier: Tier; zone: string };
  /** Those that name the queue as their own; none where the cooperative shares it. */
  libraries: readonly string[];
  publicUrl: string;
}

const WORDS = {
  'feed-failing': {
    subject: 'Shift calendar cannot be read',
    text: 'The shifts that were read last stay in force. Until this is mended, nothing that changes in the calendar is seen here.',
  },
  'presence-failing': {
    subject: 'Presence cannot be observed',
    text: 'Until this is mended, patrons are not told that somebody is available, and coverage is unmonitored.',
  },
  'desk-expiring': {
    subject: 'A desk will be signed out',
    text: 'Its browser has not been used for weeks. Open the desk’s page there once, and it stays signed in. After that day only a new sign-in link from the coordinator lets it say that somebody is there.',
  },
} as const;

const WHERE = {
  'feed-failing': 'What is wrong is said there:',
  'presence-failing': 'What is wrong is said there:',
  'desk-expiring': 'The desk’s page:',
} as const;

/** What only people at the desk can mend, told so that they know how. */
const SILENT =
  'For half an hour of scheduled time no heartbeat has come from the desk: open its page there, or look after its script.';

export function noticesOf(trouble: Trouble, { queue, libraries, publicUrl }: Place, nowMs: number): Notice[] {
  const { kind, sinceMs, incident, code } = trouble;
  const { subject, text } = WORDS[kind];
  const cause = code === NO_HEARTBEAT ? `${SILENT}\n` : '';
  const word = kind === 'desk-expiring' ? 'On' : 'Since';
  const since = sinceMs === null ? 'It has never worked' : `${word} ${dateTime(sinceMs, queue.zone)}`;
  const hearers = queue.tier === 'local' ? libraries : [null];
  return hearers.map((library) => {
    const page = library === null ? `${publicUrl}/dashboard` : `${publicUrl}/dashboard/${library}`;
    const url = kind === 'desk-expiring' ? `${publicUrl}/dashboard/-/desk?queue=${trouble.queue}` : page;
    const at = toInstant(sinceMs);
    return {
      key: `${kind}:${trouble.queue}:${incident}:${library ?? queue.tier}`,
      kind,
      tier: queue.tier,
      library,
      subject: `${subject}: ${queue.name}`,
      text: `${subject}: ${queue.name}. ${since}.\n${cause}${text}\n\n${WHERE[kind]}\n${url}\n`,
      data: { queue: trouble.queue, library, since: at, code, url },
      atMs: nowMs,
    };
  });
}
