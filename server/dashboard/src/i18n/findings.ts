import type { PlacementList, Role } from '@askusnow/sdk';
import { countedText, listText } from './count-text.js';
import { hourText } from './day-text.js';
import { keyPageSteps } from './key-page-text.js';
import { patternText } from '../logic/page-pattern.js';
import { refusedReasons, refusedStep } from './refusal-advice.js';

type Attention = PlacementList['attention'][number];

/** One thing to look at, and what to do about it. */
export interface Finding {
  heading: string;
  text: string;
  /** What to do, and who does it. */
  next: string;
  /** Whether the tag itself belongs beside the next step: the webmaster's letter goes with it. */
  showTag?: boolean;
  letterToCoordinator?: boolean;
  /** Where it is mended; absent: on Visibility. `here`: there is nothing to open. */
  goTo?: 'coverage' | 'setup' | 'here';
}

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);

interface Context {
  list: PlacementList;
  reader: Role;
  count: number;
  now: Date;
}

const ownDesk = (reader: Role): string => (reader === 'coordinator' ? 'the library’s own desk' : 'your own desk');

/** "Home page", or "www.library.example/catalog" where no key page is known, and how many more. */
function pagesThat(are: 'lost' | 'quiet', { placements }: PlacementList): string {
  const pages = placements
    .filter(({ status }) => status === are)
    .map(({ origin, page, keyPage }) => keyPage ?? origin.replace(/^https?:\/\//, '') + patternText(page));
  const named = [...new Set(pages)];
  return listText(named);
}

/** By the latest of the lost places. */
function lastSeenText({ placements, window }: PlacementList, now: Date): string {
  const seen = placements.flatMap(({ status, lastSeen }) => (status === 'lost' ? [lastSeen] : []));
  const last = seen.toSorted().at(-1);
  return last === undefined ? '' : `The button has not been seen there since ${hourText(last, window.zone, now)}.`;
}

/** By reason; a server that is newer than this page may give others. */
export const FINDINGS: Record<Attention['reason'], (context: Context) => Finding> = {
  'never-seen': ({ list }) =>
    list.placements.some(({ status }) => status !== 'retired')
      ? {
          heading: 'No visitor has seen the button yet',
          text: 'It is on a page, and the page hides it.',
          next: 'Look in the list below for the page. Ask your webmaster to show the button there.',
        }
      : {
          heading: 'The button has not been seen on any page yet',
          text: 'No page has reported it since counting began. Either the tag is not on your site, or nobody has opened a page with it.',
          next: 'Send this tag to your webmaster, then open one page that has it. It shows up here within a minute.',
          showTag: true,
        },
  refused: ({ list, reader, count }) => ({
    heading: `The button is on a page, but ${countedText(count, 'view is', 'views are')} not counted`,
    text: `${refusedReasons(list)}.`,
    ...refusedStep(list, reader),
  }),
  'some-refused': ({ list, reader, count }) => ({
    heading: `${countedText(count, 'view')} not counted`,
    text: `The numbers are too low by these. ${refusedReasons(list)}.`,
    ...refusedStep(list, reader),
  }),
  lost: ({ list, now }) => ({
    heading:
      list.lostSince === null
        ? 'The button is lost'
        : `Lost: not seen since ${hourText(list.lostSince, list.window.zone, now)}`,
    text: 'A new design or template may have dropped the tag.',
    next: `Open a page that used to carry it: ${pagesThat('lost', list)}. If the button is gone, send the tag to your webmaster again.`,
    showTag: true,
  }),
  'places-lost': ({ list, count, now }) => ({
    heading: `${countedText(count, 'place is', 'places are')} lost: ${pagesThat('lost', list)}`,
    text: lastSeenText(list, now),
    next: 'Open the page. If the button is gone, ask your webmaster to paste the tag there again; if the page itself is gone, nothing is lost.',
  }),
  'desk-empty': ({ reader }) => ({
    heading: `Nobody is at ${ownDesk(reader)} now`,
    text: 'Somebody is scheduled there, and nobody is seen.',
    next: 'See who should be there, and ask for help, on the Coverage page.',
    goTo: 'coverage',
  }),
  'gaps-ahead': ({ reader, count }) => ({
    heading: `Nobody is scheduled at ${countedText(count, 'open time')} of ${ownDesk(reader)} in the next 14 days`,
    text: 'Chat is promised then, and nobody is scheduled.',
    next: 'Fill the shift, or ask for help, on the Coverage page.',
    goTo: 'coverage',
  }),
  doubtful: () => ({
    heading: 'Some of these numbers may not come from people',
    text: 'They are far above what this library usually has, or clicks came without a view.',
    next: 'Read the note on these days before you report them.',
    goTo: 'here',
  }),
  suspect: ({ count }) => ({
    heading: `${countedText(count, 'event')} set aside as suspect`,
    text: 'More came from one network than people make. They are not counted.',
    next: 'If a class or an event at the library made them, the numbers of these days are too low. Say so in your report.',
    goTo: 'here',
  }),
  'no-clicks': ({ list }) => {
    const viewable = sum(list.placements.map((placement) => placement.counts.viewable));
    return {
      heading: 'The button is seen, but nobody has clicked it in this window',
      text:
        viewable === 0
          ? 'It is on the page, but was never in view for a full second: it may be too far down.'
          : `It was in view ${countedText(viewable, 'time')}. The range beside the click rate says how much that can mean.`,
      next: 'Ask your webmaster to move it higher up, into the header or beside the search box.',
    };
  },
  'key-pages': ({ list, count }) => ({
    heading: `The button was not seen on ${countedText(count, 'key page')}`,
    text: 'These are the pages that matter most.',
    next: keyPageSteps(list).join(' '),
  }),
  quiet: ({ list, count }) => ({
    heading: `${countedText(count, 'place is', 'places are')} quiet: ${pagesThat('quiet', list)}`,
    text: 'The button has not been seen there for longer than usual. A season with few visitors, a closed day or an outage may explain it.',
    next: 'Nothing needs to be done now. To be sure, open the page and look whether the button is there.',
  }),
  new: ({ list }) => ({
    heading: `New: on ${countedText(list.placements.length, 'place')}, seen for less than a week`,
    text: 'Numbers are still few, so read the ranges beside them and not only the figures.',
    next: 'Look again after a week.',
    goTo: 'here',
  }),
};
