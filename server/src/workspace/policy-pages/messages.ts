// Out:   the sentences of tasks about policy pages.

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
  seePartners: 'See the partners',
};
