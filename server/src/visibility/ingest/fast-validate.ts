// In:    what JSON.parse made of a body.
// Out:   true for a batch that the contract's schemas certainly take as it is, with all of its events.
// Never: accepts what the schemas refuse. False means: validate by the schemas, which decide.
//
// Reading by schema costs a batch of ten events more than all its counting; nearly every batch is as a tag makes it.
import {
  ANSWER_STATES,
  batchIdSchema,
  EVENT_KINDS,
  EVENTS_PER_BATCH,
  ID_PATTERN,
  eventBatchSchema,
  TIERS,
} from '@askusnow/sdk/contract';
import type { AskEvent, EventBatch } from '@askusnow/sdk/contract';

type Fields = Record<string, unknown>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const STATES = new Set<unknown>(ANSWER_STATES);
/** Each kind's flag or values, and how many fields its events have: kind, state and tier beside it. */
const KINDS = new Map<unknown, { flag: string | null; values: ReadonlySet<unknown> | null; fields: number }>(
  Object.entries(EVENT_KINDS).map(([kind, row]) => [
    kind,
    {
      flag: 'flag' in row ? row.flag.name : null,
      values: 'values' in row ? new Set<unknown>(row.values) : null,
      fields: 'flag' in row || 'values' in row ? 4 : 3,
    },
  ]),
);
const TIERS_OR_NONE = new Set<unknown>([...TIERS, null]);

/** Counts own keys only: JSON.parse makes no others. */
const hasFields = (value: Fields, count: number): boolean => Object.keys(value).length === count;

function isPlainEvent(event: unknown): event is AskEvent {
  if (!isObject(event)) return false;
  if (!STATES.has(event['state']) || !TIERS_OR_NONE.has(event['tier'])) return false;
  const row = KINDS.get(event['kind']);
  return (
    row !== undefined &&
    (row.flag === null || typeof event[row.flag] === 'boolean') &&
    (row.values === null || row.values.has(event['value'])) &&
    hasFields(event, row.fields)
  );
}

const { library, page, placement, form, widget, viewport } = eventBatchSchema.shape;
/** Fields of few different texts. */
const REPEATED = { library, page, placement, form, widget, viewport };
/** With a branch, which few tags have. */
const FIELD_COUNT = Object.keys(eventBatchSchema.shape).length;

function hasPlainFields(value: Fields): boolean {
  const { branch } = value;
  if (!('branch' in value)) return hasFields(value, FIELD_COUNT - 1);
  return hasFields(value, FIELD_COUNT) && typeof branch === 'string' && ID_PATTERN.test(branch);
}
/** Texts that passed, per field; past so many all are forgotten. */
const MAX_KNOWN = 2_000;
const passed = Object.entries(REPEATED).map(([field, schema]) => ({ field, schema, known: new Set<unknown>() }));

const isRepeatedField = (value: unknown, { schema, known }: (typeof passed)[number]): boolean => {
  if (known.has(value)) return true;
  if (!schema.safeParse(value).success) return false;
  if (known.size >= MAX_KNOWN) known.clear();
  known.add(value);
  return true;
};

export function isPlainBatch(value: unknown): value is EventBatch {
  if (!isObject(value) || !hasPlainFields(value) || typeof value['practice'] !== 'boolean') return false;
  const { batch, events } = value;
  return (
    Array.isArray(events) &&
    events.length > 0 &&
    events.length <= EVENTS_PER_BATCH &&
    events.every(isPlainEvent) &&
    batchIdSchema.safeParse(batch).success &&
    passed.every((field) => isRepeatedField(value[field.field], field))
  );
}
