// Out:   the English text of refusals about requests to change the weekly pattern; by meaning.
import { SHIFT_REQUEST_AHEAD_DAYS, SHIFT_REQUEST_UNDO_MIN, SHIFT_REQUESTS_MAX } from '@askusnow/sdk/contract';

export const messages = {
  answered: 'The coordinator has answered this request already.',
  withdrawn: (library: string): string => `${library} has withdrawn this request.`,
  notAnswered: 'The coordinator has not answered it yet.',
  past: 'The first day of this change is today or earlier. Accept it with a later first day.',
  gone: 'The library does not owe this shift at the desk any more. Decline the request.',
  overlaps: 'The library has a shift at that time already. Accept the request with another time, or decline it.',
  tooMany: 'The desk has as many shifts as it can have. Remove some first.',
  notUndone: `An acceptance can be undone within ${SHIFT_REQUEST_UNDO_MIN} minutes.`,
  changedSince: 'The shifts of the desk have changed since. Change them on the schedule.',
  quota: `${SHIFT_REQUESTS_MAX} requests wait already. Withdraw one, or ask the coordinator.`,
  notShared: 'should be a statewide or global desk',
  notAhead: `should be tomorrow or later, at most ${SHIFT_REQUEST_AHEAD_DAYS} days ahead`,
  notOwed: 'should be a weekly shift that the library owes at this desk',
  same: 'should differ from the shift as it is now',
  otherTime: 'should be another time: the library has a shift then already',
  twin: 'should be another change: this one waits for the coordinator already',
  otherKind: 'should be a weekly shift where the library asks for one, and none where it asks for an end',
};
