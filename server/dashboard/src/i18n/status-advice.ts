import type { LibraryStatus, PlacementList, Role } from '@askusnow/sdk';
import { countText, countedText } from './count-text.js';
import { fullDayText, hourText } from './day-text.js';
import { keyPageSteps } from './key-page-text.js';
import { refusalWords } from './refusal-words.js';

type Attention = PlacementList['attention'][number];

/** How urgent it is. It is always said in words too, never by colour alone. */
export type Tone = 'good' | 'note' | 'warn' | 'bad';

/** One thing to look at, and what to do about it. */
export interface Finding {
  heading: string;
  text: string;
  /** What to do, and who does it. */
  next: string;
  /** Whether the tag itself belongs beside the next step: the webmaster's letter goes with it. */
  showTag?: boolean;
  letterToCoordinator?: boolean;
  /** Where on these pages it is seen and mended. */
  goTo?: 'coverage';
}

/** What a library's state means for the reader: the most urgent finding first. */
export interface Advice {
  tone: Tone;
  /** In a word or two, as the overview shows it. */
  word: string;
  findings: Finding[];
}

/** The status in a word or two, as the coordinator's table is narrowed by it. */
export const STATUS_WORDS: Record<LibraryStatus, string> = {
  'never-seen': 'Never seen',
  refused: 'Refused',
  silent: 'Silent',
  zero: 'No clicks yet',
  new: 'New',
  live: 'Live',
};

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);

interface Context {
  list: PlacementList;
  reader: Role;
  count: number;
  now: Date;
}

const ownDesk = (reader: Role): string => (reader === 'coordinator' ? 'the library’s own desk' : 'your own desk');

function refusedStep(list: PlacementList, reader: Role): Pick<Finding, 'next' | 'showTag' | 'letterToCoordinator'> {
  const [most] = [...list.refusals].sort((a, b) => b.count - a.count);
  const { mender } = refusalWords(most?.reason);
  if (mender === 'nobody') return { next: 'Nothing can be done here: it ends when those visitors set their clocks.' };
  if (mender === 'webmaster')
    return { next: 'Ask your webmaster to paste the tag again exactly as it is here.', showTag: true };
  return reader === 'coordinator'
    ? {
        next: "Find out on which site the tag stands and add that address to this library's origins in the cooperative's file.",
      }
    : {
        next: 'Ask your coordinator to register the address of the site on which the tag stands.',
        letterToCoordinator: true,
      };
}

const refusedReasons = ({ refusals }: PlacementList): string =>
  [...refusals]
    .sort((a, b) => b.count - a.count)
    .map(({ reason, count }) => `${countText(count)} × ${refusalWords(reason).why}`)
    .join('; ');

