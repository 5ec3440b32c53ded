// docs/data-flow.md is what the schema and the code say: every table, and what really deletes its rows.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { BATCH_DAYS, HOUR_MONTHS } from '../../../server/src/visibility/tables.ts';
import { CONTENTS } from '../../../server/src/schema.ts';
import { plansFor } from '../../../server/src/visibility/ingest/partitions.ts';
import { forEachEngine } from '../../support/app/database.ts';
import { DATA_FLOW_FILE, loadCatalog, renderDataFlow } from '../../support/data/data-flow.ts';

forEachEngine((engine, open) => {
  test('data flow: docs/data-flow.md is what `npm run data-flow` makes of the schema', async () => {
    const { db } = await open();
    const catalog = await loadCatalog(db);
    assert.deepEqual(Object.keys(CONTENTS).sort(), catalog.map(({ name }) => name).sort(), 'tables without contents');
    for (const { name, columns } of catalog)
      for (const column of Object.keys(CONTENTS[name]?.people ?? {})) assert.ok(columns.includes(column), column);
    const written = readFileSync(DATA_FLOW_FILE, 'utf8');
    assert.equal(written, await renderDataFlow(written, catalog), 'run `npm run data-flow`');
  });

  test('data flow: what is partitioned is dropped by its days or months, and never row by row', async () => {
    const { db } = await open();
    const dropped = Object.keys(CONTENTS).filter((name) =>
      CONTENTS[name]!.deletedIn?.includes('visibility/ingest/partitions.ts'),
    );
    const partitioned = (await loadCatalog(db)).filter(({ isPartitioned }) => isPartitioned).map(({ name }) => name);
    assert.deepEqual(dropped.sort(), partitioned);
    assert.deepEqual(
      plansFor(0)
        .map(({ table }) => table as string)
        .sort(),
      partitioned,
    );
    for (const name of partitioned) assert.equal(CONTENTS[name]!.deletedIn?.length, 1);
  });

  test('data flow: mutant: a document that was written by hand is found, and so is a table that it lacks', async () => {
    const { db } = await open();
    const catalog = await loadCatalog(db);
    const written = readFileSync(DATA_FLOW_FILE, 'utf8');
    const edited = written.replace(
      '13 whole months and the current one; then',
      '12 whole months and the current one; then',
    );
    assert.notEqual(edited, written);
    assert.equal(await renderDataFlow(edited, catalog), written);
    assert.notEqual(await renderDataFlow(written, catalog.slice(1)), written);
  });
});

const SOURCE = 'server/src/';
const sources = new Map(
  globSync(`${SOURCE}**/*.ts`, { exclude: [`${SOURCE}**/migrations.ts`] }).map((file) => [
    file.slice(SOURCE.length),
    readFileSync(file, 'utf8'),
  ]),
);
/** An owned list deletes rows of its table. */
const DELETION = /\bdeleteFrom\('(\w+)'\)|\bdelete from (\w+)|\bownedList\(\{\s*table: '(\w+)'/g;
/** `file: table` for each statement that names the table whose rows it deletes. */
const deletions = (): string[] =>
  [...sources].flatMap(([file, text]) =>
    [...text.matchAll(DELETION)].map(([, ...tables]) => `${file}: ${tables.find(Boolean) ?? ''}`),
  );

test('data flow: each statement that deletes rows is named by its table, and each named file deletes them', () => {
  const declared = Object.entries(CONTENTS).flatMap(([table, { deletedIn = [] }]) =>
    deletedIn.map((file) => `${file}: ${table}`),
  );
  const found = deletions();
  assert.ok(found.length > 10);
  assert.deepEqual(
    found.filter((line) => !declared.includes(line)),
    [],
    'add the file to `deletedIn` in the tables.ts of the table',
  );
  for (const line of declared) {
    const [file = '', table = ''] = line.split(': ');
    // Also of a migration, whose trigger deletes.
    const text = readFileSync(SOURCE + file, 'utf8');
    assert.ok(
      (text.includes(`'${table}'`) && /\bdeleteFrom\(|\bdrop_partition\(|\bownedList\(/.test(text)) ||
        text.includes(`delete from ${table} `),
      `${line}: no such deletion`,
    );
  }
});

test('data flow: partitions are dropped after the time that the document names', () => {
  const keepFrom = Object.fromEntries(
    plansFor(Date.parse('2026-11-24T12:00:00Z')).map(({ table, keepFrom }) => [table, keepFrom]),
  );
  assert.deepEqual([BATCH_DAYS, HOUR_MONTHS], [2, 13]);
  assert.deepEqual(keepFrom, { event_batch: '2026-11-22', library_hour: '2025-10-01' });
});
