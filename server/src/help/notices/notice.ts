// Out:   the types of a notice, its delivery to a recipient, and the outcome of an attempt.
// Never: contains anything about a patron: a notice tells staff about desks, calendars and help requests.
import { SUMMARY_KINDS, type NoticeChannel, type NoticeKind, type Tier } from '@askusnow/sdk/contract';

/** Asks a new address whether it wants notices: the only one that it gets before it has agreed. */
export const LINK_KIND = 'recipient-link';
/** What a liaison writes to all liaisons: each account gets it, but who has stopped these mails. No recipient is added for it. */
export const LIAISON_MESSAGE = 'liaison-message';
/** Asked for beside a channel, for that channel alone. */
export const TEST_KIND = 'recipient-test';
/** One mail with what has waited for it. */
export const DIGEST_KIND = 'digest';
export type SentKind = NoticeKind | typeof LINK_KIND | typeof LIAISON_MESSAGE | typeof TEST_KIND | typeof DIGEST_KIND;

const UNCHOSEN: readonly SentKind[] = [LINK_KIND, LIAISON_MESSAGE, TEST_KIND, DIGEST_KIND];
/** Whether it is one of those that a recipient is added for. */
export const isNoticeKind = (kind: SentKind): kind is NoticeKind => !UNCHOSEN.includes(kind);

/** Help requests: sent before anything else, and worth nothing after a day. */
export const URGENT: readonly SentKind[] = [
  'assistance-opened',
  'assistance-escalated',
  'assistance-taken',
  'assistance-over',
];
export const isUrgent = (kind: SentKind): boolean => URGENT.includes(kind);

/** Mails that a reader ends by the link in them. */
export const SUMMARIES: readonly SentKind[] = SUMMARY_KINDS;

/** One notice. */
export interface Notice {
  /** Names the incident and the kind: `request:7:opened`. A second notice with the same key is dropped. */
  key: string;
  kind: SentKind;
  /** The tier whose recipients get it; `local`: those of `library`. */
  tier: Tier;
  library: string | null;
  /** One line of plain text. */
  subject: string;
  /** Plain text. */
  text: string;
  /** The same for mail programs that show HTML; absent: plain text alone. */
  html?: string | null;
  /** Details for programs, as JSON. */
  data: unknown;
  /** The account that has written it, and gets the replies; absent: the server has. */
  sender?: number;
  /** An hour of a shared desk that it offers: a mail to an account's own address has a link that takes it. */
  offer?: number;
  atMs: number;
}

/** A stored notice. */
export interface KeptNotice extends Omit<Notice, 'key' | 'sender' | 'offer'> {
  id: string;
}

/** The delivery of a notice to one recipient, claimed by this process until `claimedUntilMs`. */
export interface Delivery {
  notice: KeptNotice;
  recipientId: number;
  channel: Exclude<NoticeChannel, 'atom'>;
  /** Null: the account has no address any more. */
  address: string | null;
  /** The sender's address; null: the notice has no sender, or it has no confirmed address any more. */
  replyTo: string | null;
  /** A webhook's signing secret; of mail, the token of the link that ends it; null: there is none. */
  secret: string | null;
  /** Of a link that takes the hour which the notice offers. */
  offerToken?: string | null;
  /** Includes this attempt. Distinguishes this claim from a later one. */
  attempts: number;
  claimedUntilMs: number;
}

/**
 * The outcome of an attempt. `failed` is the reason, without an address or the peer's text. `again: 'never'` the peer
 * refused it permanently · `'stop'` the peer wants no more notices · absent: retry later.
 */
export type DeliveryOutcome =
  | 'sent'
  | { failed: string; again?: 'never' | 'stop'; /** What the peer asked for. */ notBeforeMs?: number };

/**
 * The same for every attempt, and different for each recipient: a receiver detects a repeated notice by it. Without a
 * full stop: Standard Webhooks joins id, timestamp and body with them.
 */
export const toDeliveryId = ({ notice, recipientId }: Pick<Delivery, 'notice' | 'recipientId'>): string =>
  `${notice.id}-${recipientId}`;
