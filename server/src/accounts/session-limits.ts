// In:    an account's role and way to sign in; when a session was opened and last used.
// Out:   when it ends, and whether that is soon.
// Never: precise to the minute: session times are stored by the hour.
import {
  DESK_IDLE_DAYS,
  EMAIL_FRESH_MINUTES,
  PERSON_IDLE_DAYS,
  PERSON_MAX_DAYS,
  ORGANIZATION_MAX_HOURS,
  SESSION_WARN_DAYS,
  type Role,
} from '@askusnow/sdk/contract';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../platform/time/instants.ts';

/** Units: ms. `idle`: since its last use. `max`: since it was opened, regardless of use. */
export interface SessionLimits {
  idleMs: number;
  maxMs: number;
}

const PERSON: SessionLimits = { idleMs: PERSON_IDLE_DAYS * DAY_MS, maxMs: PERSON_MAX_DAYS * DAY_MS };
/**
 * A desk has no max: its heartbeats renew the session, and an end at noon would show patrons "unknown". Its idle limit
 * covers a summer break.
 */
const DESK: SessionLimits = { idleMs: DESK_IDLE_DAYS * DAY_MS, maxMs: Infinity };

/** The organization may take the role away: after this it is asked again, by a new sign-in. */
const ORGANIZATION: SessionLimits = {
  idleMs: ORGANIZATION_MAX_HOURS * HOUR_MS,
  maxMs: ORGANIZATION_MAX_HOURS * HOUR_MS,
};

/** Whose session it is. */
export interface SessionOwner {
  role: Role;
  /** It signs in by OpenID Connect. */
  byOrganization?: boolean;
}

/** So long after a sign-in the account's address may be changed. Units: ms. */
export const FRESH_MS = EMAIL_FRESH_MINUTES * MINUTE_MS;

/** How long before the end people are warned. Units: ms. */
export const WARN_BEFORE_END_MS = SESSION_WARN_DAYS * DAY_MS;

export const limitsOf = ({ role, byOrganization = false }: SessionOwner): SessionLimits =>
  byOrganization ? ORGANIZATION : role === 'desk' ? DESK : PERSON;

export const toHour = (ms: number): number => Math.floor(ms / HOUR_MS) * HOUR_MS;

/** When a session ends if it is not used again. */
export function sessionEndMs(owner: SessionOwner, openedAtMs: number, usedAtMs: number): number {
  const { idleMs, maxMs } = limitsOf(owner);
  return Math.min(usedAtMs + idleMs, openedAtMs + maxMs);
}

/** When it ends regardless of use; null: never. */
export function lastInstantMs(owner: SessionOwner, openedAtMs: number): number | null {
  const endMs = openedAtMs + limitsOf(owner).maxMs;
  return Number.isFinite(endMs) ? endMs : null;
}
