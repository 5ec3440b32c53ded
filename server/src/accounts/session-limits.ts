// In:    a role; when a session was opened and last used.
// Out:   when it ends, and when that is near.
// Never: a minute: what is kept of a session is known to the hour.
import {
  DESK_IDLE_DAYS,
  PERSON_IDLE_DAYS,
  PERSON_MAX_DAYS,
  SESSION_WARN_DAYS,
  type Role,
} from '@askusnow/sdk/contract';
import { DAY_MS, HOUR_MS } from '../platform/time/instants.ts';

/** Units: ms. `idle`: since it was last used. `max`: since it was opened, however much it is used. */
export interface SessionLimits {
  idleMs: number;
  maxMs: number;
}

const PERSON: SessionLimits = { idleMs: PERSON_IDLE_DAYS * DAY_MS, maxMs: PERSON_MAX_DAYS * DAY_MS };
/**
 * A desk has no end of its own as long as it is used: its heartbeats renew it, and one that ran out at noon would leave
 * patrons with "unknown". A summer break may be long.
 */
const DESK: SessionLimits = { idleMs: DESK_IDLE_DAYS * DAY_MS, maxMs: Infinity };

/** People are warned of an end that is so near. Units: ms. */
export const WARN_BEFORE_END_MS = SESSION_WARN_DAYS * DAY_MS;

export const limitsOf = (role: Role): SessionLimits => (role === 'desk' ? DESK : PERSON);

export const toHour = (ms: number): number => Math.floor(ms / HOUR_MS) * HOUR_MS;

/** When a session ends if it is not used again. */
export function sessionEndMs(role: Role, openedAtMs: number, usedAtMs: number): number {
  const { idleMs, maxMs } = limitsOf(role);
  return Math.min(usedAtMs + idleMs, openedAtMs + maxMs);
}

/** When it ends however much it is used; null: never by itself. */
export function lastInstantMs(role: Role, openedAtMs: number): number | null {
  const endMs = openedAtMs + limitsOf(role).maxMs;
  return Number.isFinite(endMs) ? endMs : null;
}
