// Out:   the sentences of tasks about follow-ups.

const counted = (count: number): string => (count === 1 ? '1 follow-up is' : `${count} follow-ups are`);

export const messages = {
  taskReads: 'follow-ups',
  taskOverdue: (count: number): string => `${counted(count)} overdue`,
  taskOverdueAt: (count: number, libraries: number): string =>
    `${counted(count)} overdue, at ${libraries === 1 ? '1 library' : `${libraries} libraries`}`,
  taskAction: 'Resolve them, or hand them over',
  taskSeeAll: 'See them',
};
