// Out:   the sentences of tasks about follow-ups.

const counted = (count: number): string => (count === 1 ? '1 follow-up is' : `${count} follow-ups are`);

export const messages = {
  taskReads: 'follow-ups',
  taskOverdue: (count: number): string => `${counted(count)} overdue`,
  taskOverdueAt: (count: number, libraries: number): string =>
    `${counted(count)} overdue, at ${libraries === 1 ? '1 library' : `${libraries} libraries`}`,
  taskOpened: (open: number, overdue: number): string =>
    overdue === 0 ? `${counted(open)} open that you have added` : `${counted(overdue)} overdue that you have added`,
  taskAction: 'Resolve them, or hand them over',
  taskSeeAll: 'See them',
};
