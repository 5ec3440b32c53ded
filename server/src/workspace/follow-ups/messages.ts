// Out:   the sentences about follow-ups that the server sends: tasks and refusals.

const counted = (count: number): string => (count === 1 ? '1 follow-up is' : `${count} follow-ups are`);

export const messages = {
  taskReads: 'follow-ups',
  taskOverdue: (count: number): string => `${counted(count)} overdue`,
  taskDueToday: (count: number): string => `${counted(count)} due today`,
  taskOverdueAt: (count: number, libraries: number): string =>
    `${counted(count)} overdue, at ${libraries === 1 ? '1 library' : `${libraries} libraries`}`,
  taskOpened: (open: number, overdue: number): string =>
    overdue === 0 ? `${counted(open)} open that you have added` : `${counted(overdue)} overdue that you have added`,
  taskAction: (count: number): string =>
    count === 1 ? 'Resolve it, or hand it over' : 'Resolve them, or hand them over',
  taskSeeAll: 'See them',
  quota: (max: number): string =>
    `Your account has ${max} open follow-ups, which is the maximum. Resolve or withdraw one first.`,
  alreadyThere:
    'This library already has a follow-up with this reference number. It may be among the ended ones: undo its end there.',
  alreadyThereToo: 'That library already has a follow-up with this reference number.',
  newNumber: 'a number that the library does not have yet',
  notNow: 'The follow-up is not in a state that allows this.',
  endedByLibrary: 'Its library has ended this follow-up. Ask the library to open it again.',
  badDate: 'The due date cannot be used.',
};
