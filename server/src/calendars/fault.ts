// In:    why a calendar cannot be used.
// Out:   an error with a stable code and a sentence for a person.
// Never: the calendar's own text beyond the name and the start of the event at fault.

/**
 * `not-a-calendar` a web page or another file · `truncated` its end is missing · `unreadable` a line that is no iCalendar ·
 * `no-events` tasks or busy times alone · `empty-now` it had events, and has none.
 */
export type FeedFaultCode =
  | 'not-a-calendar'
  | 'truncated'
  | 'unreadable'
  | 'no-events'
  | 'empty-now'
  | 'too-many-events'
  | 'too-many-shifts'
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
