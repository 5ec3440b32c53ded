// In:    the access of a route (http/access.ts), the account, the library or queue in the path.
// Out:   pass, or the refusal.
// Never: reveals whether a resource of others exists.
import type { RegisteredQueue } from '../cooperative/registered.ts';
import type { Access, Account } from '../platform/http/access.ts';
import { isForLibrary, isForQueue, mayEdit, maySetStatus, scopeOf, type NamedQueues } from './scope.ts';

/** A refusal for http/problem.ts. */
export interface Refusal {
  status: 401 | 403 | 404;
  code:
    | 'signed-out'
    | 'coordinator-only'
    | 'staff-only'
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

const REFUSALS = {
  signedOut: { status: 401, code: 'signed-out', detail: 'Open a sign-in link first; /sign-in says how to get one.' },
  coordinator: { status: 403, code: 'coordinator-only', detail: 'This is for the statewide coordinator.' },
  staff: { status: 403, code: 'staff-only', detail: 'This is for liaisons and the statewide coordinator.' },
  library: { status: 404, code: 'unknown-library', detail: 'You have no library of this name.' },
  queue: { status: 404, code: 'unknown-queue', detail: 'You have no queue of this name.' },
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

/** Null: pass. */
export function refusalOf(
  access: Access,
  account: Account | null,
  { library = '', queue = '' }: { library?: string; queue?: string },
  directory: Directory,
): Refusal | null {
  if (!needsSession(access)) return null;
  if (account === null) return REFUSALS.signedOut;
  if (access === 'signed-in') return null;
  if (access === 'own-library') {
    return directory.library(library) && isForLibrary(account, library) ? null : REFUSALS.library;
  }
  if (access === 'staff') return account.role === 'desk' ? REFUSALS.staff : null;
  const isAboutDesk = access === 'own-desk' || access === 'attended-desk';
  if (access === 'own-queue' || access === 'editable-queue' || isAboutDesk) {
    const found = directory.queue(queue);
    const isTheirDesk = isAboutDesk && account.queues.includes(queue);
    if (!found || !(isForQueue(account, queue, directory) || isTheirDesk)) return REFUSALS.queue;
    if (access === 'editable-queue' && !mayEdit(account, found)) return REFUSALS.shared;
    const { tier } = found;
    return access === 'attended-desk' && !maySetStatus(account, { id: queue, tier }) ? REFUSALS.sharedDesk : null;
  }
  return scopeOf(account) === 'all' ? null : REFUSALS.coordinator;
}
