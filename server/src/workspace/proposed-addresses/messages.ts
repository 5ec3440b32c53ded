// Out:   the sentences of proposed addresses on the home page.

export const messages = {
  taskReads: 'proposed sites and key pages',
  task: (count: number): string =>
    count === 1
      ? 'A proposed site or key page waits for you'
      : `${count.toLocaleString('en-US')} proposed sites and key pages wait for you`,
  taskAction: 'Accept or decline: counting begins once you accept',
};
