import { SESSION_WARN_DAYS, type AccountEmail, type ListedSession, type Session } from '@askusnow/sdk';
import { DAY_MS, HOUR_MS } from '../logic/lengths.js';

/** "Sat, Nov 28, 12 PM": for instants that are recorded to the hour. */
export const ownHour = (instant: string): string =>
  new Intl.DateTimeFormat('en-US', { weekday: 'short', month: 'short', day: 'numeric', hour: 'numeric' }).format(
    new Date(instant),
  );

function nextSignInText(
  { role, signsInBy }: Pick<Session, 'role' | 'signsInBy'>,
  { email, isAvailable }: Pick<AccountEmail, 'email' | 'isAvailable'>,
): string {
  if (signsInBy === 'organization') return 'sign in with your organization again';
  if (isAvailable && email !== null) return `ask for a sign-in link on the sign-in page: it goes to ${email}`;
  if (role === 'coordinator') return 'you need a new sign-in link: make one on the Accounts page before then';
  return 'ask your coordinator for a sign-in link';
}

/** Until when a browser stays signed in, and how its reader signs in after that. Use makes it longer. */
export const staysSignedInText = (
  { endsAt }: Pick<ListedSession, 'endsAt'>,
  session: Pick<Session, 'role' | 'signsInBy'>,
  email: Pick<AccountEmail, 'email' | 'isAvailable'>,
): string =>
  `This browser stays signed in at least until ${ownHour(endsAt)}. After that, ${nextSignInText(session, email)}.`;

/**
 * The warning that a session ends within a week even if it is used; null: it does not. A desk's session never does. One
 * by the organization ends every day: the warning comes in its last hour.
 */
export function lastDaysText(
  { endsAtLatest, role, signsInBy }: Pick<Session, 'endsAtLatest' | 'role' | 'signsInBy'>,
  nowMs: number,
): string | null {
  const warnMs = signsInBy === 'organization' ? HOUR_MS : SESSION_WARN_DAYS * DAY_MS;
  if (endsAtLatest === null || Date.parse(endsAtLatest) - nowMs > warnMs) return null;
  if (signsInBy === 'organization')
    return `You will be signed out on ${ownHour(endsAtLatest)}. Save your changes; then sign in with your organization again.`;
  const what =
    role === 'coordinator'
      ? 'Make yourself a new sign-in link on the Accounts page before then.'
      : 'Ask your statewide coordinator for a new sign-in link before then.';
  return `You will be signed out on ${ownHour(endsAtLatest)}. ${what}`;
}
