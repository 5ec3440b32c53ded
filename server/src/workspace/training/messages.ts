// Out:   the sentences of training that the server sends.
import type { TrainingRequest } from '@askusnow/sdk/contract';

const ASKED: Record<TrainingRequest, string> = {
  'new-staff': 'training of new staff',
  refresher: 'a refresher',
  'whole-team': 'training of the whole team',
};

/** A task names so many libraries. */
const LIBRARIES_NAMED = 3;

const listFormat = new Intl.ListFormat('en-US', { type: 'conjunction' });

const namesOf = (libraries: readonly string[]): string => {
  const more = libraries.length - LIBRARIES_NAMED;
  return listFormat.format(more > 0 ? [...libraries.slice(0, LIBRARIES_NAMED), `${more} more`] : libraries);
};

export const messages = {
  taskReads: 'requests for training',
  taskRefreshers: (libraries: readonly string[]): string =>
    `${namesOf(libraries)} ${libraries.length === 1 ? 'requests' : 'request'} training`,
  taskAction: (library: string): string => `See the training of ${library}, and write the session down after it`,
  servedReads: 'how lately providers have served',
  servedNever: 'Nobody has said when your people last answered chats',
  servedLongAgo: 'Your statement on recent service is older than six months',
  servedRefresher: 'Some of your people need a refresher',
  servedAction: 'Write when they last did',
  notAheadFault: 'today or an earlier day',
  dateFault: (days: number): string => `a day in the next ${days} days, or an earlier one`,
  pastFault: 'today or a later day',
  subject: (library: string, kind: TrainingRequest): string => `${library} requests ${ASKED[kind]}`,
  text: (library: string, { kind, on }: { kind: TrainingRequest; on: string | null }, page: string): string =>
    `The people of ${library} would like ${ASKED[kind]} in answering chats. ${on === null ? '' : `${on} would suit them. `}Agree on a day with their liaison.\n\nThis page lists their training so far:\n${page}\n`,
};
