// What a page shows before anybody presses: its words, how many of them explain, its height, and its first window.
import type { Page } from 'playwright-core';
import type { TestApp } from '../app/app.ts';
import type { Chromium } from '../browser/browser.ts';
import { openDashboard } from '../browser/dashboard.ts';
import { settledTextOf } from '../browser/screens.ts';
import type { AskedPage } from './asked-page.ts';
import { BLOCKS_OF, type Block } from './blocks.ts';

/** By width. Units: CSS pixels. */
export const WINDOWS: Readonly<Record<string, { width: number; height: number }>> = {
  1280: { width: 1280, height: 900 },
  360: { width: 360, height: 780 },
};

/** Where the simulated libraries are. */
const READERS_ZONE = 'America/New_York';

export interface PageMeasure {
  height: number;
  /** The height of the dashboard's header. Units: CSS pixels. */
  headerHeight: number;
  /** Words in the page's main part, without a press. */
  words: number;
  /** Of them, words of explanation: of sentences of seven words and more, outside tables, headings, links and buttons. */
  explanation: number;
  /** Words behind presses: in what is folded. */
  folded: number;
  /** The sentences that were counted as explanation. */
  sentences: string[];
  /** What can be read in the first window, from the header on. */
  firstWindow: string;
}

/** Sentences shorter than this are labels. Units: words. */
const MIN_SENTENCE_WORDS = 7;

const words = new Intl.Segmenter('en', { granularity: 'word' });
const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
const wordCount = (text: string): number => [...words.segment(text)].filter(({ isWordLike }) => isWordLike).length;
const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);

export async function measurePage(page: Page): Promise<PageMeasure> {
  const blocksIn = (selector: string): Promise<Block[]> =>
    page.evaluate<Block[]>(`(${BLOCKS_OF})(${JSON.stringify(selector)})`);
  const main = await blocksIn('main');
  const all = await blocksIn('header.bar, main');
  const [height = 0, headerHeight = 0] = await page.evaluate<number[]>(
    `[document.documentElement.scrollHeight, Math.round(document.querySelector('header.bar')?.offsetHeight ?? 0)]`,
  );
  const windowHeight = page.viewportSize()?.height ?? 0;
  const shown = main.filter(({ isFolded }) => !isFolded);
  const explaining = shown
    .filter(({ isLabel }) => !isLabel)
    .flatMap(({ text }) => [...sentences.segment(text)].map(({ segment }) => segment.trim()))
    .filter((sentence) => wordCount(sentence) >= MIN_SENTENCE_WORDS);
  return {
    height,
    headerHeight,
    words: sum(shown.map(({ text }) => wordCount(text))),
    explanation: sum(explaining.map(wordCount)),
    folded: sum(main.filter(({ isFolded }) => isFolded).map(({ text }) => wordCount(text))),
    sentences: explaining,
    firstWindow: all
      .filter(({ isFolded, bottom, top }) => !isFolded && top >= 0 && bottom <= windowHeight)
      .map(({ text }) => text)
      .join('\n'),
  };
}

const MAX_EXPLANATION = 0.25;
/** A page of a few words may have one sentence. Units: words. */
const ONE_SENTENCE = 15;

/** Whether a page explains more than it should without a press. */
export const explains = ({ words, explanation }: PageMeasure): boolean =>
  explanation > Math.max(ONE_SENTENCE, MAX_EXPLANATION * words);

/** The questions that the first window leaves open. */
export const unanswered = ({ questions }: AskedPage, { firstWindow }: PageMeasure): string[] =>
  questions.filter(({ answer }) => !answer.test(firstWindow)).map(({ question }) => question);

/** The cookie of a page's account: each kind signs in once. '' where nobody does. */
export function createSignIn(server: TestApp): (asked: AskedPage) => Promise<string> {
  const cookies = new Map<string, Promise<string>>();
  return ({ role, ids }) => {
    if (role === null) return Promise.resolve('');
    const key = [role, ...ids].join(' ');
    const cookie = cookies.get(key) ?? server.signIn(role, [...ids]);
    cookies.set(key, cookie);
    return cookie;
  };
}

/** Opens a page at a width, and measures it once it shows the same at two looks. */
export async function openAskedPage(
  browser: Chromium,
  server: TestApp,
  { path }: AskedPage,
  { cookie, width }: { cookie: string; width: string },
): Promise<{ page: Page; measure: PageMeasure; close(): Promise<void> }> {
  const viewport = WINDOWS[width];
  if (viewport === undefined) throw new Error(`no window of ${width} px`);
  const address = typeof path === 'string' ? path : await path(server);
  const { page, close } = await openDashboard(browser, server, address, cookie, { viewport, timezoneId: READERS_ZONE });
  // A page that is still being read shows the same at two looks, too.
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  await settledTextOf(page);
  return { page, measure: await measurePage(page), close };
}
