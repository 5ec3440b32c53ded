import { SESSION_WARN_DAYS, type Desk, type DeskState, type QueuePresence } from '@askusnow/sdk';
import { instantText } from './clock-text.js';
import type { Tone } from '../logic/tone.js';
import { DAY_MS } from '../logic/lengths.js';

/** The statuses that staff can set, and what each means for patrons. */
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
  unknown: { word: 'status unknown', tone: 'bad' },
};

/** The status of the queue, all of its desks together. */
export const seenText = ({ state }: Pick<QueuePresence, 'state'>): { word: string; tone: Tone } =>
  state === null ? { word: 'no live status', tone: 'note' } : SEEN[state];

/** The same as patrons see it: a desk that is long past its closing time is closed. */
export const patronsSeeText = (presence: Pick<QueuePresence, 'state' | 'afterClosing'>): ReturnType<typeof seenText> =>
  presence.afterClosing?.shown === false ? { word: 'closed', tone: 'note' } : seenText(presence);

/** Why no status can be set here; undefined if it can, or by its hours alone. */
export const otherSourceText = ({ source }: Pick<QueuePresence, 'source'>): string | undefined =>
  source === null || source.kind === 'heartbeat'
    ? undefined
    : `No status to set: it comes from ${source.at ?? source.kind}.`;

/** The end of a desk's session, if somebody should act on it; null: nothing to do. */
export function signedInUntilText(
  { hasAccount, signedInUntil }: Pick<Desk, 'hasAccount' | 'signedInUntil'>,
  nowMs: number,
  zone: string,
): string | null {
  if (!hasAccount) return null;
  if (signedInUntil === null) return 'Signed out. The statewide coordinator can make a new sign-in link for it.';
  if (Date.parse(signedInUntil) - nowMs > SESSION_WARN_DAYS * DAY_MS) return null;
  return `Will be signed out ${instantText(signedInUntil, zone)}. To keep it signed in, open the desk’s page there before then.`;
}
