// In:    the access that each route declares.
// Out:   the types of that declaration, and the path parameter that it needs.
// Never: allows a route without one: app.ts does not start with it.
import type { Access, Role, TokenScope } from '@askusnow/sdk/contract';

/** The path parameter that an access needs. */
export const NAMED: Partial<Record<Access, string>> = {
  'own-library': '/:library',
  'own-queue': '/:queue',
  'editable-queue': '/:queue',
  'own-desk': '/:queue',
  'attended-desk': '/:queue',
};

/**
 * The accesses of a route that changes something of its `:queue`: each checks whether libraries share the desk.
 * `own-queue` and `own-desk` only check that the session's libraries use the queue, which is true of every library with a
 * shared one.
 */
const QUEUE_WRITES: readonly Access[] = ['editable-queue', 'attended-desk', 'coordinator'];

const READ_METHODS = ['GET', 'HEAD'];

/** Whether a route changes something. */
export const isWrite = ({ method, isReadOnly }: { method: string; isReadOnly?: boolean | undefined }): boolean =>
  !isReadOnly && !READ_METHODS.includes(method);

/** Whether a route changes something of its queue with an access that does not protect shared desks. */
export const isUnsafeQueueWrite = (
  route: { method: string; url: string; isReadOnly?: boolean | undefined },
  access: Access,
): boolean => route.url.includes('/:queue') && isWrite(route) && !QUEUE_WRITES.includes(access);

/** The signed-in account, from the session's row. */
export interface Account {
  id: number;
  label: string;
  role: Role;
  /** Library ids of a liaison, viewer or provider; empty for the coordinator, who sees all, and for desks. */
  libraries: string[];
  /** Queue ids of a desk account; empty for other roles. */
  queues: string[];
}

/** The session of a signed-in request. Instants to the hour. */
export interface SessionRef {
  id: number;
  /** When it ends unless it is used again. */
  endsAtMs: number;
  /** When it ends regardless of use; null: never. */
  lastMs: number | null;
  /** Until then it may change the account's address. To the millisecond. */
  freshUntilMs: number;
  /** Its account signs in by OpenID Connect. */
  byOrganization: boolean;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    /** The scope with which an API token may read the route; absent: no token may. */
    scope?: TokenScope;
    /** For a POST that changes nothing, such as a preview. */
    isReadOnly?: boolean;
    /** Reads months of many tables: few of them are under way at a time, see limit-requests.ts. */
    isHeavy?: boolean;
  }
  interface FastifyRequest {
    /** Null when nobody is signed in, and on routes that need no session. */
    account: Account | null;
    /** Null when `account` is. */
    session: SessionRef | null;
  }
}
