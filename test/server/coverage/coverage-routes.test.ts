// Who may read and correct coverage, and the errors of a bad request or correction.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import {
  correctCoverage,
  getAnswers,
  getCoverageNow,
  getLibraryCoverage,
  getQueueCoverage,
  type Answers,
  type QueueCoverage,
} from '@askusnow/sdk';
import { withStarted } from '../../support/app/fixture.ts';
import { connectionTo } from '../../support/app/requests.ts';
import { startCoverage } from '../../support/app/coverage-node.ts';
import { ENGINES } from '../../support/app/database.ts';
import { eventually } from '../../support/waiting.ts';

const NOW = '2026-05-04T22:00:00.000Z';
const correction = (change: object = {}) => ({
  start: '2026-05-04T17:00:00.000Z',
  end: '2026-05-04T18:00:00.000Z',
  kind: 'covered',
  why: 'The source was down.',
  ...change,
});

withStarted({ node: (engine) => startCoverage(engine, NOW) }, ENGINES).describe('coverage routes', (on) => {
  before(async () => {
    await eventually(() => on.node.live.frame('harford'));
  });
  const corrections = async (queue: string) =>
    (await on.node.ask<QueueCoverage>(on.node.coordinator, `queues/${queue}/coverage`)).body.corrections.length;

  test('coverage routes: another library’s desk and another library do not exist for a liaison, and nobody may ask unsigned', async () => {
    for (const path of ['queues/garrett-desk/coverage', 'queues/nowhere/coverage', 'libraries/garrett/coverage']) {
      assert.equal((await on.node.ask(on.node.liaison, path)).status, 404, path);
      assert.equal((await on.node.ask('', path)).status, 401, path);
    }
    assert.equal((await on.node.ask(on.node.liaison, 'queues/garrett-desk/corrections', correction())).status, 404);
    for (const path of ['coverage/now', 'answers']) assert.equal((await on.node.ask('', path)).status, 401, path);
    for (const path of ['queues/harford-desk/coverage', 'queues/state/coverage', 'libraries/harford/coverage'])
      assert.equal((await on.node.ask(on.node.liaison, path)).status, 200, path);
  });

  test('coverage routes: a desk that libraries share is the coordinator’s to correct', async () => {
    const refused = await on.node.ask(on.node.liaison, 'queues/state/corrections', correction());
    assert.deepEqual([refused.status, refused.body.code], [403, 'not-editable']);
    assert.equal(await corrections('state'), 0);
    assert.equal((await on.node.ask(on.node.coordinator, 'queues/state/corrections', correction())).status, 201);
    assert.equal(await corrections('state'), 1);
  });

  test('coverage routes: a bad correction is refused by field, and nothing is written', async () => {
    const cases: [object, string, string][] = [
      [{ end: '2026-05-04T17:00:00.000Z' }, 'invalid-correction', 'end'],
      [{ end: '2026-05-04T16:00:00.000Z' }, 'invalid-correction', 'end'],
      [{ end: '2026-05-04T22:00:00.001Z' }, 'invalid-correction', 'end'],
      [{ start: '2026-04-01T00:00:00.000Z' }, 'invalid-correction', 'end'],
      [{ why: undefined }, 'invalid-request', 'why'],
      [{ why: '  x ' }, 'invalid-request', 'why'],
      [{ kind: 'busy' }, 'invalid-request', 'kind'],
      [{ start: 'yesterday' }, 'invalid-request', 'start'],
    ];
    for (const [change, code, field] of cases) {
      const { status, body } = await on.node.ask(
        on.node.liaison,
        'queues/harford-desk/corrections',
        correction(change),
      );
      assert.deepEqual([status, body.code, body.errors?.[0]?.field], [422, code, field], JSON.stringify(change));
      assert.ok(body.errors?.[0]?.message);
    }
    assert.equal(await corrections('harford-desk'), 0);
  });

  test('coverage routes: a bad period is refused by field; what is to come is left out', async () => {
    for (const path of ['queues/harford-desk/coverage', 'libraries/harford/coverage']) {
      const cases: [string, string][] = [
        ['from=2026-05-05T00:00:00.000Z', 'from'],
        ['from=2026-05-04T12:00:00.000Z&to=2026-05-04T12:00:00.000Z', 'to'],
        ['from=2025-03-01T00:00:00.000Z', 'to'],
        ['from=monday', 'from'],
      ];
      for (const [query, field] of cases) {
        const { status, body } = await on.node.ask(on.node.liaison, `${path}?${query}`);
        assert.deepEqual([status, body.code, body.errors?.[0]?.field], [422, 'invalid-request', field], query);
      }
      const ahead = await on.node.ask<QueueCoverage>(on.node.liaison, `${path}?to=2027-01-01T00:00:00.000Z`);
      assert.equal(ahead.body.to, NOW);
    }
  });

  test('coverage routes: a period older than the schedule is asked for without a fault, and has nothing scheduled', async () => {
    const { status, body } = await on.node.ask<QueueCoverage>(
      on.node.liaison,
      'queues/harford-desk/coverage?from=2025-06-01T00:00:00.000Z&to=2026-01-01T00:00:00.000Z',
    );
    assert.deepEqual([status, body.sum.scheduledBy, body.sum.scheduled, body.sum.value], [200, 'nothing', 0, null]);
  });

  test('coverage routes: the coordinator reads every library’s answer, a liaison those of their own', async () => {
    const all = await on.node.ask<Answers>(on.node.coordinator, 'answers');
    assert.deepEqual(
      all.body.answers.map(({ library, live }) => [library, live]),
      [
        ['carroll', true],
        ['harford', true],
        ['garrett', false],
      ],
    );
    const own = await on.node.ask<Answers>(on.node.liaison, 'answers');
    assert.deepEqual(
      own.body.answers.map(({ library }) => library),
      ['harford'],
    );
    const { state, tier, evidence, passedOver, name } = own.body.answers[0]!;
    // The statewide desk has a source that has said nothing; the global one has none, and is open by its hours.
    assert.deepEqual([name, state, tier, evidence, passedOver], ['Harford', 'available', 'global', 'scheduled', []]);
  });

  test('coverage routes: the SDK asks all of it, and corrects', async () => {
    const connection = connectionTo(on.node, on.node.liaison);
    const period = { from: '2026-05-04T00:00:00.000Z', to: '2026-05-04T20:00:00.000Z' };
    const { id } = await correctCoverage(connection, 'harford-desk', { ...correction(), kind: 'covered' });
    const coverage = await getQueueCoverage(connection, 'harford-desk', period);
    assert.deepEqual([coverage.from, coverage.to], [period.from, period.to]);
    assert.deepEqual([coverage.sum.covered, coverage.corrections[0]?.id], [60, id]);
    assert.equal((await getLibraryCoverage(connection, 'harford', { to: period.to })).to, period.to);
    assert.equal((await getLibraryCoverage(connection, 'harford')).to, NOW);
    assert.equal((await getCoverageNow(connection)).queues.length, 3);
    assert.equal((await getAnswers(connection)).answers.length, 1);
  });
});
