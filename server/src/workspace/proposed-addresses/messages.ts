// Out:   the sentences of proposed addresses on the home page.

export const messages = {
  taskReads: 'proposed sites and key pages',
  task: (count: number): string =>
    count === 1
      ? 'A proposed site or key page waits for you'
      : `${count.toLocaleString('en-US')} proposed sites and key pages wait for you`,
  answered: (count: number, address: string, state: 'accepted' | 'declined'): string =>
    count === 1
      ? `The coordinator ${state} your proposal ${address}`
      : `The coordinator answered ${count.toLocaleString('en-US')} of your proposals`,
  answeredAction: 'Read the answer',
  taskAction: 'Accept or decline: counting begins once you accept',
};
