// In:    an account, the registry.
// Out:   which libraries and queues the account is for, and which of the queues it may change or speak for.
// Never: what a route returns beside that. No handler compares roles itself: a filter that one of them forgets is a leak.
import type { Tier } from '@askusnow/sdk/contract';
import type { RegisteredLibrary, RegisteredQueue } from '../cooperative/registered.ts';
import type { Registry } from '../cooperative/registry.ts';
import type { Account } from '../platform/http/access.ts';

type OfAccount = Pick<Account, 'role' | 'libraries' | 'queues'>;

/** Which queues a library names. */
export interface NamedQueues {
  library(id: string): Pick<RegisteredLibrary, 'queues'> | undefined;
}

/** What a query is narrowed to; `all` is the coordinator's. */
export type Scope = 'all' | { libraries: readonly string[]; queues: readonly string[] };

export const scopeOf = ({ role, libraries, queues }: OfAccount): Scope =>
  role === 'coordinator' ? 'all' : { libraries, queues };

/** Whether the account is for a library. The library may have left the cooperative. */
export function isForLibrary(account: OfAccount, library: string): boolean {
  const scope = scopeOf(account);
  return scope === 'all' || scope.libraries.includes(library);
}

/** Whether the account is for a library that names the queue. The queue may be gone. */
export function isForQueue(account: OfAccount, queue: string, registry: NamedQueues): boolean {
  const scope = scopeOf(account);
  const names = (id: string): boolean => registry.library(id)?.queues.some(({ queueId }) => queueId === queue) ?? false;
  return scope === 'all' || scope.libraries.some(names);
}

/** By name. A library that has left the cooperative is not listed: its routes are gone. */
export const visibleLibraries = (
  account: OfAccount,
  registry: Pick<Registry, 'librariesByName'>,
): readonly RegisteredLibrary[] => registry.librariesByName().filter(({ id }) => isForLibrary(account, id));

/** By name: all of them for the coordinator, those of their libraries for a liaison, its own for a desk. */
export function visibleQueues(
  account: OfAccount,
  registry: NamedQueues & Pick<Registry, 'queuesByName'>,
): readonly RegisteredQueue[] {
  const scope = scopeOf(account);
  if (scope === 'all') return registry.queuesByName();
  const named = scope.libraries.flatMap((id) => registry.library(id)?.queues.map(({ queueId }) => queueId) ?? []);
  const visible = new Set([...scope.queues, ...named]);
  return registry.queuesByName().filter(({ id }) => visible.has(id));
}

/** By name: the queues at which a desk answers; none for other roles. */
export const attendedQueues = (
  { queues }: OfAccount,
  registry: Pick<Registry, 'queuesByName'>,
): readonly RegisteredQueue[] => registry.queuesByName().filter(({ id }) => queues.includes(id));

/** A local desk belongs to the libraries that name it; the statewide and the global one to the cooperative. */
export const isShared = ({ tier }: { tier: Tier }): boolean => tier !== 'local';

/** Of an account that the queue is visible to. A desk's account changes no hours: its routes are for staff alone. */
export const mayEdit = (account: OfAccount | null, queue: { tier: Tier }): boolean =>
  account !== null && (scopeOf(account) === 'all' || !isShared(queue));

/** Who says whether somebody is at the desk, and that it needs help. Of an account that the desk is visible to. */
export const maySpeakFor = (account: OfAccount | null, queue: { id: string; tier: Tier }): boolean =>
  account !== null && (mayEdit(account, queue) || account.queues.includes(queue.id));

/** By name: the visible queues whose hours and shifts the account may change. */
export const editableQueues = (
  account: OfAccount,
  registry: NamedQueues & Pick<Registry, 'queuesByName'>,
): readonly RegisteredQueue[] => visibleQueues(account, registry).filter((queue) => mayEdit(account, queue));
