import { test } from 'node:test';
import { loadPlans } from '../../../server/src/workspace/sampling/plan-store.ts';
import {
  loadClicksOfAll,
  loadDays,
  loadDaysOfAll,
  loadEntered,
  loadHistory,
} from '../../../server/src/workspace/sampling/question-store.ts';
import { loadRatings, loadSurvey } from '../../../server/src/workspace/sampling/survey-store.ts';
import { assertSameSql, statementsOf } from '../../support/data/sql.ts';

const YEAR = { from: '2025-07-01', to: '2026-06-30' };
const YEARS = ['harford', 'cecil'].map((library) => ({ library, ...YEAR }));

test('sampling SQL: the SQL of questions and plans is the reviewed one, with one statement for all libraries', async () => {
  assertSameSql('sampling', {
    'loadPlans: plans of libraries, and the one for all': await statementsOf((db) => loadPlans(db, ['harford'])),
    'loadDays: GET /v1/libraries/:library/questions': await statementsOf((db) => loadDays(db, 'harford', YEAR)),
    'loadDaysOfAll: GET /v1/report and GET /v1/state-sheet': await statementsOf((db) => loadDaysOfAll(db, YEARS)),
    'loadClicksOfAll: the same routes': await statementsOf((db) => loadClicksOfAll(db, ['harford', 'cecil'], YEAR)),
    'loadEntered: reminders': await statementsOf((db) => loadEntered(db, ['harford', 'cecil'], YEAR)),
    'loadSurvey: GET /v1/libraries/:library/survey': await statementsOf((db) => loadSurvey(db, 'harford')),
    'loadRatings: GET /v1/libraries/:library/report and GET /v1/report': await statementsOf((db) =>
      loadRatings(db, ['harford', 'cecil'], ['2026-10', '2026-09']),
    ),
    'loadHistory: GET /v1/libraries/:library/questions/:date': await statementsOf((db) =>
      loadHistory(db, 'harford', '2025-10-06'),
    ),
  });
});
