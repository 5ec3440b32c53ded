// In:    a proposal's state, the state that somebody wants, and who that is.
// Out:   whether it may be so.
import type { ProposalState } from '@askusnow/sdk/contract';

type Step = `${ProposalState} > ${ProposalState}`;

const OF_AUTHOR: readonly Step[] = ['proposed > withdrawn', 'on-agenda > withdrawn', 'withdrawn > proposed'];
const OF_COORDINATOR: readonly Step[] = [
  'proposed > on-agenda',
  // Of another meeting.
  'on-agenda > on-agenda',
  'on-agenda > proposed',
  'on-agenda > discussed',
  'discussed > on-agenda',
];

export function mayMove(
  from: ProposalState,
  to: ProposalState,
  { isOwn, isCoordinator }: { isOwn: boolean; isCoordinator: boolean },
): boolean {
  const step: Step = `${from} > ${to}`;
  return (isOwn && OF_AUTHOR.includes(step)) || (isCoordinator && OF_COORDINATOR.includes(step));
}
