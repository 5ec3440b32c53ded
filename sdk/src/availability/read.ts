import type { Availability } from '../contract/availability.js';
import { POLL_MAX_SEC, POLL_MIN_SEC } from '../contract/limits.js';
import { parse } from '../natives.js';

/**
 * https, or http on a loopback host: where a patron may be sent to chat. The host is the parsed one, since an address may name
 * another before an `@`.
 */
const isChat = (url: string): boolean => {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1])$/.test(hostname));
};

/**
 * An instant in ms, or NaN: `Date.parse` is what old date libraries replace, the constructor is not.
 * Units:  ms since the epoch.
 * Errors: none: what is no instant is NaN.
 * @example toMs('2026-11-24T14:00:00.000Z') // 1795528800000
 */
export const toMs = (instant: string | null | undefined): number => +new Date(instant ?? NaN);

/**
 * Reads what the availability route or its stream sends, and refuses what could mislead: an unknown state, an answer
 * without a tier or an end, an address of the wrong kind, hours out of order, a polling interval that would hammer
 * or never come round.
 * Written without a schema library, which would weigh more than the rest of the page's code; a test compares it with the schema.
 * Errors: throws something, never mind what, where the text is not an Availability.
 * @example const { state } = readAvailability(await response.text());
 */
export function readAvailability(text: string): Availability {
  const answer = parse(text) as Availability;
  const { form, page } = answer.fallback;
  let wrong =
    !/^((available|busy),(local|statewide|global)|(unknown|closed),.*)$/.test([answer.state, answer.tier].join()) ||
    !(toMs(answer.validUntil) > 0) ||
    !(answer.updates.everySec >= POLL_MIN_SEC && answer.updates.everySec <= POLL_MAX_SEC);
  for (const url of [form, page]) wrong ||= !/^https?:/.test(url ?? 'http:');
  for (const { chat, open } of [answer, ...answer.tiers] as Availability['tiers']) {
    wrong ||= chat !== null && !isChat(chat.url);
    for (const [start, end] of open ?? []) wrong ||= !(toMs(start) < toMs(end));
  }
  if (wrong) throw new TypeError();
  return answer;
}
