import { SESSION_WARN_DAYS, type Desk, type DeskState, type QueuePresence } from '@askusnow/sdk';
import { instantText } from './clock-text.js';
import type { Tone } from './status-advice.js';
import { DAY_MS } from '../logic/lengths.js';

/** What a person can say of their desk, and what it means for patrons. */
export const DESK_WORDS: Record<DeskState, { word: string; means: string }> = {
  available: { word: 'Available', means: 'Somebody answers here now.' },
  busy: { word: 'Busy', means: 'Somebody is here, and cannot take another chat just now.' },
  away: { word: 'Away', means: 'Nobody answers here.' },
};
export const DESK_STATES = Object.keys(DESK_WORDS) as DeskState[];

const SEEN: Record<NonNullable<QueuePresence['state']>, { word: string; tone: Tone }> = {
  available: { word: 'somebody is here', tone: 'good' },
  busy: { word: 'busy', tone: 'note' },
  nobody: { word: 'nobody is here', tone: 'warn' },
  unknown: { word: 'not known', tone: 'bad' },
};

/** How the queue is seen, all of its desks together. */
export const seenText = ({ state }: Pick<QueuePresence, 'state'>): { word: string; tone: Tone } =>
  state === null ? { word: 'not watched', tone: 'note' } : SEEN[state];

/** Why heartbeats are of no use here; undefined where they are. */
export function otherSourceText({ source }: Pick<QueuePresence, 'source'>): string | undefined {
  if (source?.kind === 'heartbeat') return undefined;
  return source === null
    ? 'This desk speaks by its hours alone: nobody has to say that they are here. To see who is, your coordinator gives it a presence source in the cooperative’s file.'
    : `Whether somebody is here is read from ${source.at ?? source.kind}, so nothing has to be said on this page.`;
}

/** Until when a desk with an account stays signed in, as far as somebody should do something about it; null: nothing to do. */
export function signedInUntilText(
  { hasAccount, signedInUntil }: Pick<Desk, 'hasAccount' | 'signedInUntil'>,
  nowMs: number,
  zone: string,
): string | null {
  if (!hasAccount) return null;
  if (signedInUntil === null) return 'Signed out. The statewide coordinator can make a new sign-in link for it.';
  if (Date.parse(signedInUntil) - nowMs > SESSION_WARN_DAYS * DAY_MS) return null;
  return `Will be signed out ${instantText(signedInUntil, zone)}: open the desk’s page there before then, and it stays signed in.`;
}
