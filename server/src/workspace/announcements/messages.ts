// Out:   the sentences of tasks about announcements.

export const messages = {
  taskReads: 'announcements',
  taskUnacknowledged: (count: number): string =>
    count === 1
      ? 'The coordinator has announced something that you have not acknowledged'
      : `The coordinator has announced ${count} things that you have not acknowledged`,
  taskAction: 'Read and acknowledge',
};
