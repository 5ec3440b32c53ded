// In:    what each route declares about who may knock.
// Out:   the types of that declaration, what it needs in the address, and whose desk is whose to change.
// Never: a route without one: app.ts refuses to start over it.
import type { Role, Tier } from '@askusnow/sdk/contract';

/**
 * Who may use a route.
 * `anyone` · `registered-origin` pages of the library's origins, checked by ingest itself · `signed-in` any account ·
 * `own-library` coordinator, or a liaison of the `:library` in the address · `own-queue` coordinator, or a liaison of
 * a library that names the `:queue` · `editable-queue` those of them who may change it: a desk that libraries share is the
 * coordinator's · `own-desk` all of them, and a desk that answers at the `:queue` · `staff` coordinator or
 * liaison · `coordinator`. To everyone else a library's or queue's door does not exist (404).
 */
export const ACCESS = [
  'anyone',
  'registered-origin',
  'signed-in',
  'own-library',
  'own-queue',
  'editable-queue',
  'own-desk',
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
};

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

/** A local desk belongs to the libraries that name it; the statewide and the global one to the cooperative. */
export const mayEdit = (account: Account | null, { tier }: { tier: Tier }): boolean =>
  account !== null && (account.role === 'coordinator' || tier === 'local');

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    /** Null where nobody is signed in, and on doors that never ask. */
    account: Account | null;
  }
}
