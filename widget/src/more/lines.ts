import type { Availability } from '@askusnow/sdk';
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
  /** Of the tag's own sentences; absent: the cooperative's or the library's words. */
  lang?: string;
  /** Whether it stands before the other ways to ask. */
  isFirst: boolean;
}

/** The address of a telephone or a page; undefined: it is neither. */
function addressOf({ phone, page }: { phone?: string | undefined; page?: string | undefined }): string | undefined {
  if (phone) return `tel:${phone.replace(/[^\d+]/g, '')}`;
  return page && /^https?:/.test(page) ? page : undefined;
}

const msOf = (instant: string): number => +new Date(instant);

/**
 * The cooperative's urgent line while nobody can chat or nobody knows; the library's sentence until it ends; a reminder of the next
 * opening where the webmaster asks for it, while that is ahead. Pure but for the tag's attributes.
 */
export function linesOf(host: Element, { view, answer, now, words, endpoint }: Shown): Line[] {
  if (!answer) return [];
  const { urgent, message, library, tiers } = answer;
  const lines: Line[] = [];
  const isAway = view.state === 'closed' || view.state === 'unknown';
  const href = urgent && addressOf(urgent);
  if (href && isAway) lines.push({ text: urgent.text, href, isFirst: true });
  if (message && msOf(message.until) > now) lines.push({ text: message.text, isFirst: true });
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
