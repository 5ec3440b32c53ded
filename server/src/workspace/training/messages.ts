// Out:   the sentences of training that the server sends.
export const messages = {
  notYet: 'A session is written down after it took place.',
  dateFault: 'today or an earlier day',
  subject: (library: string): string => `${library} requests a refresher`,
  text: (library: string, page: string): string =>
    `The people of ${library} would like a refresher in answering chats. Agree on a day with their liaison.\n\nThis page lists their training so far:\n${page}\n`,
};
