import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { Database } from '../../../server/src/platform/db/database.ts';
import {
  KEY_PAGE_RESERVE,
  MAX_CANDIDATES,
  MAX_ESTABLISHED,
} from '../../../server/src/visibility/ingest/placement-admission.ts';
import { DAY_MS } from '../../../server/src/platform/time/instants.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { forEachEngineByTier } from '../../support/app/database.ts';
import { aBatch, anEvent } from '../../support/data/event-batch.ts';
import { addLibraries, diagnosesOf, startNode, sumOf } from '../../support/app/ingest.ts';

const NOW = '2026-11-24T15:20:00.000Z';

/** A first segment of letters only, so that each is a pattern of its own. */
const pageNo = (n: number): string => `/${[...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('')}`;

/** Each visit is somebody else's: one network has a cap. */
let visitors = 0;
const elsewhere = () => ({ address: `2001:db8:${(++visitors).toString(16)}::7` });

forEachEngineByTier((_engine, open) => {
  const start = async () => {
    const database = await open();
    await addLibraries(database);
    const clock = createManualClock(NOW);
    const node = await startNode(database, clock);
    const visit = async (page: string, more = {}) => {
      const batch = aBatch({ at: clock.now(), page, ...more });
      const reply = await node.send(batch, elsewhere());
      assert.deepEqual([reply.status, reply.body.accepted], [202, batch.events.length]);
    };
    return { database, clock, node, visit };
  };
  const placements = async ({ db }: Database) => {
    const rows = await db.selectFrom('placement').selectAll().orderBy('pattern').execute();
    return rows.map((row) => `${row.pattern} ${row.name} ${row.established ? 'established' : 'candidate'}`);
  };

  test('the page pattern is made again: what a page calls a pattern is not believed', async () => {
    const { database, node, visit } = await start();
    await visit('/catalog/jane-doe-1970');
    await visit('/account/jane-doe');
    assert.deepEqual(await placements(database), ['/account header candidate', '/catalog/:id header candidate']);
    await node.close();
  });

  test('placements: a placement is a candidate until it is seen on a second civil day of its library', async () => {
    const { database, clock, node, visit } = await start();
    await visit('/about');
    clock.set('2026-11-25T04:59:00.000Z'); // 23:59 in New York
    await visit('/about');
    assert.deepEqual(await placements(database), ['/about header candidate']);
    clock.set('2026-11-25T05:00:00.000Z');
    await visit('/about');
    assert.deepEqual(await placements(database), ['/about header established']);
    await node.close();
  });

  test("placements: a key page's pattern is established at once", async () => {
    const { database, node, visit } = await start();
    await visit('/ask');
    assert.deepEqual(await placements(database), ['/ask header established']);
    await node.close();
  });

  test('placements: first and last seen are to the hour, with the version of the tag last seen', async () => {
    const { database, clock, node, visit } = await start();
    await visit('/about');
    clock.set('2026-11-24T17:45:12.000Z');
    await visit('/about', { widget: '0.2.0' });
    const row = await database.db.selectFrom('placement').selectAll().executeTakeFirstOrThrow();
    assert.deepEqual(
      [row.first_seen_at.toISOString(), row.last_seen_at.toISOString(), row.widget],
      ['2026-11-24T15:00:00.000Z', '2026-11-24T17:00:00.000Z', '0.2.0'],
    );
    await node.close();
  });

  test('placements: the latest candidates stay; what an older one counted is added to "(other)", and nothing is lost', async () => {
    const { database, clock, node, visit } = await start();
    const events = [anEvent(), anEvent({ kind: 'diagnosis', value: 'hidden' })];
    for (let n = 0; n < 30; n++) await visit(pageNo(n), { events });
    clock.advance(3_600_000);
    await Promise.all(Array.from({ length: MAX_CANDIDATES }, (_, n) => visit(pageNo(1000 + n))));
    const rows = await placements(database);
    assert.equal(rows.filter((row) => row.endsWith('candidate')).length, MAX_CANDIDATES);
    assert.ok(rows.includes('(other) other established'));
    assert.ok(!rows.some((row) => row.startsWith(`${pageNo(7)} `)));
    assert.deepEqual(await sumOf(database, 'click'), { counted: 30 + MAX_CANDIDATES });
    assert.deepEqual(await sumOf(database, 'click', 'library_hour'), { counted: 30 + MAX_CANDIDATES });
    assert.deepEqual(await diagnosesOf(database), { 'counted hidden': 30 });
    await visit(pageNo(7));
    assert.ok((await placements(database)).includes(`${pageNo(7)} header candidate`));
    assert.deepEqual(await sumOf(database, 'click'), { counted: 31 + MAX_CANDIDATES });
    await node.close();
  });

  test('placements: more new pages at once than candidates lose nothing', async () => {
    const { database, node, visit } = await start();
    await Promise.all(Array.from({ length: 450 }, (_, n) => visit(pageNo(n))));
    const rows = await placements(database);
    assert.equal(rows.filter((row) => row.endsWith('candidate')).length, MAX_CANDIDATES);
    assert.deepEqual(await sumOf(database, 'click'), { counted: 450 });
    await node.close();
  });

  /** Rows straight into the table: two thousand visits on two days would say the same, slower. */
  const fill = async ({ db }: Database, count: number, established: boolean) => {
    await sql`insert into placement (library_id, origin_id, pattern, name, form, widget, first_seen_at, last_seen_at, established)
      select 'harford', (select min(id) from library_origin), '/filled/' || repeat('a', 1 + n % 40) || repeat('b', 1 + n / 40), 'header', 'tag', '0.1.0',
        ${'2026-11-01T00:00:00.000Z'}::timestamptz, ${'2026-11-01T00:00:00.000Z'}::timestamptz, ${established}
      from generate_series(1, ${count}::integer) n`.execute(db);
  };

  test('placements: past the cap a page counts under "(other)", key pages have places, and names do not get around it', async () => {
    const { database, clock, node, visit } = await start();
    await fill(database, MAX_ESTABLISHED - KEY_PAGE_RESERVE - 1, true);
    await visit('/about');
    await visit('/hours');
    clock.advance(DAY_MS);
    await visit('/about');
    await visit('/hours');
    await visit('/contact');
    await visit('/contact', { placement: 'another-name' });
    await visit('/ask');
    const own = (await placements(database)).filter((row) => !row.startsWith('/filled'));
    assert.deepEqual(own, ['(other) other established', '/about header established', '/ask header established']);
    assert.deepEqual(await sumOf(database, 'click'), { counted: 7 });
    await node.close();
  });

  test('placements: a candidate that another node has folded away meanwhile costs nothing', async () => {
    const { database, clock, node, visit } = await start();
    await visit('/about');
    const other = await startNode(database, clock);
    clock.advance(3_600_000);
    for (let n = 0; n < MAX_CANDIDATES; n++)
      await other.send(aBatch({ at: clock.now(), page: pageNo(n) }), elsewhere());
    clock.set(NOW);
    await visit('/about');
    assert.deepEqual(node.errors, []);
    assert.deepEqual(await sumOf(database, 'click'), { counted: 2 + MAX_CANDIDATES });
    await other.close();
    await node.close();
  });

  test('placements: two nodes that make and fold candidates at once neither stand still nor lose a count', async () => {
    const { database, clock, node } = await start();
    const other = await startNode(database, clock);
    const sends = Array.from({ length: 600 }, (_, n) =>
      (n % 2 ? node : other).send(aBatch({ at: NOW, page: pageNo(n % 290) }), elsewhere()),
    );
    assert.ok((await Promise.all(sends)).every(({ status }) => status === 202));
    assert.deepEqual([...node.errors, ...other.errors], []);
    assert.deepEqual(await sumOf(database, 'click'), { counted: 600 });
    await other.close();
    await node.close();
  });

  test('placements: a database constraint accepts only text of the grammar', async () => {
    const { database, node, visit } = await start();
    await visit('/about');
    const write = (column: string, text: string) =>
      database.db.transaction().execute(async (trx) => {
        await sql`update placement set ${sql.ref(column)} = ${text}`.execute(trx);
      });
    const texts = [
      '/search?q=jane',
      '/search#jane',
      '/Jane',
      '/jane doe',
      '/jané',
      '/a\n/b',
      'jane',
      '/%4a',
      '',
      `/${'a'.repeat(200)}`,
    ];
    for (const text of texts)
      await assert.rejects(write('pattern', text), { code: '23514' }, `pattern ${JSON.stringify(text)}`);
    for (const text of ['Jane', 'jane doe', '', 'a'.repeat(33), 'a\nb'])
      await assert.rejects(write('name', text), { code: '23514' });
    for (const text of ['jane', '1.0', '1.0.0-jane', '1.0.0\n'])
      await assert.rejects(write('widget', text), { code: '23514' });
    for (const text of ['jane', '']) await assert.rejects(write('form', text), { code: '23514' });
    await write('pattern', '/catalog/:id');
    await node.close();
  });
});
