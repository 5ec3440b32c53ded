import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { DeskRegistration, LibraryRegistration } from '@askusnow/sdk/contract';
import { exportCooperative, toYaml } from '../../../server/src/cooperative-file/export.ts';
import { parseCooperativeFile } from '../../../server/src/cooperative-file/file.ts';
import { importCooperative } from '../../../server/src/cooperative-file/import.ts';
import { createRegistry, type Registry } from '../../../server/src/cooperative/registry.ts';
import { changedLibraries, type Changed } from '../../../server/src/cooperative/store.ts';
import {
  endLibraryRegistration,
  saveDeskRegistration,
  saveLibraryRegistration,
} from '../../../server/src/cooperative-file/registration-store.ts';
import {
  loadDeskRegistration,
  loadLibraryRegistration,
} from '../../../server/src/cooperative-file/registration-undo-store.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { aCooperative } from '../../support/app/a-cooperative.ts';
import { aCooperativeText, CARROLL, importOptions } from '../../support/data/cooperative-text.ts';
import { forEachEngineByTier } from '../../support/app/database.ts';
import { eventually } from '../../support/waiting.ts';

async function put(database: Database, text: string): Promise<void> {
  const result = await importCooperative(database, text, { ...importOptions, replace: true });
  assert.ok('changes' in result, JSON.stringify(result));
}

/** Resolves once the registry, by its notifications alone, has what is expected. */
function until(registry: Registry, isKnown: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isKnown()) return;
      stop();
      resolve();
    };
    const stop = registry.onReload(look);
    look();
  });
}

