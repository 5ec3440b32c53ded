// In:    a queue, an account, a change with a valid shape.
// Out:   shared by the hours routes: their dependencies, errors by field, a queue's response.
// Never: runs a query or sends a response.
import { idSchema, type HoursRules, type QueueHours } from '@askusnow/sdk/contract';
import { z } from 'zod';
import { mayEdit } from '../../accounts/scope.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Account } from '../../platform/http/access.ts';
import type { FieldError } from '../../platform/http/problem.ts';
import { DAY_MS, toInstant } from '../../platform/time/instants.ts';
import { checkHours } from './check.ts';
import type { QueueRecord } from './store.ts';

export interface HoursDeps {
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'library' | 'librariesOf' | 'queuesByName'>;
}

export const queueParams = z.object({ queue: idSchema });
export const tags = ['hours'];

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

export const hoursFaults = (hours: HoursRules): FieldError[] =>
  checkHours(hours).map(({ path, message }) => ({ field: ['hours', ...path].join('.'), message }));

export const toMs = (instant: string | null): number | null => (instant === null ? null : Date.parse(instant));

/** A later date is a mistake, and belongs in the hours. */
const MAX_CLOSED_MS = 366 * DAY_MS;

/** What is wrong with the end of a closing. */
export function untilFaults(field: string, until: string | null, nowMs: number): FieldError[] {
  const aheadMs = until === null ? 1 : Date.parse(until) - nowMs;
  return 0 < aheadMs && aheadMs <= MAX_CLOSED_MS
    ? []
    : [{ field, message: 'an instant to come, at most a year ahead, or null to open again' }];
}
