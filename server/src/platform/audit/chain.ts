// In:    an entry's content and the hash of the entry before it.
// Out:   the entry's hash.
// Never: depends on the order of keys, which jsonb does not keep.
import { createHash } from 'node:crypto';
import type { Role } from '@askusnow/sdk/contract';

/** What an entry says. Its number is its place in the chain, and no part of its content. */
export interface EntryContent {
  at: Date;
  account_id: number | null;
  program: string | null;
  role: Role | null;
  subject: string;
  action: string;
  before: unknown;
  after: unknown;
  note: string | null;
}

/** What the first entry follows. */
export const CHAIN_START: Buffer = Buffer.alloc(32);

const sortKeys = (_key: string, value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;

/**
 * One text for one content: an array in this order, the keys of objects sorted. Without a role it ends with the note,
 * as entries of before roles were recorded do.
 */
export const canonicalEntry = ({
  at,
  account_id,
  program,
  role,
  subject,
  action,
  before,
  after,
  note,
}: EntryContent): string =>
  JSON.stringify(
    [at.toISOString(), account_id, program, subject, action, before, after, note, ...(role ? [role] : [])],
    sortKeys,
  );

/** SHA-256 over the 32 bytes of the previous hash and the content in UTF-8. */
export const entryHash = (previous: Buffer, content: EntryContent): Buffer =>
  createHash('sha256').update(previous).update(canonicalEntry(content)).digest();
