import type { NoticeChannel, NoticeKind, Recipient, Role, Tier } from '@askusnow/sdk';
import { instantText } from './clock-text.js';

/** What people can be notified about, each a check box. */
export const KIND_WORDS: Record<NoticeKind, string> = {
  'assistance-opened': 'Help requested',
  'assistance-escalated': 'Request moved to the next tier',
  'assistance-taken': 'Request taken',
  'assistance-over': 'Request closed',
  'feed-failing': 'Shift calendar cannot be read',
  'presence-failing': 'Presence source does not answer',
  'desk-expiring': 'Desk will soon be signed out',
  'placement-lost': 'Button lost on a page',
  'reports-refused': 'Reports of the button refused',
  'counts-suspect': 'Counts may not come from people',
  'questions-to-count': 'Weeks to count questions',
  'contact-changed': 'A contact says that something has changed',
  'contacts-due': 'Contacts not verified for half a year',
  'follow-ups-received': 'Follow-ups handed over to the library',
  'follow-ups-overdue': 'Follow-ups overdue',
  'policy-error-reported': 'Errors reported on policy pages',
  'policy-review-due': 'Policy pages to review soon',
  announcement: 'Announcements of the coordinator',
  'announcement-unacknowledged': 'Announcements not acknowledged',
  'refresher-requested': 'Refresher requested',
  'meeting-ahead': 'Statewide meetings, a week before',
  'monthly-report': 'Each month by the numbers, for administration',
  'problem-reported': 'Problem reported',
};
export const KINDS = Object.keys(KIND_WORDS) as NoticeKind[];

/** The channels of a notice, and the label of their addresses. */
export const CHANNEL_WORDS: Record<NoticeChannel, { name: string; address: string | null }> = {
  email: { name: 'Email', address: 'Email address' },
  webhook: { name: 'Webhook, signed', address: 'Address, beginning with https' },
  atom: { name: 'Atom feed', address: null },
};
export const CHANNELS = Object.keys(CHANNEL_WORDS) as NoticeChannel[];

/** "Email is not set up on this server." */
export const notSetUpText = (channel: NoticeChannel): string =>
  `${CHANNEL_WORDS[channel].name} is not set up on this server.`;

/** Who can set a channel up. */
export const setUpText = (reader: Role): string =>
  reader === 'coordinator'
    ? 'Ask the person who runs the server to set it up.'
    : 'Ask your coordinator to have it set up.';

export const TIER_WORDS: Record<Tier, string> = {
  local: 'This library',
  statewide: 'Requests at the statewide tier',
  global: 'Requests at the global tier',
};

/** "Email: desk@library.example" */
export const recipientName = ({ channel, address }: Pick<Recipient, 'channel' | 'address'>): string =>
  address === null ? CHANNEL_WORDS[channel].name : `${CHANNEL_WORDS[channel].name}: ${address}`;

/** "Help requested, Request closed"; kinds of a later version by their names. */
export const kindsText = (kinds: readonly NoticeKind[]): string =>
  kinds.length === 0
    ? 'Has stopped these mails'
    : kinds.length === KINDS.length
      ? 'Everything'
      : kinds.map((kind) => (KIND_WORDS[kind] as string | undefined) ?? kind.replaceAll('-', ' ')).join(', ');

/** The state of a recipient's deliveries, by the zone's clock. */
export function recipientState({ channel, failing, lastSentAt }: Recipient, zone: string): string {
  if (failing) return `Failing since ${instantText(failing.since, zone)}: ${failing.detail}`;
  if (channel === 'atom') return 'Loaded by feed readers';
  return lastSentAt === null ? 'Nothing sent yet' : `Last notified ${instantText(lastSentAt, zone)}`;
}

/** A script that reports a desk as available while it runs. */
export const heartbeatScript = (endpoint: string, token: string): string =>
  `while :; do curl -fsS -m 10 ${endpoint}/v1/heartbeat -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' -d "{\\"state\\":\\"available\\",\\"seq\\":$(date +%s)}"; sleep 30; done`;
