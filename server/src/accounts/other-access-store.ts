// In:    a library, an account that reads who has access to it.
// Out:   the accounts of the library and of its own desk that this account has not invited or may not end.
// Never: an address, a phone or a day of sign-in: they are for the person, for the inviter and for coordinators.
import { sql, type Kysely, type SqlBool } from 'kysely';
import type { OtherAccess } from '@askusnow/sdk/contract';
import { acrossLibraries } from '../platform/db/request-deadline.ts';
import type { Tables } from '../platform/db/tables.ts';
import { isTheirs } from './colleague-store.ts';

/** Beyond what the policies of rows show an account: itself and those that it has invited. The guard has admitted it to the library. */
export const loadOtherAccess = (db: Kysely<Tables>, library: string, by: number): Promise<OtherAccess[]> =>
  acrossLibraries(() =>
    db
      .selectFrom('account')
      .select(['label', 'role'])
      .where('ended_at', 'is', null)
      .where('account.id', '<>', by)
      .where(sql<SqlBool>`${isTheirs(by)} is not true`)
      .where(
        sql<SqlBool>`(exists (select from account_library where account_id = account.id and library_id = ${library})
        or exists (select from account_queue join library_queue using (queue_id) join queue on queue.id = queue_id
          where account_id = account.id and library_id = ${library} and queue.tier = 'local'))`,
      )
      .orderBy('role')
      .orderBy(sql`lower(label)`)
      .orderBy('account.id')
      .execute(),
  );
