// In:    sealed fields of libraries; the server's keys.
// Out:   stored fields with their audit entries; a field with an audit entry of who revealed it; fields sealed anew after a
//        change of the key; how many do not open.
// Never: a value that is not sealed; a value in an audit entry; a sealed field that leaves this file without its entry.
import type { Kysely } from 'kysely';
import type { SealedField, SealedFieldName } from '@askusnow/sdk/contract';
import { takeUse } from '../../../accounts/quota-use-store.ts';
import { lockLibrary } from '../../../cooperative/lock-store.ts';
import {
  librarySubject,
  type AuditedChange,
  type Author,
  type Authorship,
} from '../../../platform/audit/audit-store.ts';
import { change } from '../../../platform/audit/change.ts';
import type { Database } from '../../../platform/db/database.ts';
import type { Tables } from '../../../platform/db/tables.ts';
import { notFound, Refusal, staleRevision, usedUp } from '../../../platform/refusal.ts';
import { WORKSPACE } from '../../workspace-channel.ts';
import type { Place, Sealed, Sealer } from './seal.ts';

type Db = Kysely<Tables>;
type FieldOf = Place & { field: SealedFieldName };

export const loadSealedFields = async (
  db: Db,
  library: string,
  hasKey: (keyId: string) => boolean,
): Promise<SealedField[]> => {
  const rows = await db
    .selectFrom('sealed_field')
    .select(['field', 'label', 'key_id', 'revision', 'changed_at', 'by'])
    .where('library_id', '=', library)
    .orderBy('field')
    .execute();
  return rows.map(({ key_id, changed_at, ...row }) => ({
    ...row,
    state: hasKey(key_id) ? 'sealed' : 'other-key',
    changedAt: changed_at.toISOString(),
  }));
};

const changed = (
  { library, field }: FieldOf,
  action: string,
  labels: { before?: string | undefined; after?: string } = {},
): AuditedChange => {
  const toValue = (label: string | undefined) => (label === undefined ? null : { field, label });
  return {
    subject: librarySubject(library),
    action,
    before: toValue(labels.before),
    after: toValue(labels.after) ?? { field },
  };
};

/** Errors: Refusal 409 `stale-revision`. */
export const saveSealedField = (
  database: Database,
  of: FieldOf,
  { label, sealed, revision }: { label: string; sealed: Sealed; revision: number },
  authorship: Authorship,
): Promise<void> =>
  change(database, WORKSPACE, authorship, async (trx, record) => {
    const { library, field } = of;
    // Serialises two first entries, of which neither finds a row.
    await lockLibrary(trx, library);
    const before = await trx
      .selectFrom('sealed_field')
      .select(['label', 'revision'])
      .where('library_id', '=', library)
      .where('field', '=', field)
      .executeTakeFirst();
    if ((before?.revision ?? 0) !== revision) throw staleRevision('field');
    const row = {
      label,
      key_id: sealed.keyId,
      sealed: sealed.bytes,
      revision: revision + 1,
      changed_at: new Date(authorship.atMs),
      by: authorship.by.label,
    };
    await trx
      .insertInto('sealed_field')
      .values({ library_id: library, field, ...row })
      .onConflict((conflict) => conflict.columns(['library_id', 'field']).doUpdateSet(row))
      .execute();
    record.entry(changed(of, 'sealed-field-set', { before: before?.label, after: label }));
  });

/** There may be none. Errors: Refusal 409 `stale-revision`. */
export const removeSealedField = (
  database: Database,
  of: FieldOf,
  revision: number,
  authorship: Authorship,
): Promise<void> =>
  change(database, WORKSPACE, authorship, async (trx, record) => {
    const before = await trx
      .selectFrom('sealed_field')
      .select(['label', 'revision'])
      .where('library_id', '=', of.library)
      .where('field', '=', of.field)
      .forUpdate()
      .executeTakeFirst();
    if (before === undefined) return;
    if (before.revision !== revision) throw staleRevision('field');
    await trx.deleteFrom('sealed_field').where('library_id', '=', of.library).where('field', '=', of.field).execute();
    record.entry(changed(of, 'sealed-field-removed', { before: before.label }));
  });

/**
 * It is returned after its audit entry is committed.
 * Errors: Refusal 404: none was entered, 409 `other-key`: no key opens it, 429 `quota-reached`.
 */
export const revealSealedField = (
  database: Database,
  of: FieldOf,
  sealer: Sealer,
  authorship: Authorship & { by: Extract<Author, { id: number }> },
): Promise<string> =>
  change(database, null, authorship, async (trx, record) => {
    const row = await trx
      .selectFrom('sealed_field')
      .select(['key_id', 'sealed'])
      .where('library_id', '=', of.library)
      .where('field', '=', of.field)
      .executeTakeFirst();
    if (row === undefined) throw notFound();
    const value = sealer.open(of, { keyId: row.key_id, bytes: row.sealed });
    if (value === null)
      throw new Refusal(
        409,
        'other-key',
        'This field was sealed with another key. Enter it again, or have the former key brought back.',
      );
    const full = await takeUse(trx, { account: authorship.by.id, quota: 'reveals' }, authorship.atMs);
    if (full) throw usedUp(`Your account can reveal ${full.max} sealed fields in 24 hours.`, full);
    record.entry(changed(of, 'sealed-field-revealed'));
    return value;
  });

/** All of the cooperative: at most two a library. */
const loadAll = (db: Db) => db.selectFrom('sealed_field').select(['library_id', 'field', 'key_id', 'sealed']).execute();

/** Seals with the present key what the former one opens. Returns how many. */
export async function resealFields(db: Db, sealer: Sealer): Promise<number> {
  let count = 0;
  for (const { library_id, field, key_id, sealed } of await loadAll(db)) {
    if (key_id === sealer.keyId) continue;
    const place = { library: library_id, field };
    const value = sealer.open(place, { keyId: key_id, bytes: sealed });
    if (value === null) continue;
    const anew = sealer.seal(place, value);
    // Unless somebody has entered another value meanwhile.
    const { numUpdatedRows } = await db
      .updateTable('sealed_field')
      .set({ key_id: anew.keyId, sealed: anew.bytes })
      .where('library_id', '=', library_id)
      .where('field', '=', field)
      .where('sealed', '=', sealed)
      .executeTakeFirst();
    count += Number(numUpdatedRows);
  }
  return count;
}

export interface SealCheck {
  fields: number;
  /** No key of this configuration opens them. */
  unopened: number;
}

export async function checkSealedFields(db: Db, sealer: Sealer | null): Promise<SealCheck> {
  const rows = await loadAll(db);
  const opens = ({ library_id, field, key_id, sealed }: (typeof rows)[number]): boolean =>
    sealer !== null && sealer.open({ library: library_id, field }, { keyId: key_id, bytes: sealed }) !== null;
  return { fields: rows.length, unopened: rows.filter((row) => !opens(row)).length };
}
