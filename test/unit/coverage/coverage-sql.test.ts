import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadDeskFacts, loadQuestions } from '../../../server/src/coverage/contribution/contribution-store.ts';
import { loadDutyCorrections } from '../../../server/src/coverage/clock/correction-store.ts';
import { loadPresses } from '../../../server/src/coverage/clock/press-store.ts';
import { loadFacts } from '../../../server/src/coverage/ledger/ledger.ts';
import {
  addCorrection,
  loadCorrections,
  loadMissed,
  loadMissedOfAll,
  loadDisplayed,
} from '../../../server/src/coverage/ledger/store.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { assertSameSql, statementsOf } from '../../support/data/sql.ts';

const period = { startMs: Date.parse('2026-11-17T05:00:00Z'), endMs: Date.parse('2026-11-24T14:00:00Z') };
const made = {
  ...period,
  kind: 'covered',
  why: 'The source was down.',
  by: { id: 1, label: 'x', role: 'liaison' },
  atMs: period.endMs,
} as const;

test('coverage SQL: the SQL of coverage is the reviewed one', async () => {
  assertSameSql('coverage', {
    'loadCorrections: GET /v1/queues/:queue/coverage': await statementsOf((db) =>
      loadCorrections(db, ['harford-desk'], period),
    ),
    'addCorrection, up to a row that does not come back': await statementsOf((db) =>
      addCorrection({ db } as Database, 'harford-desk', made).catch(() => undefined),
    ),
    'loadDisplayed: GET /v1/libraries/:library/coverage': await statementsOf((db) =>
      loadDisplayed(db, 'harford', period),
    ),
    'loadMissed: the same route': await statementsOf((db) =>
      loadMissed(db, 'harford', { from: '2026-08-26', to: '2026-11-24' }),
    ),
    'loadMissedOfAll: GET /v1/coverage/missed': await statementsOf((db) =>
      loadMissedOfAll(db, { from: '2026-08-26', to: '2026-11-24' }),
    ),
    'loadPresses: GET /v1/contributions': await statementsOf((db) => loadPresses(db, ['statewide'], period)),
    'loadDutyCorrections: the same route': await statementsOf((db) => loadDutyCorrections(db, ['statewide'], period)),
    'loadQuestions: the same route': await statementsOf((db) =>
      loadQuestions(db, { from: '2026-11-01', to: '2026-11-30' }),
    ),
  });
});

test('coverage SQL: contributions are read with as many statements for one desk as for fifty', async () => {
  const read = (queues: string[]) => statementsOf((db) => loadDeskFacts(db, queues, period, period.endMs));
  const [one, many] = [await read(['q']), await read(Array.from({ length: 50 }, (_, index) => `q${index}`))];
  assert.equal(many.length, one.length);
  assert.ok(one.length <= 6);
});

test('coverage SQL: five hundred queues are read with as many statements as one', async () => {
  const read = (queues: string[]) => statementsOf((db) => loadFacts(db, queues, period, period.endMs));
  const [one, many] = [await read(['q']), await read(Array.from({ length: 500 }, (_, index) => `q${index}`))];
  assert.equal(many.length, one.length);
  assert.ok(one.length <= 6);
});
