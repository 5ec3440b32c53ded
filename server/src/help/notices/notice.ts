// In:    nothing.
// Out:   what a notice is, what of it waits for one recipient, and what came of an attempt.
// Never: a word about a patron: a notice tells staff of desks, feeds and calls for help.
import type { NoticeChannel, NoticeKind, Tier } from '@askusnow/sdk/contract';

/** One thing to be told. */
export interface Notice {
  /** Names the incident and the kind: `request:7:opened`. A second notice with the same key is no notice. */
  key: string;
  kind: NoticeKind;
  /** Whose people hear it; `local`: those of `library`. */
  tier: Tier;
  library: string | null;
  /** One line of plain text. */
  subject: string;
  /** Plain text. */
  text: string;
  /** What a program may want to know, as JSON. */
  data: unknown;
  atMs: number;
}

/** A notice that has been kept. */
export interface KeptNotice extends Omit<Notice, 'key'> {
  id: string;
}

/** A notice on its way to one recipient, claimed by this process until `claimedUntilMs`. */
export interface Delivery {
  notice: KeptNotice;
  recipientId: number;
  channel: Exclude<NoticeChannel, 'atom'>;
  address: string;
  /** A webhook's signing secret; null for mail. */
  secret: string | null;
  /** This attempt included. It tells this claim from a later one. */
  attempts: number;
  claimedUntilMs: number;
}

/**
 * What came of an attempt; `failed` says why, in words that quote nobody: neither an address nor what the peer wrote.
 * `again: 'never'` the peer has refused it for good · `'stop'` the peer wants nothing more, ever · absent: later.
 */
export type Outcome =
  'sent' | { failed: string; again?: 'never' | 'stop'; /** What the peer asked for. */ notBeforeMs?: number };

/**
 * The same for every attempt, and different for each recipient: by this a receiver knows a repeated notice.
 * No full stop in it: Standard Webhooks joins id, timestamp and body with them.
 */
export const toDeliveryId = ({ notice, recipientId }: Pick<Delivery, 'notice' | 'recipientId'>): string =>
  `${notice.id}-${recipientId}`;
