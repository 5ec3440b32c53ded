import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { getMetrics, getPlacements, ProblemError, toMetricsCsvUrl } from '@askusnow/sdk';
import type { Counts } from '@askusnow/sdk/contract';
import { withApp } from '../../support/app/fixture.ts';
import { BROWSER } from '../../support/app/ingest.ts';
import { aBatch, anEvent } from '../../support/data/event-batch.ts';

const NOW = '2026-11-24T17:30:00.000Z';
const DAYS = 30;

withApp({ now: NOW, as: { liaison: ['liaison', 'harford'] } }).describe('branch numbers', (on) => {
  const send = async (more: Parameters<typeof aBatch>[0]): Promise<void> => {
    const body = JSON.stringify(
      aBatch({ at: NOW, events: [anEvent(), anEvent({ kind: 'impression', measurable: true })], ...more }),
    );
    const headers = { origin: 'https://www.library.example', 'user-agent': BROWSER };
    assert.equal((await fetch(`${on.app.url}/v1/events`, { method: 'POST', body, headers })).status, 202);
  };
  before(async () => {
    await send({ page: '/search', branch: 'bel-air' });
    await send({ page: '/search', branch: 'bel-air', practice: true });
    await send({ page: '/search' });
    await send({ page: '/', branch: 'unheard-of' });
  });
  const counted = ({ clicks, impressions }: Counts): number[] => [clicks, impressions];

  test('branch numbers: a branch has its own part, and the library’s are what they were', async () => {
    const whole = await getMetrics(on.liaison, 'harford', { days: DAYS });
    const part = await getMetrics(on.liaison, 'harford', { days: DAYS, branch: 'bel-air' });
    assert.deepEqual(counted(whole.totals), [3, 3]);
    assert.deepEqual(counted(part.totals), [1, 1]);
    assert.deepEqual([whole.excluded.practice, part.excluded.practice], [2, 2]);
    assert.deepEqual(counted(part.byDay.at(-1)!), [1, 1]);
    assert.deepEqual([part.branches, part.countingSince], [[{ id: 'bel-air', name: 'Bel Air' }], '2026-11-24']);
  });

  test('branch numbers: its placements are those where it was counted, with its counts', async () => {
    const { placements, keyPages } = await getPlacements(on.liaison, 'harford', { days: DAYS });
    const ofBranch = await getPlacements(on.liaison, 'harford', { days: DAYS, branch: 'bel-air' });
    assert.deepEqual(placements.map(({ page, counts }) => [page, ...counted(counts)]).sort(), [
      ['/', 1, 1],
      ['/search', 2, 2],
    ]);
    assert.deepEqual(
      ofBranch.placements.map(({ page, counts, clickThrough, weeks }) => [
        ...[page, ...counted(counts)],
        ...[clickThrough.numerator, weeks.at(-1)],
      ]),
      [['/search', 1, 1, 1, 1]],
    );
    assert.deepEqual(ofBranch.keyPages, keyPages);
  });

  test('branch numbers: the file of a branch says which, and a branch that is none is refused by its field', async () => {
    const read = async (branch: string): Promise<Response> =>
      fetch(toMetricsCsvUrl(on.liaison, 'harford', DAYS, branch), { headers: { cookie: on.cookies.liaison } });
    const csv = await read('bel-air');
    assert.match(csv.headers.get('content-disposition') ?? '', /harford-bel-air-2026-10-26-2026-11-24/);
    assert.match(await csv.text(), /Harford, ""County"", Bel Air/);
    assert.equal((await read('unheard-of')).status, 422);
    for (const ask of [getMetrics, getPlacements])
      await assert.rejects(ask(on.liaison, 'harford', { days: DAYS, branch: 'unheard-of' }), (error) => {
        assert.ok(error instanceof ProblemError);
        assert.deepEqual(error.problem.errors, [{ field: 'branch', message: 'should be a branch of this library' }]);
        return true;
      });
  });
});
