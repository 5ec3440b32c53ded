// What the page of reported problems says; the bundle that goes with a report, as lines of words.
import type {
  BrowserFamily,
  Diagnostics,
  PresenceCondition,
  ProblemBundle,
  ProblemKind,
  ProblemReport,
} from '@askusnow/sdk';
import { ROLE_WORDS } from './account-text.js';
import { STATE_NAMES, whoAnswersText } from './answer-text.js';
import { instantText } from './clock-text.js';
import { countText } from './count-text.js';
import { fullDayText } from './day-text.js';
import { refusalWords } from './refusal-words.js';

export const PROBLEM_KIND_WORDS: Record<ProblemKind, string> = {
  'chat-software': 'The chat software',
  button: 'The button on our website',
  dashboard: 'These pages',
  numbers: 'The numbers',
  other: 'Something else',
};

const PRESENCE_WORDS: Record<PresenceCondition, string> = {
  'no-source': 'No live status: its hours are used',
  'never-answered': 'The chat system has never answered',
  failing: 'The chat system does not answer',
  answering: 'The chat system answers',
};

const BROWSER_WORDS: Record<BrowserFamily, string> = {
  chrome: 'Chrome',
  edge: 'Edge',
  firefox: 'Firefox',
  safari: 'Safari',
  other: 'Another one',
};

const WIDTH_WORDS: Record<ProblemBundle['viewport'], string> = {
  phone: 'as narrow as a phone',
  tablet: 'as wide as a tablet',
  desktop: 'as wide as a desktop',
};

const NONE = 'None';
const at = (instant: string | null, otherwise: string): string => (instant === null ? otherwise : instantText(instant));
const listOr = (items: readonly string[]): string => (items.length === 0 ? NONE : items.join('; '));

type Line = readonly [label: string, value: string];

function libraryLines(library: NonNullable<Diagnostics['library']>): Line[] {
  const { state, tier, evidence, desk, placements, refusals } = library;
  const deskLines: Line[] =
    desk === null
      ? [['Desk', 'None answers for the library']]
      : [
          ['Desk', PRESENCE_WORDS[desk.presence]],
          ['Last look at the desk', at(desk.sampledAt, 'Never')],
          ...(desk.failingSince === null ? [] : [['No answer since', instantText(desk.failingSince)] as const]),
          ['Hours are planned until', at(desk.hoursThrough, 'Not planned')],
          ['Shifts are planned until', at(desk.scheduledThrough, 'Not planned')],
        ];
  return [
    ['Patrons see', STATE_NAMES[state]],
    ['Who answers', whoAnswersText({ tier, evidence })],
    ...deskLines,
    [
      'Places of the button',
      `${countText(placements.live)} live, ${countText(placements.new)} new, ${countText(placements.quiet)} quiet, ${countText(placements.lost)} lost, ${countText(placements.retired)} retired`,
    ],
    [
      'Views of the button that are not counted',
      listOr(
        refusals.map(
          ({ reason, count, lastDate }) =>
            `${countText(count)} ${refusalWords(reason).why}, last on ${fullDayText(lastDate)}`,
        ),
      ),
    ],
  ];
}

/** All that is in the bundle: what the person reads here is what is sent. `pageName`: the page's words. */
export function bundleLines({ browser, viewport, diagnostics }: ProblemBundle, pageName: string): Line[] {
  const { madeAt, role, library } = diagnostics;
  return [
    ['Page', pageName],
    ['Made', instantText(madeAt)],
    ['Kind of account', ROLE_WORDS[role]],
    ['Browser', `${BROWSER_WORDS[browser]}, ${WIDTH_WORDS[viewport]}`],
    ...(library === null ? [] : libraryLines(library)),
  ];
}

/** As a file, or the text of a mail. */
export const bundleText = (heading: string, text: string, lines: readonly Line[]): string =>
  [heading, '', ...(text === '' ? [] : [text, '']), ...lines.map(([label, value]) => `${label}: ${value}`), ''].join(
    '\n',
  );

export const messages = {
  sub: 'To the statewide coordinator',
  coordinatorSub: (open: number): string =>
    open === 0
      ? 'No problem waits for an answer'
      : `${countText(open)} ${open === 1 ? 'problem' : 'problems'} to answer`,
  kind: 'The problem is with',
  chooseKind: 'Choose one…',
  allLibraries: 'No single library',
  noPage: 'No page in particular',
  textHint: 'What did you do and see, and when? Nothing about a patron, and nothing from a chat.',
  sent: 'This is sent with it',
  sentWhat: (hasLibrary: boolean): string =>
    `page, browser, kind of account${hasLibrary ? ', status of the library' : ''}`,
  sentNote: 'Nothing else is sent. There are no names, addresses or texts in it, and nothing about a patron.',
  sentFailed: 'The facts about your library cannot be read now, so nothing can be sent. Call your coordinator.',
  download: 'Download as a file',
  send: 'Send the report',
  reported: 'Reported. The coordinator is notified.',
  own: 'Your reports',
  none: 'You have not reported a problem.',
  noneToAnswer: 'Problems that liaisons and providers report appear here. You answer them here.',
  reportedBy: ({ by, at: instant, library }: ProblemReport): string =>
    `${by}${library === null ? '' : `, ${library.name}`}, ${instantText(instant)}`,
  facts: 'What the server knew then',
  waiting: 'Waits for an answer.',
  answeredBy: ({ by, at: instant }: NonNullable<ProblemReport['answer']>): string =>
    `Answer of ${by}, ${instantText(instant)}`,
  answer: 'Your answer',
  answerHint: 'At most 1,000 characters. The person who reported it reads it on this page.',
  sendAnswer: 'Answer',
  about: ({ at: instant }: ProblemReport): string => ` the report of ${instantText(instant)}`,
  answered: 'Answered.',
  fileHeading: 'AskUsNow: facts for a problem report',
};
