// Out:   the sentences of meetings that the server sends: tasks, what happened, the agenda.
import type { HappenedKind } from '@askusnow/sdk/contract';

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;

/** A list names so many pages. */
const PAGES_NAMED = 3;
/** Longest part of an announcement in a list. */
const EXCERPT_CHARS = 120;

const pages = (all: readonly string[]): string => {
  const named = all.slice(0, PAGES_NAMED).join(', ');
  return all.length > PAGES_NAMED ? `${named} and ${all.length - PAGES_NAMED} more` : named;
};

const excerpt = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > EXCERPT_CHARS ? `${line.slice(0, EXCERPT_CHARS - 1).trimEnd()}…` : line;
};

const when = (days: number): string => (days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`);

export const messages = {
  quota: (max: number): string =>
    `Your account has ${max} topics that wait for an agenda, which is the maximum. Withdraw one, or wait until the coordinator has put one on an agenda.`,
  taskReads: 'meetings',
  taskProposals: (count: number): string =>
    count === 1 ? 'A new topic is proposed for a meeting' : `${count} new topics are proposed for a meeting`,
  taskProposalsAction: 'Put it on an agenda',
  taskMeeting: (days: number): string => `The statewide meeting is ${when(days)}, and you have not proposed a topic`,
  taskMeetingAction: 'Propose a topic',
  notNow: 'This topic is not in a state that allows this.',
  pastDay: 'today or a later day',
  noSuchMeeting: 'a meeting that is listed',
  ownLibrary: 'one of your libraries',
  newPartner: (page: string): string => `The button was seen for the first time, on ${page}`,
  empty: (count: number): string => `Nobody was at a desk in scheduled time, ${counted(count, 'time')}`,
  help: (requests: number, taken: number): string =>
    `${counted(requests, 'request')} for help; ${taken === 0 ? 'none' : taken} taken over by others`,
  newPlaces: (all: readonly string[]): string => `The button is new on ${counted(all.length, 'page')}: ${pages(all)}`,
  lost: (all: readonly string[]): string => `The button was lost on ${counted(all.length, 'page')}: ${pages(all)}`,
  followUps: ({ opened, resolved, due, inTime }: Record<'opened' | 'resolved' | 'due' | 'inTime', number>): string =>
    `${counted(opened, 'follow-up')}, ${resolved} resolved; ${
      due === 0 ? 'for none are 72 hours over' : `${inTime} of ${due} resolved within 72 hours`
    }`,
  announcement: excerpt,
  training: (sessions: number, headcount: number): string =>
    `${counted(sessions, 'training session')}, ${counted(headcount, 'participant')} in all`,
  agenda: {
    title: (when: string): string => `Statewide meeting, ${when}`,
    place: 'Where',
    topics: 'Topics',
    noTopics: 'No topic is on the agenda yet.',
    open: 'Proposed, and on no agenda yet',
    by: (label: string, library: string | null): string =>
      library === null ? `proposed by ${label}` : `proposed by ${label} for ${library}`,
    visits: 'Site visits',
    noVisits: 'No site visit is planned.',
    since: (day: string): string => `What happened since ${day}`,
    nothing: 'Nothing is stored about this time.',
    page: 'page',
  },
  kinds: {
    'new-partner': 'New partners',
    coverage: 'Coverage',
    help: 'Requests for help',
    'placements-new': 'New on pages',
    'placements-lost': 'Lost on pages',
    'follow-ups': 'Follow-ups',
    announcement: 'Announcements',
    training: 'Training',
  } satisfies Record<HappenedKind, string>,
  notice: {
    subject: (when: string): string => `Statewide meeting: ${when}`,
    text: (when: string, place: string, page: string): string =>
      `The next statewide meeting of the chat service is on ${when}.\nWhere: ${place}\n\nPropose topics, yours and those of your staff, on this page. It also has the agenda:\n${page}\n`,
  },
};
