// Whatever is changed on screens, the exported file says it, and its import changes nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { exportCooperative, toYaml } from '../../../server/src/cooperative-file/export.ts';
import { importCooperative, type ImportResult } from '../../../server/src/cooperative-file/import.ts';
import { cooperativeFacts } from '../../../server/src/cooperative-file/registration.ts';
import { endDeskRegistration } from '../../../server/src/cooperative-file/desk-end-store.ts';
import {
  deskFacts,
  endLibraryRegistration,
  libraryFacts,
  saveCooperativeRegistration,
  saveDeskRegistration,
  saveLibraryRegistration,
} from '../../../server/src/cooperative-file/registration-store.ts';
import {
  loadCooperativeRegistration,
  loadDeskRegistrations,
  loadLibraryRegistration,
} from '../../../server/src/cooperative-file/registration-undo-store.ts';
import type { Cooperative } from '../../../server/src/cooperative-file/schema.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { Refusal } from '../../../server/src/platform/refusal.ts';
import { aCooperative } from '../../support/app/a-cooperative.ts';
import { forEachEngine } from '../../support/app/database.ts';
import { importOptions } from '../../support/data/cooperative-text.ts';
import { timesByTier } from '../../support/tier.ts';

const authorship = { by: { id: null, label: 'coordinator' }, atMs: importOptions.nowMs + 1000 };

/** Whether it was done: what the rules of the file refuse is not stored. */
const isDone = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    (error: unknown) => {
      if (error instanceof Refusal) return false;
      throw error;
    },
  );

/** Makes the other cooperative's entries on the screens, one by one, and ends what it has not. Returns how many were done, and how many desks ended. */
async function edit(database: Database, other: Cooperative, ends: boolean): Promise<[number, number]> {
  const done: boolean[] = [];
  const desks = new Map((await loadDeskRegistrations(database)).map(({ id, revision }) => [id, revision]));
  const { cooperative: head } = other;
  const { revision } = await loadCooperativeRegistration(database);
  const registration = cooperativeFacts(head);
  done.push(await isDone(saveCooperativeRegistration(database, { registration, revision }, authorship)));
  for (const queue of other.queues) {
    const desk = { id: queue.id, registration: deskFacts(queue), revision: desks.get(queue.id) ?? 0 };
    done.push(await isDone(saveDeskRegistration(database, desk, { egressAllow: [], authorship })));
  }
  const rows = await database.db.selectFrom('library').select(['id', 'removed']).execute();
  const there = rows.filter(({ removed }) => !removed).map(({ id }) => id);
  const revisionOf = async (id: string) => (await loadLibraryRegistration(database, id)).revision;
  for (const library of other.libraries) {
    const revision = there.includes(library.id) ? await revisionOf(library.id) : 0;
    const saved = { id: library.id, registration: libraryFacts(library), revision };
    done.push(await isDone(saveLibraryRegistration(database, saved, authorship)));
  }
  const others = there.filter((id) => ends && !other.libraries.some((library) => library.id === id));
  for (const id of others)
    done.push(await isDone(endLibraryRegistration(database, id, await revisionOf(id), authorship)));
  const ended: boolean[] = [];
  for (const { id, revision } of await loadDeskRegistrations(database))
    if (ends && !other.queues.some((queue) => queue.id === id))
      ended.push(await isDone(endDeskRegistration(database, id, revision, authorship)));
  return [[...done, ...ended].filter(Boolean).length, ended.filter(Boolean).length];
}

forEachEngine((engine, open) => {
  const RUNS = timesByTier(engine === 'postgres' ? 60 : 12, 1000);

  test(`registration: of ${RUNS} cooperatives that are changed on screens the exported file is the state, and its import changes nothing`, async () => {
    const database = await open();
    const importText = (text: string, replace: boolean): Promise<ImportResult> =>
      importCooperative(database, text, { ...importOptions, replace });
    let edits = 0;
    let endedDesks = 0;
    let overwriting = 0;
    await fc.assert(
      fc.asyncProperty(aCooperative, aCooperative, fc.boolean(), async (first, second, ends) => {
        const former = await toYaml(first);
        assert.ok('changes' in (await importText(former, true)));
        const [done, ended] = await edit(database, second, ends);
        edits += done;
        endedDesks += ended;
        const exported = await exportCooperative(database.db);
        // The file that the screens were begun on would undo what was changed there, and says so.
        const again = await importText(former, false);
        if ('edited' in again) overwriting += 1;
        else assert.equal(exported, await exportCooperative(database.db));
        const result = await importText(exported, false);
        assert.ok('changes' in result, JSON.stringify(result));
        assert.deepEqual(result.changes, []);
        assert.equal(await exportCooperative(database.db), exported);
      }),
      { numRuns: RUNS },
    );
    assert.ok(edits > RUNS && overwriting > RUNS / 2, `${edits} edits, ${overwriting} would be undone`);
    assert.ok(endedDesks > RUNS / 4, `${endedDesks} desks ended`);
  });
});
