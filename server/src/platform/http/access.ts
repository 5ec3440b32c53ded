// In:    what each route declares about who may knock.
// Out:   the types of that declaration, and what it needs in the address.
// Never: a route without one: app.ts refuses to start over it.
import type { Role } from '@askusnow/sdk/contract';

/**
 * Who may use a route.
 * `anyone` · `registered-origin` pages of the library's origins, checked by ingest itself ·
 * `bearer` a token in Authorization, checked by the route itself · `signed-in` any account ·
 * `own-library` coordinator, or a liaison of the `:library` in the address · `own-queue` coordinator, or a liaison of
 * a library that names the `:queue` · `editable-queue` those of them who may change it: a desk that libraries share is the
 * coordinator's · `own-desk` coordinator, a liaison of a library that names the `:queue`, or a desk that answers there ·
 * `attended-desk` those of them who may speak for the desk: one that libraries share is spoken for by its own accounts
 * and the coordinator · `staff` coordinator or liaison · `coordinator`. To everyone else a library's or queue's door
 * does not exist (404).
 */
export const ACCESS = [
  'anyone',
  'registered-origin',
  'bearer',
  'signed-in',
  'own-library',
  'own-queue',
  'editable-queue',
  'own-desk',
  'attended-desk',
  'staff',
  'coordinator',
] as const;
export type Access = (typeof ACCESS)[number];

/** What a rule needs to find in the address. */
export const NAMED: Partial<Record<Access, string>> = {
  'own-library': '/:library',
  'own-queue': '/:queue',
  'editable-queue': '/:queue',
  'own-desk': '/:queue',
  'attended-desk': '/:queue',
};

/**
 * What a route that changes something of its `:queue` may declare: each of them asks whether libraries share the desk.
 * `own-queue` and `own-desk` ask only whether the session's libraries name it, which every library does with a shared one.
 */
const QUEUE_WRITES: readonly Access[] = ['editable-queue', 'attended-desk', 'coordinator'];

const READ_METHODS = ['GET', 'HEAD'];

/** Whether a route changes something of the queue in its address under a declaration that does not protect shared desks. */
export const isUnsafeQueueWrite = (
  { method, url, isReadOnly }: { method: string; url: string; isReadOnly?: boolean | undefined },
  access: Access,
): boolean =>
  url.includes('/:queue') && !isReadOnly && !READ_METHODS.includes(method) && !QUEUE_WRITES.includes(access);

/** The signed-in account, as the session's row says it. */
export interface Account {
  id: number;
  label: string;
  role: Role;
  /** Ids of a liaison's libraries; empty for the coordinator, who may see all. */
  libraries: string[];
  /** Ids of the queues at which a desk answers; empty for other roles. */
  queues: string[];
}

/** The session of a signed-in request. Instants to the hour. */
export interface SessionRef {
  id: number;
  openedAtMs: number;
  /** When it ends if it is not used again. */
  endsAtMs: number;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    /** A POST at a queue's address that changes nothing, such as a preview. */
    isReadOnly?: boolean;
  }
  interface FastifyRequest {
    /** Null where nobody is signed in, and on doors that never ask. */
    account: Account | null;
    /** Null where `account` is. */
    session: SessionRef | null;
  }
}
