import type { CheckedPage, PageFinding, PageState } from '@askusnow/sdk';
import { HELP_PATH, MESSAGES, STATE_TEXT, widgetText } from '@askusnow/server/page-messages';
import { instantText } from './clock-text.js';
import { countedText } from './count-text.js';

export { widgetText };

/** How a state looks; its words say the same. */
const TONES: Readonly<Record<PageState, string>> = {
  found: 'good',
  absent: 'bad',
  altered: 'warn',
  blocked: 'note',
  'needs-browser': 'note',
  unreachable: 'note',
  'not-allowed': 'note',
};

export interface FindingText {
  fault: string;
  action: string;
  /** The section of the help page. */
  href: string;
}

export const findingText = (code: PageFinding): FindingText => {
  const { fault, action, topic } = MESSAGES[code];
  return { fault, action, href: `${HELP_PATH}#${topic}` };
};

export const stateText = (state: PageState | null): string => (state === null ? 'Not checked yet' : STATE_TEXT[state]);
export const stateTone = (state: PageState | null): string => (state === null ? 'note' : TONES[state]);

/** "www.library.example/contact" */
export const addressText = ({ origin, path }: Pick<CheckedPage, 'origin' | 'path'>): string =>
  origin.replace(/^https?:\/\//, '') + path;

export const messages = {
  heading: 'Page checks',
  found: 'This page leads to these. Propose what should have the button, and belongs to your library.',
  foundSite: 'Another site with your tag',
  note: 'Each is read about once a week.',
  noPages: 'Pages cannot be checked yet: no key page has its whole address (https://…).',
  proposeAbove: 'Propose it above.',
  loading: 'Loading the page checks.',
  unavailable: 'The page checks could not be loaded.',
  checkPage: (verb: string, address: string): string => `${verb}: ${address}`,
  checkedAt: (at: string, zone: string): string => `Checked ${instantText(at, zone)}`,
  result: (address: string, state: PageState | null): string => `${address}: ${stateText(state)}.`,
  howTo: 'How to do this',
  takeOut: 'To take out, where the tag replaces it:',
  otherChats: (count: number, of: number): string =>
    `Another chat is on ${count} of ${countedText(of, 'key page')}. A page leaves this list when it has been read without it. A link for its webmaster says which lines to take out.`,
  paste: 'Check a page’s source',
  pasteNote:
    'For pages that programs cannot read: open the page, view its source, copy it and paste it here. It is read in your browser and is not sent.',
  pasteSource: 'Source of the page',
  pasteCheck: 'Check source',
  pasteEmpty: 'Paste the source of the page first.',
  pasteAddressWrong: 'The address should begin with https://.',
  pasteTooLarge: (megabytes: number): string =>
    `The source is larger than ${megabytes} MB. Paste only the part with the tag, and the page’s <head>.`,
  pasteFailed: 'The check could not be loaded. Reload this page and try again.',
  line: (line: number): string => `line ${line}`,
} as const;
