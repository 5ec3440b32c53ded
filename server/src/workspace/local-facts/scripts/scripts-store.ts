// In:    scripts of a library, or of the cooperative (library null).
// Out:   stored scripts with their audit entries.
// Never: overwrites what somebody else has written since the reader's revision.
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Script, ScriptChange } from '@askusnow/sdk/contract';
import { lockCooperative, lockLibrary } from '../../../cooperative/lock-store.ts';
import { addEntries, type Authorship } from '../../../platform/audit/audit-store.ts';
import type { Database } from '../../../platform/db/database.ts';
import type { Tables } from '../../../platform/db/tables.ts';
import { WORKSPACE } from '../../workspace-channel.ts';
import type { ScriptTable } from '../tables.ts';

type Db = Kysely<Tables>;

/** Max scripts of a library, and of the cooperative: more are not found in a chat. */
export const MAX_SCRIPTS = 200;
const UNIQUE_VIOLATION = '23505';

const toScript = ({
  id,
  library_id,
  name,
  text,
  topic,
  language,
  revision,
  changed_at,
  by,
}: Selectable<ScriptTable>): Script => ({
  id,
  library: library_id,
  name,
  text,
  topic,
  language,
  revision,
  changedAt: changed_at.toISOString(),
  by,
});

/** Of the library and of the cooperative. */
export const loadScripts = async (db: Db, library: string): Promise<Script[]> =>
  (
    await db
      .selectFrom('script')
      .selectAll()
      .where((row) => row.or([row('library_id', '=', library), row('library_id', 'is', null)]))
      .orderBy(sql`lower(name)`)
      .orderBy('id')
      .execute()
  ).map(toScript);

const subjectOf = (library: string | null): string => (library === null ? 'cooperative' : `library:${library}`);
const isOf = (library: string | null) => sql<boolean>`library_id is not distinct from ${library}`;
const isTaken = (error: unknown): boolean => (error as { code?: unknown }).code === UNIQUE_VIOLATION;

/** One change at a time: the next one counts this script. */
const lockScripts = (trx: Db, library: string | null): Promise<void> =>
  library === null ? lockCooperative(trx) : lockLibrary(trx, library);

/** `id` null: a new one. */
export async function saveScript(
  { db, changes }: Database,
  library: string | null,
  id: number | null,
  { revision, ...content }: ScriptChange,
  authorship: Authorship,
): Promise<Script | 'unknown' | 'stale' | 'taken' | 'full'> {
  const row = { ...content, revision: revision + 1, changed_at: new Date(authorship.atMs), by: authorship.by.label };
  try {
    return await db.transaction().execute(async (trx) => {
      await lockScripts(trx, library);
      const own = await trx
        .selectFrom('script')
        .select(['id', 'name', 'text', 'topic', 'language', 'revision'])
        .where(isOf(library))
        .forNoKeyUpdate()
        .execute();
      const before = own.find((each) => each.id === id);
      if (id !== null && before === undefined) return 'unknown';
      if ((before?.revision ?? 0) !== revision) return 'stale';
      if (id === null && own.length >= MAX_SCRIPTS) return 'full';
      const saved =
        id === null
          ? await trx
              .insertInto('script')
              .values({ library_id: library, ...row })
              .returningAll()
              .executeTakeFirstOrThrow()
          : await trx.updateTable('script').set(row).where('id', '=', id).returningAll().executeTakeFirstOrThrow();
      const action = id === null ? 'script-added' : 'script-changed';
      await addEntries(trx, authorship, [
        { subject: subjectOf(library), action, before: before ?? null, after: { id: saved.id, ...content } },
      ]);
      await changes.publish(WORKSPACE, trx);
      return toScript(saved);
    });
  } catch (error) {
    if (isTaken(error)) return 'taken';
    throw error;
  }
}

export const removeScript = (
  { db, changes }: Database,
  library: string | null,
  { id, revision }: Pick<Script, 'id' | 'revision'>,
  authorship: Authorship,
): Promise<'removed' | 'unknown' | 'stale'> =>
  db.transaction().execute(async (trx) => {
    const found = await trx
      .selectFrom('script')
      .select(['id', 'name', 'text', 'topic', 'language', 'revision'])
      .where(isOf(library))
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (found === undefined) return 'unknown';
    const { revision: current, ...before } = found;
    if (current !== revision) return 'stale';
    await trx.deleteFrom('script').where('id', '=', id).execute();
    await addEntries(trx, authorship, [{ subject: subjectOf(library), action: 'script-removed', before, after: null }]);
    await changes.publish(WORKSPACE, trx);
    return 'removed';
  });
