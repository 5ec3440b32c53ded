// In:    a role, the libraries of a liaison, a label.
// Out:   a one-time token for a sign-in link.
// Never: a name or an address of a person: the label says a function, such as "Harford liaison".
import type { Kysely } from 'kysely';
import type { Role } from '@askusnow/sdk/contract';
import type { Clock } from '../clock.ts';
import type { Tables } from '../db/tables.ts';
import { saveInvitation } from './store.ts';
import { createToken } from './token.ts';

const HOUR_MS = 3_600_000;
/** For a link that travels by mail. Units: ms. */
export const INVITATION_TTL_MS = 7 * 24 * HOUR_MS;
/** For the link that a start prints on a terminal. Units: ms. */
export const START_LINK_TTL_MS = HOUR_MS;
/** Longest label. Units: characters. */
const LABEL_MOST = 80;

/** The label where none is given: however the same people are invited, it is the same account. */
const invitationLabel = (role: Role, libraries: readonly string[]): string =>
  role === 'coordinator' ? 'Statewide coordinator' : `Liaison: ${libraries.join(', ')}`.slice(0, LABEL_MOST);

/** The invitation as asked for makes no sense; the message says what would. */
export class InviteError extends Error {
  override name = 'InviteError';
}

export interface Invitation {
  /** Null: named after the role and its libraries. */
  label: string | null;
  role: Role;
  /** Ids; at least one for a liaison, none for the coordinator, who sees every library. */
  libraries: string[];
  clock: Clock;
  ttlMs?: number;
}

/** The same label, role and libraries are the same account: a second link does not make a second one. */
export async function invite(
  db: Kysely<Tables>,
  { label, role, libraries, clock, ttlMs = INVITATION_TTL_MS }: Invitation,
): Promise<string> {
  const ids = [...new Set(libraries)].sort();
  const name = (label ?? invitationLabel(role, ids)).trim();
  if (name === '' || name.length > LABEL_MOST)
    throw new InviteError('label: should be 1 to 80 characters, like "Harford liaison"');
  if (role === 'liaison' && ids.length === 0) throw new InviteError('libraries: a liaison needs at least one library');
  if (role === 'coordinator' && ids.length > 0)
    throw new InviteError('libraries: the coordinator sees every library; name none');
  const token = createToken();
  const unknown = await saveInvitation(db, { token, label: name, role, libraries: ids, ttlMs }, clock.now());
  if (unknown.length > 0)
    throw new InviteError(`libraries: no library is called ${unknown.map((id) => `"${id}"`).join(', ')}`);
  return token;
}
