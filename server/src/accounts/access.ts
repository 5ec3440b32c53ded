// In:    the access of a route (http/access.ts), the account, the library or queue in the path, whether it changes something.
// Out:   pass, or the refusal.
// Never: reveals whether a resource of others exists.
import type { RegisteredQueue } from '../cooperative/registered.ts';
import type { Access, TokenScope } from '@askusnow/sdk/contract';
import type { Account } from '../platform/http/access.ts';
import { toUtcDate } from '../platform/time/instants.ts';
import type { FoundApiToken } from './api-token-store.ts';
import {
  isAtDesk,
  isForLibrary,
  isForQueue,
  isShared,
  mayChange,
  mayEdit,
  maySetStatus,
  scopeOf,
  type NamedQueues,
} from './scope.ts';

/** A refusal for http/problem.ts. */
export interface Refusal {
  status: 401 | 403 | 404;
  code:
    | 'signed-out'
    | 'coordinator-only'
    | 'staff-only'
    | 'own-account-only'
    | 'people-only'
    | 'read-only'
    | 'unknown-token'
    | 'token-ended'
    | 'token-scope'
    | 'unknown-library'
    | 'unknown-queue'
    | 'not-editable'
    | 'shared-desk';
  detail: string;
}

/** The look-ups that the check needs. */
export interface Directory extends NamedQueues {
  queue(id: string): Pick<RegisteredQueue, 'tier'> | undefined;
}

/** Also for a route that finds out by itself who may read a queue. */
export const UNKNOWN_QUEUE = {
  status: 404,
  code: 'unknown-queue',
  detail: 'You have no queue of this name.',
} as const;

const REFUSALS = {
  signedOut: { status: 401, code: 'signed-out', detail: 'Open a sign-in link first; /sign-in says how to get one.' },
  coordinator: { status: 403, code: 'coordinator-only', detail: 'This is for the statewide coordinator.' },
  staff: { status: 403, code: 'staff-only', detail: 'This is for liaisons and the statewide coordinator.' },
  ownAccount: {
    status: 403,
    code: 'own-account-only',
    detail: 'A provider’s account opens what those who answer chats need, and its own account page only.',
  },
  people: {
    status: 403,
    code: 'people-only',
    detail: 'This is for the people of libraries, and not for the account of a desk.',
  },
  readOnly: {
    status: 403,
    code: 'read-only',
    detail: 'Your account can view these pages, and change nothing. Ask a liaison of the library or the coordinator.',
  },
  library: { status: 404, code: 'unknown-library', detail: 'You have no library of this name.' },
  queue: UNKNOWN_QUEUE,
  shared: {
    status: 403,
    code: 'not-editable',
    detail: 'Several libraries share this desk. Only the coordinator can change it.',
  },
  sharedDesk: {
    status: 403,
    code: 'shared-desk',
    detail: 'Several libraries share this desk. Only its own providers and the coordinator can set its status.',
  },
} as const satisfies Record<string, Refusal>;

/** False: the route is public, or checks its caller itself. */
export const needsSession = (access: Access): boolean =>
  access !== 'anyone' && access !== 'registered-origin' && access !== 'bearer';

export interface RouteUse {
  access: Access;
  isWrite: boolean;
}

type Params = { library?: string; queue?: string };

/** Null: pass. */
export function refusalOf(
  { access, isWrite }: RouteUse,
  account: Account | null,
  params: Params,
  directory: Directory,
): Refusal | null {
  if (!needsSession(access)) return null;
  if (account === null) return REFUSALS.signedOut;
  if (access === 'own-account') return null;
  if (access === 'any-person' && account.role === 'desk') return REFUSALS.people;
  if (access === 'any-account' || access === 'any-person') {
    if (params.library !== undefined && !directory.library(params.library)) return REFUSALS.library;
    if (isWrite && account.role === 'viewer') return REFUSALS.readOnly;
    const queue = params.queue === undefined ? null : directory.queue(params.queue);
    return queue === null || (queue && isShared(queue)) ? null : REFUSALS.queue;
  }
  if (account.role === 'provider') return REFUSALS.ownAccount;
  const refusal = scopeRefusal(access, account, params, directory);
  return refusal ?? (isWrite && !mayChange(account) ? REFUSALS.readOnly : null);
}

/** Before the account of a token is asked. `found` undefined: nobody has such a token. `scope` undefined: no token may. */
export function tokenRefusal(scope: TokenScope | undefined, found: FoundApiToken | undefined): Refusal | null {
  if (found === undefined)
    return { status: 401, code: 'unknown-token', detail: 'This token is not known. Check that it was copied whole.' };
  if (found.endedAtMs !== null) {
    const detail = `This token ended on ${toUtcDate(found.endedAtMs)}. Make a new one under “Your account”.`;
    return { status: 401, code: 'token-ended', detail };
  }
  if (scope !== undefined && found.scopes.includes(scope)) return null;
  const detail = scope === undefined ? 'No API token opens this route.' : `This token lacks the scope ${scope}.`;
  return { status: 403, code: 'token-scope', detail };
}

function scopeRefusal(
  access: Access,
  account: Account,
  { library = '', queue = '' }: Params,
  directory: Directory,
): Refusal | null {
  if (access === 'signed-in') return null;
  if (access === 'own-library') {
    return directory.library(library) && isForLibrary(account, library) ? null : REFUSALS.library;
  }
  if (access === 'staff') return account.role === 'desk' ? REFUSALS.staff : null;
  const isAboutDesk = access === 'own-desk' || access === 'attended-desk';
  if (access === 'own-queue' || access === 'editable-queue' || isAboutDesk) {
    const found = directory.queue(queue);
    const isTheirs = isAboutDesk ? isAtDesk : isForQueue;
    if (!found || !isTheirs(account, queue, directory)) return REFUSALS.queue;
    if (!mayChange(account)) return null;
    if (access === 'editable-queue' && !mayEdit(account, found)) return REFUSALS.shared;
    const { tier } = found;
    return access === 'attended-desk' && !maySetStatus(account, { id: queue, tier }) ? REFUSALS.sharedDesk : null;
  }
  return scopeOf(account) === 'all' ? null : REFUSALS.coordinator;
}
