// In:    a queue, an account, a change with a valid shape.
// Out:   shared by the hours routes: their dependencies, refusals by field, a queue's response.
// Never: runs a query or sends a response.
import type { HoursRules, QueueHours } from '@askusnow/sdk/contract';
import { mayEdit } from '../../accounts/scope.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Account } from '../../platform/http/access.ts';
import type { FieldError } from '../../platform/http/problem.ts';
import { Refusal } from '../../platform/refusal.ts';
import { DAY_MS, toInstant } from '../../platform/time/instants.ts';
import { checkHours } from './check.ts';
import type { QueueRecord } from './store.ts';

export interface HoursDeps {
  database: Database;
  registry: Pick<Registry, 'library' | 'librariesOf' | 'queuesByName'>;
}

export const toQueueHours = (record: QueueRecord, account: Account | null): QueueHours => ({
  queue: record.id,
  name: record.name,
  tier: record.tier,
  zone: record.zone,
  hours: record.hours,
  closedUntil: toInstant(record.closedUntilMs),
  revision: record.revision,
  editable: mayEdit(account, record),
});

function refuse(errors: FieldError[], detail: string): void {
  if (errors.length > 0) throw new Refusal(422, 'invalid-hours', detail, { errors });
}

/** Errors: Refusal 422 `invalid-hours`. */
export const checkRules = (hours: HoursRules): void =>
  refuse(
    checkHours(hours).map(({ path, message }) => ({ field: ['hours', ...path].join('.'), message })),
    'These hours contradict themselves.',
  );

export const toMs = (instant: string | null): number | null => (instant === null ? null : Date.parse(instant));

/** A later date is a mistake, and belongs in the hours. */
const MAX_CLOSED_MS = 366 * DAY_MS;

/** Errors: Refusal 422 `invalid-hours`. */
export function checkUntil(until: string | null, nowMs: number, detail: string): void {
  const aheadMs = until === null ? 1 : Date.parse(until) - nowMs;
  const isValid = 0 < aheadMs && aheadMs <= MAX_CLOSED_MS;
  const message = 'an instant to come, at most a year ahead, or null to open again';
  refuse(isValid ? [] : [{ field: 'until', message }], detail);
}
