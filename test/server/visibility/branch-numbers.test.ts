import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import {
  addHandOver,
  getHandedOver,
  getHandOvers,
  getMetrics,
  getPlacements,
  getSnippets,
  ProblemError,
  toMetricsCsvUrl,
} from '@askusnow/sdk';
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

  test('branch tags: the page of the tag, its forms and a hand-over print the branch, and refuse one that is none', async () => {
    const anyone = { endpoint: on.app.url };
    const { tag, tagManager, frame } = await getSnippets(anyone, 'harford', { branch: 'bel-air' });
    for (const html of [tag.tag, tag.strictTag]) assert.match(html, /placement="header" branch="bel-air"/);
    assert.match(tagManager, /setAttribute\("branch", "bel-air"\)/);
    const [, address] = /src="([^"]+)"/.exec(frame)!;
    assert.match(await (await fetch(address!.replaceAll('&amp;', '&'))).text(), /<ask-us-now[^>]* branch="bel-air"/);

    const page = async (query: string) => (await fetch(`${on.app.url}/get?${query}`)).text();
    assert.match(await page('library=harford'), /<select name="branch">.*Bel Air/);
    assert.match(await page('library=harford&branch=bel-air'), /branch=&quot;bel-air&quot;/);
    // The library was changed after the branch was chosen.
    assert.doesNotMatch(await page('library=cecil&branch=bel-air'), /name="branch"|branch=&quot;/);

    const work = { page: 'https://www.library.example/bel-air', branch: 'bel-air' };
    const { handOver, link } = await addHandOver(on.liaison, 'harford', work);
    assert.equal(handOver.branch, 'bel-air');
    assert.match((await getHandedOver(anyone, link.split('/').at(-1)!)).snippets.tag.tag, / branch="bel-air"/);
    const { handOvers, branches } = await getHandOvers(on.liaison, 'harford');
    assert.deepEqual([handOvers[0]?.branch, branches], ['bel-air', [{ id: 'bel-air', name: 'Bel Air' }]]);
    for (const refused of [
      getSnippets(anyone, 'harford', { branch: 'unheard-of' }),
      addHandOver(on.liaison, 'harford', { ...work, branch: 'unheard-of' }),
    ])
      await assert.rejects(
        refused,
        (error) => error instanceof ProblemError && error.problem.errors?.[0]?.field === 'branch',
      );
  });
});
