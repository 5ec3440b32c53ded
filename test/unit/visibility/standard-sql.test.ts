import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RegisteredLibrary } from '../../../server/src/cooperative/registered.ts';
import {
  loadCountingSince,
  loadDayCounts,
  loadLatestScores,
  loadScoreDays,
} from '../../../server/src/visibility/standard/history-store.ts';
import { DEFAULT_STANDARD, rulesOf } from '../../../server/src/visibility/standard/rules.ts';
import { loadFacts, loadStandard } from '../../../server/src/visibility/standard/store.ts';
import { assertSameSql, statementsOf } from '../../support/data/sql.ts';

const NOW_MS = Date.parse('2026-11-24T15:00:00.000Z');
const librariesOf = (count: number): RegisteredLibrary[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `library-${index}`,
    name: `Library ${index}`,
    zone: 'UTC',
    live: true,
    fallback: {},
    queues: [{ tier: 'local' as const, queueId: `queue-${index}`, chatUrl: null }],
    origins: [],
    branches: [],
    keyPages: [],
  }));
const factsOf = (count: number): Promise<string[]> =>
  statementsOf((db) => loadFacts(db, librariesOf(count), rulesOf(DEFAULT_STANDARD), NOW_MS));

test('standard SQL: the SQL of scores is the reviewed one, and as many statements for a hundred libraries as for one', async () => {
  const facts = await factsOf(1);
  assert.equal((await factsOf(100)).length, facts.length);
  const window = { from: '2026-10-01', to: '2026-11-24' };
  assertSameSql('standard', {
    'loadStandard: GET /v1/standard and every score': await statementsOf(loadStandard),
    'loadFacts: GET /v1/libraries/:library/score, previews, and the job that stores scores': facts,
    'loadLatestScores: the median of peers': await statementsOf((db) => loadLatestScores(db, window.from)),
    'loadScoreDays: GET /v1/libraries/:library/scores': await statementsOf((db) =>
      loadScoreDays(db, 'harford', window.from),
    ),
    'loadDayCounts: before and after, campaigns, and what a rule is worth': await statementsOf((db) =>
      loadDayCounts(db, 'click', ['harford'], window),
    ),
    'loadCountingSince: before and after, campaigns, and what a rule is worth': await statementsOf((db) =>
      loadCountingSince(db, ['harford']),
    ),
  });
});
