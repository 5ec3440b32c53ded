import type { NoticeChannel, NoticeDigest, NoticeKind, Tier } from '@askusnow/sdk/contract';
import type { Database } from '../../../server/src/platform/db/database.ts';
import type { Notice } from '../../../server/src/help/notices/notice.ts';

const EVERY_CALL: NoticeKind[] = ['assistance-opened', 'assistance-escalated', 'assistance-taken', 'assistance-over'];

/** A call of harford's own desk. */
export const aNotice = (over: Partial<Notice> = {}): Notice => ({
  key: 'request:1:opened',
  kind: 'assistance-opened',
  tier: 'local',
  library: 'harford',
  subject: 'Harford desk: nobody is there since 14:00',
  text: 'The desk should be staffed until 17:00.\nhttps://ask.example.org/dashboard',
  data: { request: 1 },
  atMs: Date.parse('2026-05-04T18:00:00.000Z'),
  ...over,
});

interface RecipientRow {
  tier?: Tier;
  library?: string | null;
  channel?: NoticeChannel;
  address?: string | null;
  secret?: string | null;
  kinds?: NoticeKind[];
  digest?: NoticeDigest;
}

let added = 0;

/** Adds one as the route does; returns its id. */
export async function addRecipient({ db }: Database, row: RecipientRow = {}): Promise<number> {
  const { tier = 'local', channel = 'email', kinds = EVERY_CALL, secret = null, digest = null } = row;
  const { address = channel === 'atom' ? null : `desk-${(added += 1)}@harford.example` } = row;
  const { library = tier === 'local' ? 'harford' : null } = row;
  const at = new Date('2026-05-01T12:00:00.000Z');
  const { id } = await db
    .insertInto('notice_recipient')
    .values({
      tier,
      library_id: library,
      channel,
      address,
      secret,
      token_hash: null,
      kinds,
      digest,
      created_at: at,
      confirmed_at: at,
      by: 'test',
      stopped_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Every delivery, by notice's key and recipient. */
export const deliveriesOf = ({ db }: Database) =>
  db
    .selectFrom('notice_delivery')
    .innerJoin('notice', 'notice.id', 'notice_id')
    .select(['key', 'recipient_id', 'state', 'attempts', 'next_at', 'error'])
    .orderBy('key')
    .orderBy('recipient_id')
    .execute();
