// In:    scripts of a library, or of the cooperative (library null).
// Out:   stored scripts with their audit entries.
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Script } from '@askusnow/sdk/contract';
import { ownedList } from '../../../cooperative/owned-list-store.ts';
import type { Tables } from '../../../platform/db/tables.ts';
import { WORKSPACE } from '../../workspace-channel.ts';
import type { ScriptTable } from '../tables.ts';

/** Max scripts of a library, and of the cooperative: more are not found in a chat. */
export const MAX_SCRIPTS = 200;

export const toScript = ({ library_id, changed_at, ...row }: Selectable<ScriptTable>): Script => ({
  ...row,
  library: library_id,
  changedAt: changed_at.toISOString(),
});

/** Of the library and of the cooperative. */
export const loadScripts = async (db: Kysely<Tables>, library: string): Promise<Script[]> =>
  (
    await db
      .selectFrom('script')
      .selectAll()
      .where((row) => row.or([row('library_id', '=', library), row('library_id', 'is', null)]))
      .orderBy(sql`lower(name)`)
      .orderBy('id')
      .execute()
  ).map(toScript);

export const scriptList = ownedList({
  table: 'script',
  what: 'script',
  max: MAX_SCRIPTS,
  channel: WORKSPACE,
  toAudited: ({ id, name, text, topic, language }) => ({ id, name, text, topic, language }),
});
