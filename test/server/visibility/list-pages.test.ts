// The coordinator's lists in pages: worst first across all of them, searched on the server.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Answers, CoverageNow, Overview } from '@askusnow/sdk/contract';
import { answersSchema, coverageNowSchema, libraryListSchema, overviewSchema } from '@askusnow/sdk/contract';
import { saveSample } from '../../../server/src/coverage/presence/sample-store.ts';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { withApp } from '../../support/app/fixture.ts';
import { sendRequest } from '../../support/app/requests.ts';
import { knowSchedulesSince } from '../../support/app/known-schedules.ts';
import { eventually } from '../../support/waiting.ts';

/** A Monday, noon in New York. */
const NOW = '2026-05-04T16:00:00.000Z';
const COUNT = 23;
/** Every third desk is watched; of those, every second stands empty. */
const isWatched = (index: number): boolean => index % 3 === 0;

const ids = Array.from({ length: COUNT }, (_, index) => `lib-${String((index * 7) % COUNT).padStart(2, '0')}`);
const cooperative = [
  'cooperative: { name: Pages }',
  'queues:',
  ...ids.map(
    (id, index) => `  - id: desk-${id}
    name: ${id} ${index % 2 ? 'town' : 'county'} desk
    tier: local
    zone: America/New_York
    hours: { weekly: [{ days: [mo], open: '${index % 5 ? '09:00' : '18:00'}', close: '22:00' }] }
${isWatched(index) ? '    presence: { kind: heartbeat }' : ''}`,
  ),
  'libraries:',
  ...ids.map(
    (id, index) => `  - id: ${id}
    name: ${id} ${index % 2 ? 'Town' : 'County'} Library
    zone: America/New_York
    live: ${index % 4 > 0}
    queues: { local: { queue: desk-${id} } }`,
  ),
].join('\n');

withApp({ now: NOW, cooperative, as: { coordinator: ['coordinator'] } }).describe('lists in pages', (on) => {
  const ask = async <Body>(path: string): Promise<Body> =>
    (await sendRequest<Body>(on.app, on.cookies.coordinator, path)).body;

  before(async () => {
    const nowMs = Date.parse(NOW);
    await knowSchedulesSince(on.app.database, new Date(nowMs - HOUR_MS).toISOString());
    for (const [index, id] of ids.entries()) {
      if (!isWatched(index)) continue;
      const state = index % 2 ? 'available' : 'nobody';
      for (const atMs of [nowMs - 60_000 - index, nowMs])
        await saveSample(on.app.database, `desk-${id}`, { state, atMs }, nowMs);
    }
    await eventually(async () => {
      const { queues, counts } = await ask<CoverageNow>('coverage/now');
      // Every desk opens on Mondays: one that knows of no change has no schedule yet.
      return counts.uncovered > 1 && counts.covered > 1 && queues.every(({ nextChange }) => nextChange !== null);
    });
  });

  /** All rows, page by page. */
  async function walk<Body extends { total: number }>(
    path: string,
    rowsOf: (body: Body) => string[],
  ): Promise<string[]> {
    const rows: string[] = [];
    for (let offset = 0; ; offset += 4) {
      const body = await ask<Body>(`${path}${path.includes('?') ? '&' : '?'}limit=4&offset=${offset}`);
      rows.push(...rowsOf(body));
      if (offset + 4 >= body.total) return rows;
    }
  }

  test('lists: desks come worst first across pages, as one list has them', async () => {
    const all = coverageNowSchema.parse(await ask('coverage/now'));
    assert.deepEqual([all.total, all.counts.queues, all.queues.length], [COUNT, COUNT, COUNT]);
    const ranks = all.queues.map(({ kind }) => ['uncovered', 'unmonitored', 'covered', 'off'].indexOf(kind));
    assert.deepEqual(ranks, ranks.toSorted());
    const since = all.queues.flatMap(({ uncoveredSince }) => uncoveredSince ?? []);
    assert.ok(since.length > 1);
    assert.deepEqual(since, since.toSorted());
    const paged = await walk<CoverageNow>('coverage/now', ({ queues }) => queues.map(({ queue }) => queue));
    assert.deepEqual(
      paged,
      all.queues.map(({ queue }) => queue),
    );
    assert.equal(all.counts.covered, all.queues.filter(({ kind }) => kind === 'covered').length);
  });

  test('lists: desks are found by words, library and id; the counts stay those of all', async () => {
    const found = await ask<CoverageNow>('coverage/now?q=COUNTY%20lib-0&limit=2');
    assert.equal(found.queues.length, 2);
    assert.ok(found.total > 2 && found.total < COUNT);
    assert.equal(found.counts.queues, COUNT);
    const one = await ask<CoverageNow>(`coverage/now?library=${ids[3]}`);
    assert.deepEqual(
      one.queues.map(({ queue }) => queue),
      [`desk-${ids[3]}`],
    );
    const two = await ask<CoverageNow>(`coverage/now?queue=desk-${ids[1]}&queue=desk-${ids[2]}`);
    assert.deepEqual(two.queues.map(({ queue }) => queue).sort(), [`desk-${ids[1]}`, `desk-${ids[2]}`].sort());
    assert.equal((await ask<CoverageNow>('coverage/now?shared=true')).total, 0);
  });

  test('lists: answers come worst first across pages, those that are not live last', async () => {
    const all = answersSchema.parse(await ask('answers'));
    assert.equal(all.total, COUNT);
    const lives = all.answers.map(({ live }) => live);
    assert.deepEqual(
      lives,
      lives.toSorted((one, other) => Number(other) - Number(one)),
    );
    const paged = await walk<Answers>('answers', ({ answers }) => answers.map(({ library }) => library));
    assert.deepEqual(
      paged,
      all.answers.map(({ library }) => library),
    );
    assert.equal((await ask<Answers>(`answers?q=${ids[5]}`)).total, 1);
  });

  test('lists: the table of libraries is sorted, narrowed and paged', async () => {
    const all = overviewSchema.parse(await ask('overview?sort=name'));
    const names = all.libraries.map(({ name }) => name);
    assert.deepEqual(names, names.toSorted());
    assert.deepEqual(
      await walk<Overview>('overview?sort=name&reverse=true', ({ libraries }) => libraries.map(({ name }) => name)),
      names.toReversed(),
    );
    const county = await ask<Overview>('overview?q=county&status=never-seen&limit=3');
    assert.equal(county.libraries.length, 3);
    assert.equal(county.total, Math.ceil(COUNT / 2));
    assert.equal(county.counts.libraries, COUNT);
  });

  test('lists: the public list has the contract’s shape', async () => {
    const { libraries } = libraryListSchema.parse(await ask('libraries'));
    assert.equal(libraries.length, ids.filter((_id, index) => index % 4 > 0).length);
  });

  test('lists: a page that cannot be is refused, and the field named', async () => {
    for (const [path, field] of [
      ['coverage/now?limit=0', 'limit'],
      ['answers?limit=1001', 'limit'],
      ['overview?offset=-1', 'offset'],
      ['overview?sort=colour', 'sort'],
      [`answers?q=${'x'.repeat(101)}`, 'q'],
    ] as const) {
      const { status, body } = await sendRequest(on.app, on.cookies.coordinator, path);
      assert.equal(status, 422, path);
      assert.deepEqual(
        body.errors?.map((error) => error.field),
        [field],
        path,
      );
    }
  });
});
