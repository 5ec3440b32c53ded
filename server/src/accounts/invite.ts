// In:    a role, a liaison's or viewer's libraries or a desk's queues, a label, an e-mail address.
// Out:   a one-time token for a sign-in link.
// Never: stores a person's name: the label describes a function, such as "Harford liaison".
import { INVITATION_HOURS, ROLE_IS_FOR, type Role } from '@askusnow/sdk/contract';
import type { Clock } from '../platform/clock.ts';
import type { Author, Authorship } from '../platform/audit/audit-store.ts';
import type { Database } from '../platform/db/database.ts';
import { invalid, type Refusal } from '../platform/refusal.ts';
import type { Sent } from '../platform/sent-request.ts';
import { HOUR_MS } from '../platform/time/instants.ts';
import { COMMAND_LINE } from './account-audit-store.ts';
import { MAX_LABEL } from './default-label.ts';
import { isEmailTaken } from './email-store.ts';
import { renewLink, saveInvitation, type MadeLink } from './invitation-store.ts';
import { createToken } from './token.ts';

/** Lifetime of a link sent by mail: it must last a weekend. Units: ms. */
export const INVITATION_TTL_MS = INVITATION_HOURS * HOUR_MS;
/** Lifetime of the link that a start prints on a terminal. Units: ms. */
export const START_LINK_TTL_MS = HOUR_MS;

export interface Invitation extends Sent {
  /** Null: a default label from the role and its libraries or queues; a provider has none. */
  label: string | null;
  /** Where its sign-in links are mailed; absent: stays as it is. */
  email?: string | null;
  role: Role;
  /** Ids; at least one for a liaison or viewer, any for a provider, none for other roles: the coordinator sees every library. */
  libraries: string[];
  /** Ids; at least one for a desk, none for other roles. */
  queues?: string[];
  clock: Clock;
  ttlMs?: number;
  /** The inviting account; absent: the command line. */
  by?: Author;
}

export const inOrder = (ids: readonly string[]): string[] => [...new Set(ids)].sort();

const fault = (field: 'label' | 'email' | 'libraries' | 'queues', message: string): Refusal =>
  invalid([{ field, message }]);

/** `name` null: a default label. Errors: Refusal 422 names the field. */
export function checkRole(
  role: Role,
  name: string | null,
  { libraries, queues }: Record<'libraries' | 'queues', string[]>,
) {
  const isFor = ROLE_IS_FOR[role];
  if (isFor === 'libraries' && role !== 'provider' && libraries.length === 0)
    throw fault('libraries', `a ${role} needs at least one library`);
  if (role === 'coordinator' && libraries.length > 0)
    throw fault('libraries', 'the coordinator sees every library; name none');
  if (role === 'desk' && libraries.length > 0) throw fault('libraries', 'a desk answers at queues; name those instead');
  if (isFor === 'queues' && queues.length === 0) throw fault('queues', 'a desk needs at least one queue');
  if (isFor !== 'queues' && queues.length > 0) throw fault('queues', 'only a desk answers at queues; name none');
  // Without one, all providers of a cooperative would be the same account.
  if (role === 'provider' && name === null) throw fault('label', 'a provider needs a label, like "Provider 12"');
}

/**
 * The same label, role, libraries and queues mean the same account, which then gets a second link.
 * Errors: Refusal 422 names the field.
 */
export async function invite(
  database: Database,
  { label, email = null, role, clock, ttlMs = INVITATION_TTL_MS, by = COMMAND_LINE, sent = null, ...asked }: Invitation,
): Promise<MadeLink> {
  const [libraries, queues] = [inOrder(asked.libraries), inOrder(asked.queues ?? [])];
  const name = label?.trim() ?? null;
  if (name !== null && (name === '' || name.length > MAX_LABEL))
    throw fault('label', 'should be 1 to 80 characters, like "Harford liaison"');
  checkRole(role, name, { libraries, queues });
  if (role === 'desk' && email !== null) throw fault('email', 'a desk has none; copy its link, which is shown once');
  const invitation = { token: createToken(), label: name, email, role, libraries, queues, ttlMs };
  return saveInvitation(database, invitation, { by, atMs: clock.now(), sent }).catch((error: unknown) => {
    throw isEmailTaken(error) ? fault('email', 'is the address of another account') : error;
  });
}

/** Replaces the open links of an account by a new one. Errors: Refusal 404; 409 `by-organization`. */
export const inviteAgain = (database: Database, accountId: number, authorship: Authorship & Sent): Promise<MadeLink> =>
  renewLink(database, accountId, { token: createToken(), ttlMs: INVITATION_TTL_MS }, authorship);
