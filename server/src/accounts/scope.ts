// In:    an account, the registry.
// Out:   the libraries and queues of the account; the queues that it may change or set a status for; its rows in the database.
// Never: bypassed: no handler compares roles itself, since a forgotten filter is a leak.
import type { Tier } from '@askusnow/sdk/contract';
import type { RegisteredLibrary, RegisteredQueue } from '../cooperative/registered.ts';
import type { Registry } from '../cooperative/registry.ts';
import type { RowScope } from '../platform/db/row-scope.ts';
import type { Account } from '../platform/http/access.ts';

type OfAccount = Pick<Account, 'role' | 'libraries' | 'queues'>;

/** The queues of a library. */
export interface NamedQueues {
  library(id: string): Pick<RegisteredLibrary, 'queues'> | undefined;
}

/** The scope of a query; `all` for the coordinator. */
export type Scope = 'all' | { libraries: readonly string[]; queues: readonly string[] };

/** A provider's libraries say whom its person asks, and open nothing: it reads what every provider reads. */
export const scopeOf = ({ role, libraries, queues }: OfAccount): Scope =>
  role === 'coordinator' ? 'all' : { libraries: role === 'provider' ? [] : libraries, queues };

/** What the database's policies admit the account's statements to. */
export function rowsOf(account: Pick<Account, 'id' | 'role' | 'libraries' | 'queues'>): RowScope {
  const scope = scopeOf(account);
  if (scope === 'all') return { work: 'cooperative', account: account.id, libraries: [], queues: [] };
  return { work: 'account', account: account.id, ...scope };
}

/** Whether the library is in the account's scope. The library may have left the cooperative. */
export function isForLibrary(account: OfAccount, library: string): boolean {
  const scope = scopeOf(account);
  return scope === 'all' || scope.libraries.includes(library);
}

/** Whether a library of the account uses the queue. The queue may be gone. */
export function isForQueue(account: OfAccount, queue: string, registry: NamedQueues): boolean {
  const scope = scopeOf(account);
  const names = (id: string): boolean => registry.library(id)?.queues.some(({ queueId }) => queueId === queue) ?? false;
  return scope === 'all' || scope.libraries.some(names);
}

/** By name. Excludes libraries that have left the cooperative, which have no routes. */
export const visibleLibraries = (
  account: OfAccount,
  registry: Pick<Registry, 'librariesByName'>,
): readonly RegisteredLibrary[] => registry.librariesByName().filter(({ id }) => isForLibrary(account, id));

/** Whether a library of the account uses the queue, or the account is the desk's own. The queue may be gone. */
export const isAtDesk = (account: OfAccount, queue: string, registry: NamedQueues): boolean =>
  isForQueue(account, queue, registry) || account.queues.includes(queue);

/** By name: all queues for the coordinator, those of their libraries for a liaison or viewer, its own for a desk. */
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

/** By name: the queues of a desk account; none for other roles. */
export const attendedQueues = (
  { queues }: OfAccount,
  registry: Pick<Registry, 'queuesByName'>,
): readonly RegisteredQueue[] => registry.queuesByName().filter(({ id }) => queues.includes(id));

/** Libraries own their local desks; the cooperative owns the statewide and the global one. */
export const isShared = ({ tier }: { tier: Tier }): boolean => tier !== 'local';

/** Statewide first, then by name: those that the account's libraries use; all where it has no library. A provider's, too. */
export function sharedDesks(
  { libraries }: OfAccount,
  registry: NamedQueues & Pick<Registry, 'queuesByName'>,
): readonly RegisteredQueue[] {
  const used = new Set(libraries.flatMap((id) => registry.library(id)?.queues.map(({ queueId }) => queueId) ?? []));
  const shared = registry
    .queuesByName()
    .filter((queue) => isShared(queue) && (libraries.length === 0 || used.has(queue.id)));
  return shared.toSorted((one, other) => Number(one.tier === 'global') - Number(other.tier === 'global'));
}

/** Whether the account may change anything but itself: a viewer only reads, a provider sees nothing else. */
export const mayChange = ({ role }: OfAccount): boolean => role !== 'viewer' && role !== 'provider';

/** Whether the account is of those who reach each other by phone: the liaisons and the coordinator. */
export const seesPhones = ({ role }: OfAccount): boolean => role === 'liaison' || role === 'coordinator';

/** For an account that sees the queue. A desk account cannot change hours: those routes are for staff only. */
export const mayEdit = (account: OfAccount | null, queue: { tier: Tier }): boolean =>
  account !== null && mayChange(account) && (scopeOf(account) === 'all' || !isShared(queue));

/** Whether the account may set the desk's status and ask for help. For an account that sees the desk. */
export const maySetStatus = (account: OfAccount | null, queue: { id: string; tier: Tier }): boolean =>
  account !== null && (mayEdit(account, queue) || account.queues.includes(queue.id));

/** Whether the account may say that the library's people are at the desk: its own, or of a desk that several libraries share. */
export const maySpeakFor = (account: OfAccount, library: string, queue: string): boolean =>
  mayChange(account) && (isForLibrary(account, library) || account.queues.includes(queue));

/** By name: visible queues whose hours and shifts the account may change. */
export const editableQueues = (
  account: OfAccount,
  registry: NamedQueues & Pick<Registry, 'queuesByName'>,
): readonly RegisteredQueue[] => visibleQueues(account, registry).filter((queue) => mayEdit(account, queue));
