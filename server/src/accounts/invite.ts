// In:    a role, a liaison's or viewer's libraries or a desk's queues, a label, an e-mail address.
// Out:   a one-time token for a sign-in link.
// Never: stores a person's name: the label describes a function, such as "Harford liaison".
import type { Kysely } from 'kysely';
import { INVITATION_HOURS, ROLE_IS_FOR, type Role } from '@askusnow/sdk/contract';
import type { Clock } from '../platform/clock.ts';
import type { Tables } from '../platform/db/tables.ts';
import { HOUR_MS } from '../platform/time/instants.ts';
import { COMMAND_LINE, type By } from './account-audit-store.ts';
import { MAX_LABEL } from './default-label.ts';
import { isEmailTaken } from './email-store.ts';
import { renewLink, saveInvitation } from './invitation-store.ts';
import { createToken } from './token.ts';

/** Lifetime of a link sent by mail: it must last a weekend. Units: ms. */
export const INVITATION_TTL_MS = INVITATION_HOURS * HOUR_MS;
/** Lifetime of the link that a start prints on a terminal. Units: ms. */
export const START_LINK_TTL_MS = HOUR_MS;
/** The invitation is invalid; the message names the field and the fix. */
export class InviteError extends Error {
  override name = 'InviteError';
  readonly field: 'label' | 'email' | 'libraries' | 'queues';
  readonly expected: string;

  constructor(field: InviteError['field'], expected: string) {
    super(`${field}: ${expected}`);
    this.field = field;
    this.expected = expected;
  }
}

export interface Invitation {
  /** Null: a default label from the role and its libraries or queues; a provider has none. */
  label: string | null;
  /** Where its sign-in links are mailed; absent: stays as it is. */
  email?: string | null;
  role: Role;
  /** Ids; at least one for a liaison or viewer, none for other roles: the coordinator sees every library. */
  libraries: string[];
  /** Ids; at least one for a desk, none for other roles. */
  queues?: string[];
  clock: Clock;
  ttlMs?: number;
  /** The inviting account; absent: the command line. */
  by?: By;
}

/** A new link. */
export interface MadeLink {
  token: string;
  accountId: number;
  untilMs: number;
}

export const inOrder = (ids: readonly string[]): string[] => [...new Set(ids)].sort();

export const unknownText = (kind: string, ids: readonly string[]): string =>
  `no ${kind} is called ${ids.map((id) => `"${id}"`).join(', ')}`;

/** Throws an InviteError that names the field. `name` null: a default label. */
export function checkRole(
  role: Role,
  name: string | null,
  { libraries, queues }: Record<'libraries' | 'queues', string[]>,
) {
  const isFor = ROLE_IS_FOR[role];
  if (isFor === 'libraries' && libraries.length === 0)
    throw new InviteError('libraries', `a ${role} needs at least one library`);
  if (role === 'coordinator' && libraries.length > 0)
    throw new InviteError('libraries', 'the coordinator sees every library; name none');
  if (role === 'desk' && libraries.length > 0)
    throw new InviteError('libraries', 'a desk answers at queues; name those instead');
  if (role === 'provider' && libraries.length > 0)
    throw new InviteError('libraries', 'a provider belongs to no library; name none');
  if (isFor === 'queues' && queues.length === 0) throw new InviteError('queues', 'a desk needs at least one queue');
  if (isFor !== 'queues' && queues.length > 0)
    throw new InviteError('queues', 'only a desk answers at queues; name none');
  // Without one, all providers of a cooperative would be the same account.
  if (role === 'provider' && name === null)
    throw new InviteError('label', 'a provider needs a label, like "Provider 12"');
}

/** The same label, role, libraries and queues mean the same account, which then gets a second link. */
export async function invite(
  db: Kysely<Tables>,
  { label, email = null, role, clock, ttlMs = INVITATION_TTL_MS, by = COMMAND_LINE, ...asked }: Invitation,
): Promise<MadeLink> {
  const [libraries, queues] = [inOrder(asked.libraries), inOrder(asked.queues ?? [])];
  const name = label?.trim() ?? null;
  if (name !== null && (name === '' || name.length > MAX_LABEL))
    throw new InviteError('label', 'should be 1 to 80 characters, like "Harford liaison"');
  checkRole(role, name, { libraries, queues });
  if (role === 'desk' && email !== null)
    throw new InviteError('email', 'a desk has none; copy its link, which is shown once');
  const token = createToken();
  const nowMs = clock.now();
  const invitation = { token, label: name, email, role, libraries, queues, ttlMs };
  const saved = await saveInvitation(db, invitation, by, nowMs).catch((error: unknown) => {
    if (isEmailTaken(error)) throw new InviteError('email', 'is the address of another account');
    throw error;
  });
  if (saved.libraries.length > 0) throw new InviteError('libraries', unknownText('library', saved.libraries));
  if (saved.queues.length > 0) throw new InviteError('queues', unknownText('queue', saved.queues));
  return { token, accountId: saved.accountId!, untilMs: nowMs + ttlMs };
}

/** Replaces the open links of an account by a new one. */
export async function inviteAgain(
  db: Kysely<Tables>,
  accountId: number,
  { clock, by }: { clock: Clock; by: By },
): Promise<MadeLink | 'unknown' | 'by-organization'> {
  const [token, nowMs] = [createToken(), clock.now()];
  const made = await renewLink(db, accountId, { token, ttlMs: INVITATION_TTL_MS }, by, nowMs);
  return made === 'made' ? { token, accountId, untilMs: nowMs + INVITATION_TTL_MS } : made;
}
