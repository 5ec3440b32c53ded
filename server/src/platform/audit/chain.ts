// In:    an entry's content and the hash of the entry before it.
// Out:   the entry's hash.
// Never: depends on the order of keys, which jsonb does not keep.
import { createHash } from 'node:crypto';
import type { Role } from '@askusnow/sdk/contract';

/** What an entry says. Its number is its place in the chain, and no part of its content. */
export interface EntryContent {
  /** In UTC, with its microseconds. */
  at: string;
  account_id: number | null;
  program: string | null;
  role: Role | null;
  subject: string;
  action: string;
  before: unknown;
  after: unknown;
  note: string | null;
  /** The rule that it was hashed by. */
  hash_version: number;
}

/** Version 1 hashed times to the millisecond; what was hashed by it stays so. */
export const HASH_VERSION = 2;

/** What the first entry follows. */
export const CHAIN_START: Buffer = Buffer.alloc(32);

const sortKeys = (_key: string, value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;

/**
 * One text for one content: an array in this order, the keys of objects sorted. In version 1 the role stands at the end,
 * where one was recorded.
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
  hash_version,
}: EntryContent): string =>
  JSON.stringify(
    hash_version === 1
      ? [`${at.slice(0, 23)}Z`, account_id, program, subject, action, before, after, note, ...(role ? [role] : [])]
      : [hash_version, at, account_id, program, role, subject, action, before, after, note],
    sortKeys,
  );

/** SHA-256 over the 32 bytes of the previous hash and the content in UTF-8. */
export const entryHash = (previous: Buffer, content: EntryContent): Buffer =>
  createHash('sha256').update(previous).update(canonicalEntry(content)).digest();
