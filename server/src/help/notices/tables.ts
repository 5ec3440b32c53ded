// Out:   the rows of recipients, notices and deliveries.
import type { ColumnType, Generated } from 'kysely';
import type { NoticeChannel, NoticeKind, Tier } from '@askusnow/sdk/contract';
import type { Instant } from '../../platform/db/tables.ts';

/** Who is told, of what, how. Staff, never a patron. */
export interface NoticeRecipientTable {
  id: Generated<number>;
  /** The account that made it, for its quota. */
  made_by: ColumnType<number | null, number | null | undefined, number | null>;
  tier: Tier;
  library_id: string | null;
  channel: NoticeChannel;
  address: string | null;
  /** A webhook's signing secret: it must be had again to sign. */
  secret: string | null;
  /** An Atom feed's token. */
  token_hash: Buffer | null;
  kinds: NoticeKind[];
  created_at: Instant;
  by: string;
  /** No longer told. The row stays, since what was sent hangs on it. */
  stopped_at: Instant | null;
}

/** One thing to be told. `key` names the incident and the kind, so that it is told once. */
export interface NoticeTable {
  /** Also the mail's Message-ID and the webhook's id: whoever gets it twice can tell. */
  id: string;
  key: string;
  kind: NoticeKind;
  tier: Tier;
  library_id: string | null;
  subject: string;
  text: string;
  data: unknown;
  at: Instant;
}

/** A notice on its way to one recipient. */
export interface NoticeDeliveryTable {
  notice_id: string;
  recipient_id: number;
  state: 'waiting' | 'sent' | 'given-up';
  attempts: Generated<number>;
  next_at: Instant;
  sent_at: Instant | null;
  error: string | null;
}

export interface NoticesTables {
  notice_recipient: NoticeRecipientTable;
  notice: NoticeTable;
  notice_delivery: NoticeDeliveryTable;
}
