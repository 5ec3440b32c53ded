import type { Availability, Urgent } from '@askusnow/sdk';
import type { Language } from '../language.js';
import { english } from '../later-words.js';
import type { View } from '../view.js';

/** What the tag knows when it shows something. */
export interface Shown {
  view: Pick<View, 'state'>;
  answer: Availability | null | undefined;
  /** The estimated time of the server's clock. Units: ms since the epoch. */
  now: number;
  words: Language;
  endpoint: string;
}

/** One thing to show a patron below the status. */
export interface Line {
  text: string;
  /** Absent: a sentence without an address. */
  href?: string;
  /** The language that the tag speaks; absent: the cooperative's or the library's words, without a translation. */
  lang?: string;
  /** Whether it stands before the other ways to ask. */
  isFirst: boolean;
}

interface Sentence {
  text: string;
  translations?: Record<string, string> | undefined;
}

/** The address of a telephone or a page; undefined: it is neither. */
function addressOf({ phone, tel, page }: Pick<Urgent, 'phone' | 'tel' | 'page'>): string | undefined {
  if (phone) return `tel:${tel ?? phone}`;
  return page && /^https?:/.test(page) ? page : undefined;
}

/** A sentence as the tag speaks it, else as it is written. */
function inLanguage({ text, translations }: Sentence, { tag, lang }: Language): Pick<Line, 'text' | 'lang'> {
  const translation = tag && translations?.[tag];
  return translation ? { text: translation, lang } : { text };
}

const msOf = (instant: string): number => +new Date(instant);

/**
 * The cooperative's urgent line while nobody can chat or nobody knows; the library's sentence until it ends; a reminder of the next
 * opening where the webmaster asks for it, while that is ahead. Pure but for the tag's attributes.
 */
export function linesOf(host: Pick<Element, 'getAttribute'>, { view, answer, now, words, endpoint }: Shown): Line[] {
  if (!answer) return [];
  const { urgent, message, library, tiers } = answer;
  const lines: Line[] = [];
  const isAway = view.state === 'closed' || view.state === 'unknown';
  const href = urgent && addressOf(urgent);
  if (href && isAway) lines.push({ ...inLanguage(urgent, words), href, isFirst: true });
  if (message && msOf(message.until) > now) lines.push({ ...inLanguage(message, words), isFirst: true });
  const isAhead = tiers.some(({ open }) => open?.some(([start]) => msOf(start) > now));
  const remind = host.getAttribute('remind');
  if (remind !== null && remind !== 'false' && view.state === 'closed' && isAhead)
    lines.push({
      text: (words.later ?? english).remind,
      lang: (words.later ? words : english).lang,
      href: `${endpoint}/v1/libraries/${library}/next-opening.ics`,
      isFirst: false,
    });
  return lines;
}
