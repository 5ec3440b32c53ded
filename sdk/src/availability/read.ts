import type { Availability } from '../contract/availability.js';
import { parse } from '../natives.js';

/** https, or http on a loopback host: where a patron may be sent to chat. */
const CHAT = /^(https:\/\/|http:\/\/(localhost|127(\.\d+){3}|\[::1])(:\d+)?(\/|$))/;
const WEB = /^https?:\/\//;

/** Throws a TypeError by itself where the address is not even there. */
const leadsElsewhere = (chat: { url: string } | null): boolean => chat !== null && !CHAT.test(chat.url);

/**
 * An instant in ms, or NaN: `Date.parse` is what old date libraries replace, the constructor is not.
 * Units: ms since the epoch.
 */
export const toMs = (instant: string | null | undefined): number => +new Date(instant ?? NaN);

/**
 * Reads what the availability door or its stream says, and refuses what could mislead: an unknown state, an answer
 * without a tier or an end, an address that is not https, hours out of order, a polling interval that would hammer.
 * Written by hand because a schema library weighs more than the rest of the page's code; a test holds it to the schema.
 * Errors: throws something, never mind what, where the text is not an Availability.
 */
export function readAvailability(text: string): Availability {
  const answer = parse(text) as Availability;
  const { state, tier, chat, fallback, tiers, validUntil, updates } = answer;
  let wrong =
    !/^(available|busy|unknown|closed)$/.test(state) ||
    (/^[ab]/.test(state) && !/^(local|statewide|global)$/.test(tier!)) ||
    !(toMs(validUntil) > 0) ||
    !(updates.everySec >= 5) ||
    !WEB.test(fallback.form ?? 'http://') ||
    !WEB.test(fallback.page ?? 'http://') ||
    leadsElsewhere(chat);
  for (const { chat, open } of tiers) {
    wrong ||= leadsElsewhere(chat);
    for (const [start, end] of open ?? []) wrong ||= !(toMs(start) < toMs(end));
  }
  if (wrong) throw new TypeError();
  return answer;
}