/** "www.library.example/catalog", and how many more. */
function silentPages({ placements }: PlacementList): string {
  const pages = placements
    .filter(({ status }) => status === 'silent')
    .map(({ origin, page }) => origin.replace(/^https?:\/\//, '') + page);
  const named = [...new Set(pages)];
  return named.slice(0, 3).join(', ') + (named.length > 3 ? ` and ${countText(named.length - 3)} more` : '');
}

const FINDINGS: Record<Attention['reason'], (context: Context) => Finding> = {
  'never-seen': () => ({
    heading: 'The button has not been seen on any page yet',
    text: 'No page has reported it since counting began. Either the tag is not on your site, or nobody has opened a page with it.',
    next: 'Send this tag to your webmaster, then open one page that carries it: it shows up here within a minute.',
    showTag: true,
  }),
  refused: ({ list, reader, count }) => ({
    heading: `The button is out there, but ${countedText(count, 'report was', 'reports were')} refused`,
    text: `Nothing of them is counted. ${refusedReasons(list)}.`,
    ...refusedStep(list, reader),
  }),
  'some-refused': ({ list, reader, count }) => ({
    heading: `${countedText(count, 'report was', 'reports were')} refused`,
    text: `They are in none of the numbers, which are too low. ${refusedReasons(list)}.`,
    ...refusedStep(list, reader),
  }),
  silent: ({ list, now }) => ({
    heading:
      list.silentSince === null
        ? 'The button has gone silent'
        : `Silent since ${hourText(list.silentSince, list.window.zone, now)}`,
    text: 'It used to report and has stopped for longer than chance explains. A redesign or a new template may have dropped the tag.',
    next: `Open a page that used to carry it: ${silentPages(list)}. If the button is gone, send the tag to your webmaster again.`,
    showTag: true,
  }),
  'places-silent': ({ list, count }) => ({
    heading: `${countedText(count, 'place has', 'places have')} gone silent: ${silentPages(list)}`,
    text: 'The button used to report there and has stopped for longer than chance explains.',
    next: 'Open the page. If the button is gone, ask your webmaster to paste the tag there again; if the page itself is gone, nothing is lost.',
  }),
  'desk-empty': ({ reader }) => ({
    heading: `Nobody is at ${ownDesk(reader)} now`,
    text: 'Somebody is scheduled there, and nobody is seen.',
    next: 'See who should be there, and ask for help, on the Coverage page.',
    goTo: 'coverage',
  }),
  'gaps-ahead': ({ reader, count }) => ({
    heading: `${countedText(count, 'gap')} in the next 14 days at ${ownDesk(reader)}`,
    text: 'Chat is promised then, and nobody is scheduled.',
    next: 'Fill the shift, or ask for help, on the Coverage page.',
    goTo: 'coverage',
  }),
  doubtful: () => ({
    heading: 'Some of these numbers may not come from people',
    text: 'They are far above what this library usually has, or clicks came without a view.',
    next: 'Read the note below before you report these days.',
  }),
  suspect: ({ count }) => ({
    heading: `${countedText(count, 'event')} set aside as suspect`,
    text: 'More came from one network than people make. They are in none of the numbers.',
    next: 'If a class or an event at the library made them, the numbers of these days are too low: say so where you report them.',
  }),
  'no-clicks': ({ list }) => {
    const viewable = sum(list.placements.map((placement) => placement.counts.viewable));
    return {
      heading: 'The button is seen, but nobody has clicked it in this window',
      text:
        viewable === 0
          ? 'It is on the page, but was never in view for a full second: it may be too far down.'
          : `It was in view ${countedText(viewable, 'time')}. The range beside the click-through says how much that can mean.`,
      next: 'Ask your webmaster to move it higher up, into the header or beside the search box.',
    };
  },
  'key-pages': ({ list, count }) => ({
    heading: `${countedText(count, 'key page')} without the button`,
    text: 'These are the pages that matter most.',
    next: keyPageSteps(list).join(' '),
  }),
  new: ({ list }) => ({
    heading: `New: on ${countedText(list.placements.length, 'place')}, seen for less than a week`,
    text: 'Numbers are still few, so read the ranges beside them and not only the figures.',
    next: 'Look again when a week is over.',
  }),
};

const WORDS: Record<Attention['reason'], (count: number) => string> = {
  refused: () => 'Refused',
  silent: () => 'Silent',
  'desk-empty': () => 'Desk empty now',
  'some-refused': (count) => `${countText(count)} refused`,
  'never-seen': () => 'Never seen',
  'places-silent': (count) => `${countedText(count, 'place')} silent`,
  'gaps-ahead': (count) => `${countedText(count, 'gap')} ahead`,
  doubtful: () => 'Check the counts',
  suspect: (count) => `${countText(count)} suspect`,
  'no-clicks': () => 'No clicks yet',
  'key-pages': (count) => `${countedText(count, 'key page')} missing`,
  new: () => 'New',
};

/** What there is to look at in a word or two each, worst first; reasons of a later version by their names. */
export const attentionWords = (attention: readonly Attention[]): string[] =>
  attention.map(({ reason, count }) =>
    reason in WORDS ? WORDS[reason](count) : (reason as string).replaceAll('-', ' '),
  );

/** By the worst of them; nothing to look at is good. */
export const toneOf = ([first]: readonly Attention[]): Tone => first?.level ?? 'good';

const allClear = ({ placements }: PlacementList): Finding => ({
  heading: `Live in ${countedText(placements.length, 'place')}`,
  text: 'Every place where the button has been seen still reports.',
  next: 'Nothing to do: the button stands where it should.',
});

/** Of a server that is newer than this page. */
const unknownFinding = (attention: readonly Attention[]): Finding => ({
  heading: attentionWords(attention).join(', '),
  text: '',
  next: 'Load this page again: the server has been upgraded since it was opened.',
});

/** `reader` matters where the step is somebody else's: a coordinator is not told to ask the coordinator. */
export function adviceFor(list: PlacementList, reader: Role, now: Date): Advice {
  const known = list.attention.filter(({ reason }) => reason in FINDINGS);
  const findings = known.map(({ reason, count }) => FINDINGS[reason]({ list, reader, count, now }));
  return {
    tone: toneOf(list.attention),
    word: attentionWords(list.attention)[0] ?? STATUS_WORDS[list.status],
    findings:
      list.attention.length === 0
        ? [allClear(list)]
        : findings.length === 0
          ? [unknownFinding(list.attention)]
          : findings,
  };
}

/** "Counting since November 3, 2026." */
export const countingText = (since: string | null): string =>
  since === null ? 'Nothing has been counted yet.' : `Counting since ${fullDayText(since)}.`;
