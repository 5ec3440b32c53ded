// In:    a recurrence rule as jCal has it.
// Out:   the same as the text that the expansion takes, without its end.
// Never: UNTIL: it is an instant, or a local time, or a day; whoever expands a rule compares instants.
import ICAL from 'ical.js';

export interface Recurrence {
  freq: string;
  until?: string;
  [part: string]: unknown;
}

export function ruleText({ until: _, ...rest }: Recurrence): string {
  return ICAL.Recur.fromData(rest).toString();
}
