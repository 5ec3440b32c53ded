// In:    why a calendar cannot be used.
// Out:   an error with a stable code and a sentence for people.
// Never: includes text of an event: its title may name a person. Only its start identifies an event.

/**
 * `not-a-calendar` a web page or another file · `truncated` the end is missing · `unreadable` a line that is not
 * iCalendar ·
 * `no-events` entries of other kinds alone, or none that is a shift · `empty-now` it had events, and has none ·
 * `too-large-line` a line beyond the limits · `too-costly` it takes longer, or more memory, than a calendar may.
 */
export type FeedFaultCode =
  | 'not-a-calendar'
  | 'truncated'
  | 'unreadable'
  | 'no-events'
  | 'empty-now'
  | 'too-large-line'
  | 'too-many-events'
  | 'too-many-shifts'
  | 'too-costly'
  | 'unreadable-time'
  | 'end-before-start'
  | 'unknown-zone'
  | 'unusable-rule';

export class FeedFault extends Error {
  override name = 'FeedFault';
  readonly code: FeedFaultCode;
  constructor(code: FeedFaultCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** An error of one event, identified by its start; undefined: no readable start. */
export const eventFault = ({ code, message }: FeedFault, start: string | undefined): FeedFault =>
  new FeedFault(code, `the event ${start === undefined ? 'without a readable start' : `of ${start}`} ${message}`);
