// Out:   the sentences of training that the server sends.

/** A task names so many libraries. */
const LIBRARIES_NAMED = 3;

const listFormat = new Intl.ListFormat('en-US', { type: 'conjunction' });

const namesOf = (libraries: readonly string[]): string => {
  const more = libraries.length - LIBRARIES_NAMED;
  return listFormat.format(more > 0 ? [...libraries.slice(0, LIBRARIES_NAMED), `${more} more`] : libraries);
};

export const messages = {
  taskReads: 'requests for a refresher',
  taskRefreshers: (libraries: readonly string[]): string =>
    `${namesOf(libraries)} ${libraries.length === 1 ? 'requests' : 'request'} a refresher`,
  taskAction: (library: string): string => `See the training of ${library}, and write the session down after it`,
  notYet: 'A session is written down after it took place.',
  dateFault: 'today or an earlier day',
  subject: (library: string): string => `${library} requests a refresher`,
  text: (library: string, page: string): string =>
    `The people of ${library} would like a refresher in answering chats. Agree on a day with their liaison.\n\nThis page lists their training so far:\n${page}\n`,
};
