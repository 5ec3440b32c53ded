import type { NoticeChannel, NoticeDigest, NoticeKind, Recipient, Tier } from '@askusnow/sdk';
import { presetOf, type Preset } from '../logic/notice-presets.js';
import { instantText } from './clock-text.js';

/** What people can be notified about, each a check box. */
export const KIND_WORDS: Record<NoticeKind, string> = {
  'assistance-opened': 'Help requested',
  'assistance-escalated': 'Request moved to the next tier',
  'assistance-taken': 'Request taken',
  'assistance-over': 'Request closed',
  'hour-offered': 'An hour that your library may accept',
  'hour-accepted': 'Hours accepted, or open again',
  'hour-unanswered': 'Hours that nobody has accepted',
  'feed-failing': 'Shift calendar cannot be read',
  'presence-failing': 'Live status fails',
  'hour-not-made-up': 'Hours not made up in time',
  'open-hours': 'Open hours next week (Thursdays)',
  'desk-expiring': 'Desk will soon be signed out',
  'placement-lost': 'Button lost on a page',
  'reports-refused': 'Views of the button not counted',
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
  'weekly-summary': 'Each Monday: the week in short',
  'monthly-report': 'Each month by the numbers, for administration',
  'problem-reported': 'Problem reported',
};
export const KINDS = Object.keys(KIND_WORDS) as NoticeKind[];

/** The channels of a notice, and the label of their addresses. */
export const CHANNEL_WORDS: Record<NoticeChannel, { name: string; address: string | null }> = {
  email: { name: 'Email', address: 'Email address' },
  teams: { name: 'Microsoft Teams', address: 'Address of the workflow, beginning with https' },
  slack: { name: 'Slack', address: 'Address of the incoming webhook, beginning with https' },
  webhook: { name: 'Webhook, signed', address: 'Address, beginning with https' },
  atom: { name: 'News feed', address: null },
};
export const CHANNELS = Object.keys(CHANNEL_WORDS) as NoticeChannel[];

export const TIER_WORDS: Record<Tier, string> = {
  local: 'This library',
  statewide: 'Requests at the statewide tier',
  global: 'Requests at the global tier',
};

/** "Email: desk@library.example"; "Slack: Reference desk" */
export const recipientName = ({ channel, address, name }: Pick<Recipient, 'channel' | 'address' | 'name'>): string =>
  [CHANNEL_WORDS[channel].name, address ?? name].filter((part) => part !== null).join(': ');

/** The names of presets, and what each sends, how often. */
export const PRESET_WORDS: Record<Preset, { name: string; sends: string }> = {
  urgent: {
    name: 'Urgent',
    sends: 'Calls for help, and a desk or calendar that stops working. Sent at once, at any hour.',
  },
  weekly: {
    name: 'Weekly',
    sends:
      'Clicks, coverage and open hours with nobody scheduled. One mail each Monday at 7 AM. For staff only: it shows small counts.',
  },
  month: {
    name: 'The month’s page only',
    sends: 'The month by the numbers, with your comment. One mail a month, on the third weekday at 7 AM.',
  },
  all: { name: 'Everything', sends: 'Each notice as it comes, with the week and the month.' },
};

const EVERYTHING = 'Everything: help, hours, button, policies';

/** How often what is not urgent is sent. */
export const DIGEST_WORDS: Record<NoticeDigest | 'each', string> = {
  each: 'Each notice as it comes',
  day: 'One mail a day, at 7 AM',
  week: 'One mail a week, Monday at 7 AM',
};

const wordsOf = (kinds: readonly NoticeKind[]): string =>
  kinds.map((kind) => (KIND_WORDS[kind] as string | undefined) ?? kind.replaceAll('-', ' ')).join(', ');

/** Few are left out: they are named, and not the many others. */
const FEW = 3;

/** "Urgent"; "Help requested, Request closed"; "All but Problem reported". Kinds of a later version by their names. */
export function kindsText(kinds: readonly NoticeKind[]): string {
  if (kinds.length === 0) return 'Has stopped these mails';
  const preset = presetOf(kinds);
  if (preset === 'all') return EVERYTHING;
  if (preset !== undefined) return PRESET_WORDS[preset].name;
  const missing = KINDS.filter((kind) => !kinds.includes(kind));
  return missing.length <= FEW ? `All but ${wordsOf(missing)}` : wordsOf(kinds);
}

/** The state of a recipient's deliveries, by the zone's clock. */
export function recipientState(
  { address, channel, failing, kinds, lastSentAt, pending }: Recipient,
  zone: string,
  nowMs: number,
): string {
  if (kinds.length === 0) return pending ? `The mails are not for ${address}, somebody there says.` : '';
  if (pending)
    return [pendingText(pending.until, address ?? '', zone, nowMs), failingText(failing, zone)].join(' ').trim();
  if (failing) return failingText(failing, zone);
  if (channel === 'atom') return 'For feed readers. The address was shown once.';
  const sent = lastSentAt === null ? 'Nothing sent yet' : `Last notified ${instantText(lastSentAt, zone)}`;
  return channel === 'email' ? `Confirmed. ${sent}` : sent;
}

const failingText = (failing: Recipient['failing'], zone: string): string =>
  failing === null ? '' : `Failing since ${instantText(failing.since, zone)}: ${failing.detail}`;

function pendingText(until: string | null, address: string, zone: string, nowMs: number): string {
  if (until === null) return `Nothing is sent before ${address} has opened a link. Send the link.`;
  return Date.parse(until) > nowMs
    ? `Waiting for ${address} to open the link, until ${instantText(until, zone)}. Nothing else is sent until then.`
    : `Nobody has opened the link that was mailed to ${address}. It ended ${instantText(until, zone)}: send it again.`;
}
