// Out:   the sentences of tasks about policy pages, and of refused reports.

const errors = (count: number): string => (count === 1 ? '1 error is' : `${count} errors are`);
const pages = (count: number): string => (count === 1 ? '1 policy page' : `${count} policy pages`);
const at = (libraries: number): string => `, at ${libraries === 1 ? '1 library' : `${libraries} libraries`}`;

export const messages = {
  taskReads: 'policy pages',
  reported: (count: number): string => `${errors(count)} reported on policy pages`,
  reportedAt: (count: number, libraries: number): string => `${errors(count)} reported on policy pages${at(libraries)}`,
  answer: 'Correct the page, or answer that it is right',
  reviewDue: (count: number): string => `The review of ${pages(count)} is overdue`,
  reviewDueAt: (count: number, libraries: number): string => `The review of ${pages(count)} is overdue${at(libraries)}`,
  review: 'Read it again',
  seeFirst: (library: string): string => `See ${library} first`,
  paragraphGone: 'The page has changed, and does not have this paragraph any more. Look at it again.',
  manyOpen: 'Many errors wait for this library’s answer already. Ask its liaison instead.',
  answeredMeanwhile: 'Somebody has answered this report meanwhile.',
};
