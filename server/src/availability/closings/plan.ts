// In:    what a person wants to close; the registry; desks as they are stored.
// Out:   the desks and libraries that are chosen, what becomes of each desk, which libraries get the sentence until when.
// Never: a shared desk that is not named, or a desk that the account may not change.
import { createHash } from 'node:crypto';
import {
  MESSAGE_DAYS,
  type closingAskSchema,
  type CooperativeHoliday,
  type LibraryMessage,
} from '@askusnow/sdk/contract';
import type { z } from 'zod';
import { editableQueues, isShared, visibleLibraries, type NamedQueues } from '../../accounts/scope.ts';
import type { RegisteredLibrary, RegisteredQueue } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Account } from '../../platform/http/access.ts';
import { invalid, Refusal } from '../../platform/refusal.ts';
import { DAY_MS, toInstant } from '../../platform/time/instants.ts';
import { closingOf, type DeskClosing, type Until } from '../../schedule/hours/closing.ts';
import { asPatronsFind } from '../../schedule/hours/cooperative-holidays.ts';
import { checkUntil } from '../../schedule/hours/route-shared.ts';
import type { QueueRecord } from '../../schedule/hours/store.ts';

type Ask = z.output<typeof closingAskSchema>;
type KnownQueues = NamedQueues & Pick<Registry, 'holidays' | 'librariesByName' | 'queuesByName'>;

/** What is to close. */
export interface Choice {
  queues: string[];
  /** By name. */
  libraries: readonly RegisteredLibrary[];
  until: Until;
  text: string | undefined;
  /** Of the cooperative: hours that a desk has not on such a day do not fall away. */
  holidays: readonly CooperativeHoliday[];
}

/** A desk, and what a closing does to it. */
export interface PlannedDesk {
  record: QueueRecord;
  closing: DeskClosing;
}

/** By name. */
export const sharedDesks = (by: Account, registry: KnownQueues): RegisteredQueue[] =>
  editableQueues(by, registry).filter(isShared);

function chosenFrom<Each extends { id: string }>(
  asked: readonly string[],
  field: string,
  known: readonly Each[],
): Each[] {
  const byId = new Map(known.map((each) => [each.id, each]));
  const what = field === 'libraries' ? 'library' : 'queue';
  const errors = asked.flatMap((id, index) =>
    byId.has(id)
      ? []
      : [{ field: `${field}.${index}`, message: `a ${field === 'shared' ? 'shared desk' : what} that you may change` }],
  );
  if (errors.length > 0)
    throw new Refusal(
      404,
      `unknown-${what}`,
      `You may not change one of these ${field === 'shared' ? 'desks' : field}.`,
      { errors },
    );
  return [...new Set(asked)].map((id) => byId.get(id)!);
}

/** Errors: Refusal 404 and 422 name the field. */
export function choose(
  { libraries: asked, shared, until: end, text }: Ask,
  by: Account,
  registry: KnownQueues,
  nowMs: number,
): Choice {
  const mine = visibleLibraries(by, registry);
  const libraries = asked === 'all' ? mine : chosenFrom(asked, 'libraries', mine);
  const editable = new Set(editableQueues(by, registry).flatMap((queue) => (isShared(queue) ? [] : [queue.id])));
  const local = libraries.flatMap(({ queues }) =>
    queues.flatMap(({ queueId }) => (editable.has(queueId) ? [queueId] : [])),
  );
  const named = chosenFrom(shared, 'shared', sharedDesks(by, registry)).map(({ id }) => id);
  const queues = [...new Set([...local, ...named])];
  if (queues.length === 0)
    throw invalid([
      { field: 'libraries', message: 'at least one library that has a desk of its own, or a shared desk' },
    ]);
  const chosen = { queues, libraries, text, holidays: registry.holidays() };
  if (end === 'closing' || end === 'morning') return { ...chosen, until: end };
  checkUntil(end, nowMs, 'Desks cannot be closed until this time.');
  const until = Date.parse(end);
  if (text !== undefined && until > nowMs + MESSAGE_DAYS * DAY_MS)
    throw invalid([
      { field: 'until', message: `within ${MESSAGE_DAYS} days, where patrons read a sentence meanwhile` },
    ]);
  return { ...chosen, until };
}

export const planDesk = (record: QueueRecord, { until, holidays }: Choice, nowMs: number): PlannedDesk => ({
  record,
  closing: closingOf(asPatronsFind(record, holidays), until, nowMs),
});

/** The sentence of each chosen library of a closing desk, until the last of its desks opens again. */
export function messagesOf({ libraries, text }: Choice, desks: readonly PlannedDesk[]): Map<string, LibraryMessage> {
  if (text === undefined) return new Map();
  const untilMs = new Map(desks.map(({ record, closing }) => [record.id, closing.untilMs ?? 0]));
  return new Map(
    libraries.flatMap(({ id, queues }) => {
      const endsAtMs = Math.max(0, ...queues.map(({ queueId }) => untilMs.get(queueId) ?? 0));
      return endsAtMs === 0 ? [] : [[id, { text, until: toInstant(endsAtMs) }] as const];
    }),
  );
}

/** Equal for the same desks with the same outcome. `replaced`: the sentences that others have set. */
export function markOf(desks: readonly PlannedDesk[], replaced: ReadonlyMap<string, LibraryMessage>): string {
  const outcome = desks
    .map(({ record: { id, revision }, closing: { untilMs, stays } }) => [id, revision, untilMs ?? stays])
    .sort(([one], [other]) => (one! < other! ? -1 : 1));
  const sentences = [...replaced].sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([outcome, sentences]))
    .digest('base64url')
    .slice(0, 22);
}
