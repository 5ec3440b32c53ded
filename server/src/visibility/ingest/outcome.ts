// In:    nothing: types alone.
// Out:   what a request says besides its body, and what became of its batch.
// Never: an address or a user agent in an outcome.
import type { EventReceipt, RefusalReason } from '@askusnow/sdk/contract';
import type { FieldError } from '../../platform/http/problem.ts';

/** What the request says besides its body. Used to check it, never stored. */
export interface Sender {
  origin: string | undefined;
  userAgent: string | undefined;
  address: string;
  /** The browser sends Global Privacy Control. */
  gpc: boolean;
}

export type Outcome =
  | { receipt: EventReceipt }
  | { refused: RefusalReason; errors?: FieldError[] }
  /** Not committed as far as is known here: the same batch may be sent again. */
  | { busy: true }
  /** A bug of ours; `onError` was called. */
  | { failed: true };
