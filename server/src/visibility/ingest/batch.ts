// In:    the text that a page sent.
// Out:   a batch within the contract, each event checked by itself, or what is wrong with it.
// Never: throws for an invalid batch: that is the page's fault, and no error of the server.
import { EVENT_KINDS, eventBatchSchema, eventSchema } from '@askusnow/sdk/contract';
import type { AskEvent, DropReason, EventBatch } from '@askusnow/sdk/contract';
import type { z } from 'zod';
import { repeatedKeyError } from '../../platform/http/json-body.ts';
import type { FieldError } from '../../platform/http/problem.ts';
import { parseStrictJson, type JsonLimits, type JsonReading } from '../../platform/http/strict-json.ts';
import { isPlainBatch } from './fast-validate.ts';

export type Dropped = Partial<Record<DropReason, number>>;

/** A batch that the contract allows, with the events that can be counted. */
export interface ReadBatch {
  batch: EventBatch;
  /** Events of a kind that is not known here, or not in that kind's shape. */
  dropped: Dropped;
}

/** `library` where the text names one: its liaison is to see that something sends nonsense. */
export interface Malformed {
  malformed: FieldError[];
  library: string;
}

const KINDS: ReadonlySet<string> = new Set(Object.keys(EVENT_KINDS));
const MAX_ERRORS = 5;
/**
 * A batch is an object with a list of flat objects, three levels; it has 9 keys and 50 events of at most 5. The rest is
 * reserved for later kinds.
 */
export const BATCH_LIMITS: JsonLimits = { maxDepth: 4, maxKeys: 600 };

export function readBatch(text: string): ReadBatch | Malformed {
  const read = parseStrictJson(text, BATCH_LIMITS);
  if ('fault' in read) return { malformed: [faultError(read)], library: '' };
  const { value } = read;
  if (isPlainBatch(value)) return { batch: value, dropped: {} };
  const parsed = eventBatchSchema.safeParse(value);
  if (!parsed.success) return { malformed: toFieldErrors(parsed.error), library: libraryOf(value) };
  const dropped: Dropped = {};
  const events: AskEvent[] = [];
  for (const event of parsed.data.events) {
    const checked = eventSchema.safeParse(event);
    if (checked.success) {
      events.push(checked.data);
    } else {
      const reason = KINDS.has(event.kind) ? 'malformed-event' : 'unknown-kind';
      dropped[reason] = (dropped[reason] ?? 0) + 1;
    }
  }
  return { batch: { ...parsed.data, events }, dropped };
}

function faultError(read: Extract<JsonReading, { fault: string }>): FieldError {
  if (read.fault === 'repeated-key') return repeatedKeyError(read);
  const message =
    read.fault === 'not-json' ? 'should be JSON' : 'should be one batch: an object whose events are flat objects';
  return { field: 'body', message };
}

/** Our own words only: a key that we do not know is not repeated. */
const toFieldErrors = (error: z.ZodError): FieldError[] =>
  error.issues.slice(0, MAX_ERRORS).map((issue) => ({
    field: issue.path.join('.') || 'body',
    message: issue.code === 'unrecognized_keys' ? 'should have no other fields than the contract names' : issue.message,
  }));

function libraryOf(value: unknown): string {
  if (typeof value !== 'object' || value === null || !('library' in value)) return '';
  return typeof value.library === 'string' ? value.library : '';
}
