// Out:   the rows of recipients, notices and deliveries.
import type { ColumnType, Generated } from 'kysely';
import { LIAISON_MESSAGE_DAYS, type NoticeChannel, type NoticeDigest, type Tier } from '@askusnow/sdk/contract';
import type { Instant, ModuleTables } from '../../platform/db/tables.ts';
import { migrations } from './migrations.ts';
import type { SentKind } from './notice.ts';

/** Recipients of notices, with kinds and channel. Staff, never a patron. */
export interface NoticeRecipientTable {
  id: Generated<number>;
  /** The account that created it, for its quota. */
  made_by: ColumnType<number | null, number | null | undefined, number | null>;
  /** The account whose own mail it is, sent to its address as long as it has one; null: a recipient of its library or tier. */
  account_id: ColumnType<number | null, number | null | undefined, never>;
  tier: Tier;
  library_id: string | null;
  channel: NoticeChannel;
  address: string | null;
  /** What a channel of Teams or Slack is called; null: the address is shown. */
  name: ColumnType<string | null, string | null | undefined, never>;
  /** A webhook's signing secret, or the token of a mail's link, which agrees first and ends the mails later, in plain text: each sending needs it. */
  secret: string | null;
  /** Of an Atom feed's token, or a mailed link's. */
  token_hash: Buffer | null;
  kinds: SentKind[];
  /** One more with each change of the kinds. */
  revision: Generated<number>;
  /** Somebody at the address has stopped the week's and the month's mail by its link: no change brings them back. */
  without_summaries: Generated<boolean>;
  /** One mail a day or a week has what is not urgent; null: each notice as it comes. */
  digest: ColumnType<NoticeDigest | null, NoticeDigest | null | undefined, never>;
  created_at: Instant;
  by: string;
  /** When a mail address agreed; null: it gets nothing but its link, unless it is an account's own. */
  confirmed_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  /** Until then the mailed link works by which the address agrees; null: none was mailed, or it was used. */
  link_until: ColumnType<Date | null, Date | null | undefined, Date | null>;
  /** No longer notified. The row stays, since sent notices refer to it. */
  stopped_at: Instant | null;
}

/** One notice. `key` names the incident and the kind, so that it is sent once. */
export interface NoticeTable {
  /** Also the mail's Message-ID and the webhook's id: a receiver detects duplicates by it. */
  id: string;
  key: string;
  kind: SentKind;
  tier: Tier;
  library_id: string | null;
  subject: string;
  /** Of a mail to all liaisons it is erased after some days. */
  text: string;
  html: ColumnType<string | null, string | null | undefined, never>;
  data: unknown;
  /** The account that has written it, and gets the replies; null: the server has. */
  sender_id: ColumnType<number | null, number | null | undefined, never>;
  at: Instant;
}

/** The delivery of a notice to one recipient. */
export interface NoticeDeliveryTable {
  notice_id: string;
  recipient_id: number;
  /** `held`: for its recipient's next digest. `in-digest`: sent, or given up, with that. */
  state: 'waiting' | 'held' | 'in-digest' | 'sent' | 'given-up';
  attempts: Generated<number>;
  next_at: Instant;
  sent_at: Instant | null;
  error: string | null;
  /** The digest that it is in. */
  digest_id: ColumnType<string | null, string | null | undefined, string | null>;
  /** Of a link that takes an offered hour, in plain text until its mail is sent or given up. */
  token: ColumnType<string | null, string | null | undefined, string | null>;
}

/** A link, mailed to one account, that takes one hour for its library, once. */
export interface OfferLinkTable {
  token_hash: Buffer;
  account_id: number;
  library_id: string;
  /** The `cover_offer`. */
  offer_id: number;
  expires_at: Instant;
  used_at: Instant | null;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    notice_recipient: NoticeRecipientTable;
    notice: NoticeTable;
    notice_delivery: NoticeDeliveryTable;
    offer_link: OfferLinkTable;
  }
}

export const noticesTables: ModuleTables = {
  migrations,
  secretColumns: {
    notice_recipient: {
      address: 'mail addresses and webhooks of recipients',
      secret: 'signing secrets of webhooks and tokens of mailed links, in plain text',
      token_hash: 'hashes of feeds and mailed links',
    },
    notice_delivery: { token: 'links that take an offered hour, until their mail is sent, in plain text' },
    offer_link: { token_hash: 'hashes of links that take an offered hour' },
  },
  contents: {
    notice_recipient: {
      row: 'who is notified, of what, and how',
      people: {
        address: 'a mail address or a webhook of staff',
        by: 'the label of the account that made it',
        account_id: 'the account that the mail is for: about a library, or what liaisons write to all',
      },
      kept: 'always, marked as stopped: sent notices refer to it; the address is cleared when a person removes it',
    },
    notice: {
      row: 'the text of a notice about a desk or a site, or of a mail to all liaisons',
      people: {
        sender_id: 'the number of the account that has written to all liaisons',
        text: 'what it has written, with its label',
      },
      kept: `always: its key keeps it from being sent twice; what was written to all liaisons is erased after ${LIAISON_MESSAGE_DAYS} days`,
    },
    notice_delivery: {
      row: 'whether a notice has reached a recipient',
      kept: 'always: what was sent to whom, and when',
    },
    offer_link: {
      row: 'a mailed link that takes one offered hour for a library, once, within 24 hours',
      people: { account_id: 'the number of the account that was mailed it' },
      kept: 'with the hour that it takes',
    },
  },
};
