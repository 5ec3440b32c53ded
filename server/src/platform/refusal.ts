// In:    why a stored row does not allow a change.
// Out:   an error that rolls the transaction back and that platform/http/faults.ts answers as a problem.
import type { Problem } from '@askusnow/sdk/contract';

/** A request that is refused. `detail` is for the person; `stored`: what is there now, as the wire has it. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly status: number;
  readonly code: string;
  readonly more: Pick<Problem, 'errors' | 'stored'>;
  constructor(status: number, code: string, detail: string, more: Pick<Problem, 'errors' | 'stored'> = {}) {
    super(detail);
    this.status = status;
    this.code = code;
    this.more = more;
  }
}

/** Omits the requested address: a 404 that repeats it would put other people's text on our origin. */
export const notFound = (): Refusal => new Refusal(404, 'not-found', 'There is nothing at this address.');

/** Names each field that is wrong, and what would be right. */
export const invalid = (errors: NonNullable<Problem['errors']>, detail = 'Some fields are not valid.'): Refusal =>
  new Refusal(422, 'invalid-request', detail, { errors });

/** What the request names as read is no longer what is stored: somebody else was first. */
export const staleRevision = (what: string, stored?: unknown): Refusal =>
  new Refusal(
    409,
    'stale-revision',
    `Somebody else has changed this ${what}. Look at it, then make your change again.`,
    stored === undefined ? {} : { stored },
  );

/** `detail`: the maximum, and what makes room. */
export const quotaReached = (detail: string): Refusal => new Refusal(409, 'quota-reached', detail);
