import type { LibraryStatus, PlacementList, Role } from '@askusnow/sdk';
import { countText, countedText } from './count-text.js';
import { fullDayText, hourText } from './day-text.js';
import { refusalWords } from './refusal-words.js';

/** How urgent it is. It is always said in words too, never by colour alone. */
export type Tone = 'good' | 'note' | 'warn' | 'bad';

/** What a status means for the reader, and the one thing to do next. */
export interface Advice {
  tone: Tone;
  /** The status in a word or two, as the overview shows it. */
  word: string;
  heading: string;
  text: string;
  next: string;
  /** Whether the tag itself belongs beside the next step. */
  showTag: boolean;
  /** The webmaster's letter goes with the tag. */
  letterToCoordinator: boolean;
}

/** The status in a word or two, and how urgent it is. */
export const STATUS_WORDS: Record<LibraryStatus, { word: string; tone: Tone }> = {
  'never-seen': { word: 'Never seen', tone: 'warn' },
  refused: { word: 'Refused', tone: 'bad' },
  silent: { word: 'Silent', tone: 'bad' },
  zero: { word: 'No clicks yet', tone: 'warn' },
  new: { word: 'New', tone: 'note' },
  live: { word: 'Live', tone: 'good' },
};

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);

const missingPages = ({ keyPages }: PlacementList): string[] =>
  keyPages.pages.filter((page) => !page.live).map((page) => page.name);

/** What to do about key pages without the button; undefined where each has it or none is named. */
function keyPageStep(list: PlacementList): string | undefined {
  const missing = missingPages(list);
  if (missing.length === 0) return undefined;
  const named = missing.slice(0, 3).join(', ') + (missing.length > 3 ? ` and ${missing.length - 3} more` : '');
  return `Ask your webmaster to add the tag to the key pages without it: ${named}.`;
}

type Words = Omit<Advice, 'tone' | 'word'>;

const ADVICE: Record<LibraryStatus, (list: PlacementList, reader: Role, now: Date) => Words> = {
  'never-seen': () => ({
    heading: 'The button has not been seen on any page yet',
    text: 'No page has reported it since counting began. Either the tag is not on your site, or nobody has opened a page with it.',
    next: 'Send this tag to your webmaster, then open one page that carries it: it shows up here within a minute.',
    showTag: true,
    letterToCoordinator: false,
  }),
  refused: (list, reader) => {
    const reasons = [...list.refusals].sort((a, b) => b.count - a.count);
    const mender = refusalWords(reasons[0]?.reason).mender;
    const register =
      reader === 'coordinator'
        ? "Find out on which site the tag stands and add that address to this library's origins in the cooperative's file."
        : 'Ask your coordinator to register the address of the site on which the tag stands.';
    return {
      heading: `The button is out there, but ${countedText(sum(reasons.map(({ count }) => count)), 'report was', 'reports were')} refused`,
      text: `Nothing of them is counted. ${reasons.map(({ reason, count }) => `${countText(count)} × ${refusalWords(reason).why}`).join('; ')}.`,
      next: mender === 'coordinator' ? register : 'Ask your webmaster to paste the tag again exactly as it is here.',
      showTag: mender !== 'coordinator',
      letterToCoordinator: mender === 'coordinator' && reader === 'liaison',
    };
  },
  new: (list) => ({
    heading: `New: on ${countedText(list.placements.length, 'place')}, seen for less than a week`,
    text: 'Numbers are still few, so read the ranges beside them and not only the figures.',
    next: keyPageStep(list) ?? 'Nothing to do: look again when a week is over.',
    showTag: false,
    letterToCoordinator: false,
  }),
  live: (list) => {
    const live = list.placements.filter((placement) => placement.status !== 'silent').length;
    const silent = list.placements.length - live;
    return {
      heading: `Live in ${countedText(live, 'place')}`,
      text:
        silent === 0
          ? 'Every place where the button has been seen still reports.'
          : `${countedText(silent, 'other place has', 'other places have')} gone silent; see the table of places.`,
      next: keyPageStep(list) ?? 'Nothing to do: the button stands where it should.',
      showTag: false,
      letterToCoordinator: false,
    };
  },
  zero: (list) => {
    const viewable = sum(list.placements.map((placement) => placement.counts.viewable));
    return {
      heading: 'The button is seen, but nobody has clicked it in this window',
      text:
        viewable === 0
          ? 'It is on the page, but was never in view for a full second: it may be too far down.'
          : `It was in view ${countedText(viewable, 'time')}. The range beside the click-through says how much that can mean.`,
      next: keyPageStep(list) ?? 'Ask your webmaster to move it higher up, into the header or beside the search box.',
      showTag: false,
      letterToCoordinator: false,
    };
  },
  silent: (list, _reader, now) => ({
    heading:
      list.silentSince === null
        ? 'The button has gone silent'
        : `Silent since ${hourText(list.silentSince, list.window.zone, now)}`,
    text: 'It used to report and has stopped for longer than chance explains. A redesign or a new template may have dropped the tag.',
    next: 'Open a page that used to carry it. If the button is gone, send the tag to your webmaster again.',
    showTag: true,
    letterToCoordinator: false,
  }),
};

/** `reader` matters where the step is somebody else's: a coordinator is not told to ask the coordinator. */
export function adviceFor(list: PlacementList, reader: Role, now: Date): Advice {
  return { ...STATUS_WORDS[list.status], ...ADVICE[list.status](list, reader, now) };
}

/** "Counting since November 3, 2026." */
export const countingText = (since: string | null): string =>
  since === null ? 'Nothing has been counted yet.' : `Counting since ${fullDayText(since)}.`;
