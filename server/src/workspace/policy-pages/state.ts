// In:    a page's text and reviews; today, by the clock of its library.
// Out:   whether it is current.
import type { PolicyState } from '@askusnow/sdk/contract';

interface Reviewed {
  text: string;
  reviewedOn: string | null;
  /** The last day on which the review counts. */
  reviewBy: string | null;
}

export function stateOf({ text, reviewedOn, reviewBy }: Reviewed, today: string): PolicyState {
  if (text.trim() === '') return 'missing';
  if (reviewedOn === null) return 'unreviewed';
  return reviewBy !== null && reviewBy < today ? 'overdue' : 'current';
}
