// In:    a role, the libraries of a liaison or the queues of a desk, a label.
// Out:   a one-time token for a sign-in link.
// Never: a name or an address of a person: the label says a function, such as "Harford liaison".
import type { Kysely } from 'kysely';
import { INVITATION_HOURS, type Role } from '@askusnow/sdk/contract';
import type { Clock } from '../platform/clock.ts';
import type { Tables } from '../platform/db/tables.ts';
import { HOUR_MS } from '../platform/time/instants.ts';
import { COMMAND_LINE, type By } from './account-audit-store.ts';
import { MAX_LABEL } from './default-label.ts';
import { renewLink, saveInvitation } from './store.ts';
import { createToken } from './token.ts';

/** For a link that travels by mail: over a weekend. Units: ms. */
export const INVITATION_TTL_MS = INVITATION_HOURS * HOUR_MS;
/** For the link that a start prints on a terminal. Units: ms. */
export const START_LINK_TTL_MS = HOUR_MS;
/** The invitation as asked for makes no sense; the message names the field and says what would. */
export class InviteError extends Error {
  override name = 'InviteError';
  readonly field: 'label' | 'libraries' | 'queues';
  readonly expected: string;

  constructor(field: InviteError['field'], expected: string) {
    super(`${field}: ${expected}`);
    this.field = field;
    this.expected = expected;
  }
}

export interface Invitation {
  /** Null: named after the role and its libraries or queues. */
  label: string | null;
  role: Role;
  /** Ids; at least one for a liaison, none for other roles: the coordinator sees every library. */
  libraries: string[];
  /** Ids; at least one for a desk, none for other roles. */
  queues?: string[];
  clock: Clock;
  ttlMs?: number;
  /** Who invites; absent: the command line. */
  by?: By;
}

/** A link that was just made. */
export interface MadeLink {
  token: string;
  accountId: number;
  untilMs: number;
}

const inOrder = (ids: readonly string[]): string[] => [...new Set(ids)].sort();

const named = (kind: string, ids: readonly string[]): string =>
  `no ${kind} is called ${ids.map((id) => `"${id}"`).join(', ')}`;

/** The same label, role, libraries and queues are the same account: a second link does not make a second one. */
export async function invite(
  db: Kysely<Tables>,
  { label, role, clock, ttlMs = INVITATION_TTL_MS, by = COMMAND_LINE, ...asked }: Invitation,
): Promise<MadeLink> {
  const [libraries, queues] = [inOrder(asked.libraries), inOrder(asked.queues ?? [])];
  const name = label?.trim() ?? null;
  if (name !== null && (name === '' || name.length > MAX_LABEL))
    throw new InviteError('label', 'should be 1 to 80 characters, like "Harford liaison"');
  if (role === 'liaison' && libraries.length === 0)
    throw new InviteError('libraries', 'a liaison needs at least one library');
  if (role === 'coordinator' && libraries.length > 0)
    throw new InviteError('libraries', 'the coordinator sees every library; name none');
  if (role === 'desk' && libraries.length > 0)
    throw new InviteError('libraries', 'a desk answers at queues; name those instead');
  if (role === 'desk' && queues.length === 0) throw new InviteError('queues', 'a desk needs at least one queue');
  if (role !== 'desk' && queues.length > 0) throw new InviteError('queues', 'only a desk answers at queues; name none');
  const token = createToken();
  const nowMs = clock.now();
  const saved = await saveInvitation(db, { token, label: name, role, libraries, queues, ttlMs }, by, nowMs);
  if (saved.libraries.length > 0) throw new InviteError('libraries', named('library', saved.libraries));
  if (saved.queues.length > 0) throw new InviteError('queues', named('queue', saved.queues));
  return { token, accountId: saved.accountId!, untilMs: nowMs + ttlMs };
}

/** A new link for an account that there is, in place of those that are open. Undefined: there is no such account. */
export async function inviteAgain(
  db: Kysely<Tables>,
  accountId: number,
  { clock, by }: { clock: Clock; by: By },
): Promise<MadeLink | undefined> {
  const [token, nowMs] = [createToken(), clock.now()];
  const made = await renewLink(db, accountId, { token, ttlMs: INVITATION_TTL_MS }, by, nowMs);
  return made ? { token, accountId, untilMs: nowMs + INVITATION_TTL_MS } : undefined;
}