forEachEngineByTier((engine, open) => {
  test('registry: any cooperative, imported over any other, is exported as it is', async () => {
    const database = await open();
    await fc.assert(
      fc.asyncProperty(aCooperative, async (cooperative) => {
        await put(database, await toYaml(cooperative));
        const exported = parseCooperativeFile(await exportCooperative(database.db), importOptions);
        assert.ok('cooperative' in exported, JSON.stringify(exported));
        assert.deepEqual(exported.cooperative, cooperative);
      }),
      { numRuns: engine === 'pglite' ? 25 : 40 },
    );
  });

  test('registry: the registry knows libraries, queues and origins as the file says them', async () => {
    const database = await open();
    await put(database, aCooperativeText());
    const registry = await createRegistry(database);
    assert.equal(registry.cooperativeName(), 'Test Cooperative');
    assert.deepEqual(
      registry.libraries().map(({ id, live }) => [id, live]),
      [
        ['carroll', false],
        ['harford', true],
      ],
    );
    assert.deepEqual(registry.queue('statewide'), {
      id: 'statewide',
      name: 'Statewide desk',
      tier: 'statewide',
      zone: 'America/New_York',
      presence: null,
      languages: null,
    });
    const harford = registry.library('harford');
    assert.deepEqual(harford?.queues, [
      { tier: 'local', queueId: 'harford-desk', chatUrl: 'https://chat.example.org/harford', languages: null },
      { tier: 'statewide', queueId: 'statewide', chatUrl: null, languages: null },
    ]);
    assert.deepEqual(harford?.fallback, {
      ...{ phone: '410-555-0100', tel: '4105550100' },
      page: 'https://www.harford.example.org/ask',
    });
    const [page] = harford?.keyPages ?? [];
    assert.deepEqual(
      { ...page, id: 0 },
      {
        id: 0,
        name: 'Home page',
        origin: null,
        pattern: '/',
        placement: 'header',
        viewport: null,
        minPatterns: 1,
        weight: 1,
        kind: null,
      },
    );
    const carroll = registry.library('carroll')!;
    assert.deepEqual(registry.originOf(carroll, 'https://catalog.carroll.example.org'), carroll.origins[0]);
    assert.equal(registry.originOf(carroll, 'https://carroll.example.org'), undefined);
    assert.equal(registry.originOf(carroll, 'https://www.harford.example.org'), undefined);
    await registry.close();
  });

  test('registry: an import is in every registry once it has committed, and a closed one is left alone', async () => {
    const database = await open();
    const registry = await createRegistry(database);
    const closed = await createRegistry(database);
    await closed.close();
    assert.deepEqual(registry.libraries(), []);
    assert.equal(registry.cooperativeName(), '');

    await put(database, aCooperativeText());
    await until(registry, () => registry.library('carroll') !== undefined);
    assert.ok(registry.originOf(registry.library('harford')!, 'http://127.0.0.1:8080'));

    await put(database, aCooperativeText([CARROLL, ''], ['      - "${PUBLIC_URL}"\n', '']));
    await until(registry, () => registry.library('carroll') === undefined);
    assert.equal(registry.originOf(registry.library('harford')!, 'http://127.0.0.1:8080'), undefined);
    assert.deepEqual(closed.libraries(), []);
    await registry.close();
  });

  test('registry: after a lost connection came back, everything is read again', async () => {
    const database = await open();
    await put(database, aCooperativeText());
    const registry = await createRegistry(database);
    await database.db.updateTable('library').set({ name: 'Changed unheard' }).where('id', '=', 'harford').execute();
    await database.changes.publish('everything');
    await until(registry, () => registry.library('harford')?.name === 'Changed unheard');
    await registry.close();
  });

  test('registry: a reload shows what was committed before it was asked for, however many ask', async () => {
    const database = await open();
    await put(database, aCooperativeText());
    const registry = await createRegistry(database);
    for (const name of ['one', 'two', 'three']) {
      const earlier = [registry.reload(), registry.reload()];
      await database.db.updateTable('library').set({ name }).where('id', '=', 'harford').execute();
      await registry.reload();
      assert.equal(registry.library('harford')?.name, name);
      await Promise.all(earlier);
    }
    await registry.close();
  });

  test('registry: what is registered is read alone, and is in the end what a new registry reads', async () => {
    const database = await open();
    await put(database, aCooperativeText());
    const registry = await createRegistry(database);
    const seen: Changed[] = [];
    registry.onReload((changed) => seen.push(changed));
    const authorship = { by: { id: null, label: 'coordinator' }, atMs: importOptions.nowMs };
    const saveLibrary = async (id: string, edit: Partial<LibraryRegistration>) => {
      const { registration, revision } = await loadLibraryRegistration(database, id);
      await saveLibraryRegistration(database, { id, registration: { ...registration, ...edit }, revision }, authorship);
    };
    const saveDesk = async (id: string, edit: Partial<DeskRegistration>) => {
      const { registration, revision } = await loadDeskRegistration(database, id);
      const desk = { id, registration: { ...registration, ...edit }, revision };
      await saveDeskRegistration(database, desk, { egressAllow: [], authorship });
    };
    const { registration } = await loadLibraryRegistration(database, 'carroll');
    const added = { ...registration, origins: ['https://allegany.example'] };
    await saveLibraryRegistration(database, { id: 'allegany', registration: added, revision: 0 }, authorship);
    await saveLibrary('carroll', { name: 'Aaron', live: true });
    await saveDesk('statewide', { name: 'All of us', languages: ['es'] });
    await until(registry, () => registry.queue('statewide')?.name === 'All of us');
    assert.equal(registry.librariesByName()[0]!.name, 'Aaron');
    assert.deepEqual(registry.library('allegany')!.queues[0]!.languages, ['es'], 'a library’s copy follows its desk');
    assert.deepEqual(
      registry.librariesOf('statewide').map(({ id }) => id),
      ['allegany', 'carroll', 'harford'],
    );
    const { revision } = await loadLibraryRegistration(database, 'allegany');
    await endLibraryRegistration(database, 'allegany', revision, authorship);
    await until(registry, () => registry.library('allegany') === undefined);
    // Late notifications of the import, which read all, may still come.
    await eventually(async () => {
      seen.length = 0;
      await registry.reload(changedLibraries('carroll'));
      return seen.some((changed) => changed !== 'all' && changed.libraries.has('carroll'));
    });
    const fresh = await createRegistry(database);
    for (const read of [
      (each: Registry) => each.libraries(),
      (each: Registry) => each.librariesByName(),
      (each: Registry) => each.queues(),
      (each: Registry) => each.queuesByName(),
      (each: Registry) => each.librariesOf('statewide'),
    ])
      assert.deepEqual(read(registry), read(fresh));
    await registry.close();
    await fresh.close();
  });
});
