import { test } from 'node:test';
import {
  claimPage,
  deleteUnclaimed,
  loadFreshPages,
  loadPageChecks,
  savePageCheck,
} from '../../../server/src/visibility/doctor/store.ts';
import { assertSameSql, statementsOf } from '../../support/data/sql.ts';

test('doctor SQL: the SQL of page checks is the reviewed one', async () => {
  const page = { libraryId: 'harford', origin: 'https://www.harford.example', path: '/' };
  const due = { claimedMs: 0, unfinishedMs: 1 };
  const check = { ...page, checkedMs: 2, state: 'found', findings: [] } as const;
  assertSameSql('page-checks', {
    'loadPageChecks: GET /v1/libraries/:library/page-checks, and the score': await statementsOf((db) =>
      loadPageChecks(db, ['harford']),
    ),
    'loadFreshPages: the job, for a hundred libraries': await statementsOf((db) =>
      loadFreshPages(db, ['harford'], due),
    ),
    'claimPage: before each check': await statementsOf((db) => claimPage(db, page, 2, due)),
    'savePageCheck: after it': await statementsOf((db) =>
      savePageCheck(db, { ...check, findings: [], otherWidgets: [] }),
    ),
    'savePageCheck: after one that could not see the page': await statementsOf((db) =>
      savePageCheck(db, { ...check, state: 'blocked', findings: ['blocked'], otherWidgets: null }),
    ),
    'deleteUnclaimed: after each run of the job': await statementsOf((db) => deleteUnclaimed(db, 0)),
  });
});
