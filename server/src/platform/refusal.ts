// In:    why a stored row does not allow a change.
// Out:   an error that rolls the transaction back and that platform/http/faults.ts answers as a problem.
import type { Problem, ProblemCode } from '@askusnow/sdk/contract';
import { HOUR_MS, MINUTE_MS } from './time/instants.ts';

/** `stored`: what is there now, as the wire has it. `waitMs`: until the request is possible, for Retry-After. */
type More = Pick<Problem, 'errors' | 'stored'> & { waitMs?: number };

/** A request that is refused. `detail` is for the person. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly status: number;
  readonly code: ProblemCode;
  readonly more: More;
  constructor(status: number, code: ProblemCode, detail: string, more: More = {}) {
    super(detail);
    this.status = status;
    this.code = code;
    this.more = more;
  }
}

/** For a caller to whom a refusal is no error: undefined. */
export const unlessRefused = <T>(work: Promise<T>): Promise<T | undefined> =>
  work.catch((error: unknown) => {
    if (error instanceof Refusal) return undefined;
    throw error;
  });

/** Omits the requested address: a 404 that repeats it would put other people's text on our origin. */
export const notFound = (): Refusal => new Refusal(404, 'not-found', 'There is nothing at this address.');

/** Names each field that is wrong, and what would be right. */
export const invalid = (errors: NonNullable<Problem['errors']>, detail = 'Some fields are not valid.'): Refusal =>
  new Refusal(422, 'invalid-request', detail, { errors });

/** One field that is wrong. */
export const invalidField = (field: string, message: string): Refusal => invalid([{ field, message }]);

/** What the request names as read is no longer what is stored: somebody else was first. `serve` adds what is stored. */
export const staleRevision = (what: string): Refusal =>
  new Refusal(
    409,
    'stale-revision',
    `Somebody else has changed this ${what}. Look at it, then make your change again.`,
  );

/** `detail`: the maximum, and what makes room. */
export const quotaReached = (detail: string): Refusal => new Refusal(409, 'quota-reached', detail);

/** "in 12 minutes" · "in 5 hours": never earlier than it is possible. */
function waitText(waitMs: number): string {
  const minutes = Math.max(Math.ceil(waitMs / MINUTE_MS), 1);
  if (minutes < 60) return `in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
  const hours = Math.ceil(waitMs / HOUR_MS);
  return `in ${hours} ${hours === 1 ? 'hour' : 'hours'}`;
}

/** What may be done only so often in 24 hours. `sentence`: what, and how often. */
export const usedUp = (sentence: string, { waitMs }: { waitMs: number }): Refusal =>
  new Refusal(429, 'quota-reached', `${sentence} The next one is possible ${waitText(waitMs)}.`, { waitMs });
