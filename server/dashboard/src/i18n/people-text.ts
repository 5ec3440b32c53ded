import type { NoticeChannel, NoticeKind, Recipient, Role, Tier } from '@askusnow/sdk';
import { instantText } from './clock-text.js';

/** What people can be told of, as a box to tick. */
export const KIND_WORDS: Record<NoticeKind, string> = {
  'assistance-opened': 'Help is asked for',
  'assistance-escalated': 'A request has moved on to the next tier',
  'assistance-taken': 'Somebody has taken a request',
  'assistance-over': 'A request is over',
  'feed-failing': 'A calendar of shifts cannot be read',
  'presence-failing': 'A presence source does not answer',
  'desk-expiring': 'A desk is about to be signed out',
};
export const KINDS = Object.keys(KIND_WORDS) as NoticeKind[];

/** How a notice travels, and what its address is called. */
export const CHANNEL_WORDS: Record<NoticeChannel, { name: string; address: string | null }> = {
  email: { name: 'E-mail', address: 'Mail address' },
  webhook: { name: 'Webhook, signed', address: 'Address, beginning with https' },
  atom: { name: 'Atom feed', address: null },
};
export const CHANNELS = Object.keys(CHANNEL_WORDS) as NoticeChannel[];

/** "E-mail is not set up on this server." */
export const notSetUpText = (channel: NoticeChannel): string =>
  `${CHANNEL_WORDS[channel].name} is not set up on this server.`;

/** Who can change that. */
export const setUpText = (reader: Role): string =>
  reader === 'coordinator' ? 'Whoever runs the server can set it up.' : 'Your coordinator can have it set up.';

export const TIER_WORDS: Record<Tier, string> = {
  local: 'This library',
  statewide: 'Requests that have come to the statewide desk',
  global: 'Requests that have come to the global cooperative',
};

/** "E-mail: desk@library.example" */
export const recipientName = ({ channel, address }: Pick<Recipient, 'channel' | 'address'>): string =>
  address === null ? CHANNEL_WORDS[channel].name : `${CHANNEL_WORDS[channel].name}: ${address}`;

/** "Help is asked for, A request is over"; kinds of a later version by their names. */
export const kindsText = (kinds: readonly NoticeKind[]): string =>
  kinds.length === KINDS.length
    ? 'Everything'
    : kinds.map((kind) => (KIND_WORDS[kind] as string | undefined) ?? kind.replaceAll('-', ' ')).join(', ');

/** How it goes, by the reader's own clock. */
export function recipientState({ channel, failing, lastSentAt }: Recipient, zone: string): string {
  if (failing) return `Failing since ${instantText(failing.since, zone)}: ${failing.detail}`;
  if (channel === 'atom') return 'Read whenever its reader asks';
  return lastSentAt === null ? 'Nothing sent yet' : `Last told ${instantText(lastSentAt, zone)}`;
}

/** A script that says for a desk that somebody is there, for as long as it runs. */
export const heartbeatScript = (endpoint: string, token: string): string =>
  `while :; do curl -fsS -m 10 ${endpoint}/v1/heartbeat -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' -d "{\\"state\\":\\"available\\",\\"seq\\":$(date +%s)}"; sleep 30; done`;
