// What the page of meetings says.
import type { CooperativeHoliday, Happened, HappenedKind, Meeting, Proposal } from '@askusnow/sdk';
import { clockText, instantDayText } from './clock-text.js';
import { countedText } from './count-text.js';
import { fullDayText, weekdayText } from './day-text.js';

/** "Tuesday, December 8, 2026, 10 AM EST", by the meeting's own clock. */
export function whenText({ date, startsAt, zone }: Meeting): string {
  const weekday = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', weekday: 'long' }).format(
    new Date(`${date}T12:00:00.000Z`),
  );
  const zoneWord = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'short' })
    .formatToParts(new Date(startsAt))
    .find(({ type }) => type === 'timeZoneName')?.value;
  return `${weekday}, ${fullDayText(date)}, ${clockText(new Date(startsAt), zone)} ${zoneWord ?? ''}`.trim();
}

/** "Harford liaison, for Harford, November 24, 2026" */
export const byText = ({ by, library, at }: Proposal): string =>
  [by, ...(library === null ? [] : [`for ${library.name}`]), instantDayText(at)].join(', ');

export const KIND_WORDS: Record<HappenedKind, string> = {
  'new-partner': 'New partners',
  coverage: 'Coverage',
  help: 'Requests for help',
  'placements-new': 'New on pages',
  'placements-lost': 'Lost on pages',
  'follow-ups': 'Follow-ups',
  announcement: 'Announcements',
  training: 'Training',
};

/** "Harford: 2 requests for help" */
export const itemText = ({ library, text }: Happened['items'][number]): string =>
  library === null ? text : `${library.name}: ${text}`;

export const messages = {
  sub: 'Statewide meetings',
  next: 'Next meeting',
  later: 'Later meetings',
  /** "No meeting is planned. Thu, Dec 3: Partners’ meeting (no shared hours that day)." */
  noMeeting: (holidays: readonly CooperativeHoliday[]): string =>
    [
      'No meeting is planned.',
      ...holidays.map(({ date, name }) => `${weekdayText(date)}: ${name} (no shared hours that day).`),
    ].join(' '),
  past: 'Past meetings',
  noTopics: 'No topic is on the agenda yet.',
  topicsOf: 'Topics',
  agenda: 'Download the agenda',
  agendaAbout: (when: string): string => `of ${when}`,
  addMeeting: 'Add a meeting',
  changeMeeting: 'Change this meeting',
  time: 'Time',
  zone: 'Time zone',
  place: 'Place, or link',
  add: 'Add meeting',
  saved: 'Meeting saved.',
  remove: 'Remove this meeting',
  removeAsk: (when: string): string => `Remove the meeting of ${when}? Topics on its agenda are proposed again.`,
  removed: 'Meeting removed.',
  conflictMeeting:
    'Somebody has changed this meeting meanwhile; above is what is stored now. Save again to replace it.',
  propose: 'Propose a topic',
  proposeHint:
    'Liaisons, and all who answer chats, may propose topics. All of them read what you write: name no patron.',
  topicTitle: 'Title',
  detail: 'Details (optional)',
  detailHint: 'At most 1,000 characters.',
  noLibrary: 'No library in particular',
  proposeButton: 'Propose topic',
  proposed: 'Topic proposed.',
  proposals: 'Proposed topics',
  noProposals: 'No topic is proposed now.',
  withdrawnOnes: 'Topics that you have withdrawn',
  withdraw: 'Withdraw',
  withdrawn: 'Topic withdrawn.',
  proposeAgain: 'Propose again',
  proposedAgain: 'Topic proposed again.',
  change: 'Change the topic',
  topicSaved: 'Topic saved.',
  conflictTopic: 'This topic has been changed meanwhile; above is what is stored now. Save again to replace it.',
  onAgendaOf: 'Put on the agenda of',
  put: 'Put on agenda',
  putDone: 'Topic is on the agenda.',
  takeOff: 'Take off the agenda',
  takenOff: 'Topic taken off the agenda.',
  discussed: 'Mark as discussed',
  discussedDone: 'Topic marked as discussed.',
  notDiscussed: 'Not discussed yet',
  isDiscussed: 'Discussed',
  visits: 'Site visits',
  noVisits: 'No site visit is planned.',
  visit: (date: string, library: string): string => `${fullDayText(date)}: ${library}`,
  addVisit: 'Add a site visit',
  visitButton: 'Add visit',
  visitAdded: 'Site visit added.',
  visitRemoved: 'Site visit removed.',
  /** `day`: of the last meeting. */
  happened: (day: string | null, count: number): string =>
    `What happened ${day === null ? 'in the last 90 days' : `since the last meeting, ${fullDayText(day)}`}: ${countedText(count, 'entry', 'entries')}`,
  nothing: 'Nothing is stored about this time.',
  itemLink: (date: string): string => fullDayText(date),
};
