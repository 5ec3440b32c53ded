// In:    help requests, the account that reads them.
// Out:   the contract's responses, with the steps that the account may take.
// Never: checks whether the account may see a request: rights.ts does. Returns a note that the account may not read.
import type { AssistanceRequest, Escalation, Tier } from '@askusnow/sdk/contract';
import { deskName, libraryName } from '../../cooperative/names.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Account } from '../../platform/http/access.ts';
import { toInstant } from '../../platform/time/instants.ts';
import { type HelpRecord, type HelpRequest } from './record.ts';
import { countNotified } from './reach.ts';
import { endsBy } from './machine.ts';
import { loadEscalation } from './opening-store.ts';
import { tiersBetween } from './tier-override.ts';
import { mayNow, readsNotes } from './rights.ts';
import { withSteps } from './view-store.ts';

export interface ShowDeps {
  database: Database;
  registry: Pick<Registry, 'library' | 'queue'>;
}

/** Names for a library or queue that has been removed from the file, too. */
const namesOf = ({ library, queue, standing: { taker } }: HelpRecord, registry: ShowDeps['registry']) => {
  const called = (id: string): string => libraryName(registry, id);
  return {
    library: library === null ? null : called(library),
    queue: deskName(registry, queue),
    taker: taker !== null && 'library' in taker ? called(taker.library) : null,
  };
};

function toWire(
  record: HelpRecord,
  told: number,
  account: Account,
  atOnce: Escalation['atOnce'],
  registry: ShowDeps['registry'],
): AssistanceRequest {
  const { id, library, queue, reason, note, standing, steps } = record;
  const { state, owner, taker, revision } = standing;
  const passedOver = (to: Tier): Tier[] => tiersBetween(registry.queue(queue)?.tier ?? to, to);
  const hasNotes = readsNotes(account, record);
  return {
    id,
    library,
    queue,
    names: namesOf(record, registry),
    reason,
    state,
    gap: { start: toInstant(standing.startMs), end: toInstant(standing.endMs) },
    owner,
    deadline: toInstant(standing.deadlineMs),
    endsBy: toInstant(endsBy(standing)),
    taker,
    passedOver: standing.overAtMs === null && taker !== null && 'tier' in taker ? passedOver(taker.tier) : [],
    note: hasNotes ? note : null,
    openedAt: toInstant(standing.openedMs),
    overAt: toInstant(standing.overAtMs),
    told,
    revision,
    may: mayNow(account, record, atOnce),
    steps: steps.map(({ atMs, ...step }) => ({
      ...step,
      at: toInstant(atMs),
      note: hasNotes || step.by === null ? step.note : null,
    })),
  };
}

/** With their records, in the same order. */
export async function show(
  { database, registry }: ShowDeps,
  requests: readonly HelpRequest[],
  account: Account,
): Promise<AssistanceRequest[]> {
  const records = await withSteps(database, requests);
  // Other tiers' recipients, whom no library sees, are counted, too.
  const told = await acrossLibraries(() => countNotified(database.db, records));
  const { atOnce } = await loadEscalation(database.db);
  return records.map((record) => toWire(record, told.get(record.id) ?? 0, account, atOnce, registry));
}

export async function showOne(deps: ShowDeps, request: HelpRequest, account: Account): Promise<AssistanceRequest> {
  const [shown] = await show(deps, [request], account);
  return shown!;
}
