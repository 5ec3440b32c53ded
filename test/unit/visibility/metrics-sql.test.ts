import assert from 'node:assert/strict';
import { test } from 'node:test';
import { saveMailedLink } from '../../../server/src/accounts/mailed-link-store.ts';
import { invite } from '../../../server/src/accounts/invite.ts';
import { endSession, findSession } from '../../../server/src/accounts/session-store.ts';
import { findSetUpLink, makeSetUpLink } from '../../../server/src/accounts/set-up-link-store.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { findInvitation, useInvitation } from '../../../server/src/accounts/invitation-store.ts';
import {
  loadBusyLibraries,
  loadDayLoads,
  loadCountsOfAll,
  loadDaysOf,
  loadMonthClicks,
  loadLibraryDays,
  loadViewports,
} from '../../../server/src/visibility/metrics/store.ts';
import {
  lastViewsQuery,
  loadCountedPlacements,
  loadDiagnoses,
  loadRefusals,
} from '../../../server/src/visibility/placements/store.ts';
import { loadBranchCounts } from '../../../server/src/visibility/placements/branch-store.ts';
import { loadUnseenDays } from '../../../server/src/visibility/placements/unseen-days-store.ts';
import { loadClickChanges, loadMoved } from '../../../server/src/visibility/placements/moved-store.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { assertSameSql, statementsOf } from '../../support/data/sql.ts';
import { aWindow } from '../../support/data/library-window.ts';

const window = { from: '2026-11-18', to: '2026-11-24' };
const windowsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => aWindow({ libraryId: `library-${index}`, ...window, zone: 'UTC' }));

test('metrics SQL: the SQL of metrics is the reviewed one, one statement a read', async () => {
  const loadDays = await statementsOf((db) => loadLibraryDays(db, 'harford', window));
  assert.equal(loadDays.length, 1);
  const loadBranchDays = await statementsOf((db) => loadLibraryDays(db, 'harford', window, 'bel-air'));
  const loadLoads = await statementsOf((db) => loadDayLoads(db, ['harford'], window));
  assert.equal(loadLoads.length, 1);
  const loadBusy = await statementsOf((db) => loadBusyLibraries(db, ['harford'], window));
  const loadMonth = await statementsOf((db) => loadDaysOf(db, 'harford', [window, window, window]));
  const loadWidths = await statementsOf((db) => loadViewports(db, 'harford', window));
  assertSameSql('metrics', {
    'loadLibraryDays: GET /v1/libraries/:library/metrics and metrics.csv': loadDays,
    'loadLibraryDays: the same routes, of a branch': loadBranchDays,
    'loadDayLoads: the same routes, and the overview for many libraries': loadLoads,
    'loadBusyLibraries: the overview': loadBusy,
    'loadDaysOf: GET /v1/libraries/:library/metrics/month and month.csv': loadMonth,
    'loadViewports: the same routes': loadWidths,
    'loadMonthClicks: GET /v1/libraries/:library/report': await statementsOf((db) =>
      loadMonthClicks(db, 'harford', window),
    ),
    'loadCountsOfAll: GET /v1/report': await statementsOf((db) => loadCountsOfAll(db, ['harford'], [window, window])),
  });
});

test('metrics SQL: the SQL of placements is the reviewed one, and the same for one library and for five hundred', async () => {
  const [one, many] = [windowsOf(1), windowsOf(500)];
  const placements = await statementsOf((db) => loadCountedPlacements(db, one, 'all'));
  const refusals = await statementsOf((db) => loadRefusals(db, one));
  const diagnoses = await statementsOf((db) => loadDiagnoses(db, one));
  assert.deepEqual(await statementsOf((db) => loadCountedPlacements(db, many, 'all')), placements);
  const branch = await statementsOf((db) => loadBranchCounts(db, one[0]!, 'bel-air'));
  const moved = await statementsOf((db) => loadMoved(db, ['library-0'], Date.parse('2026-11-24T12:00:00Z')));
  assert.deepEqual(
    await statementsOf((db) => loadMoved(db, ['library-0', 'library-1'], Date.parse('2026-11-24T12:00:00Z'))),
    moved,
  );
  const before = await statementsOf((db) => loadClickChanges(db, one));
  const silent = await statementsOf((db) => lastViewsQuery([1]).execute(db));
  const unseen = await statementsOf((db) => loadUnseenDays(db, Date.parse('2026-11-24T12:00:00Z')));
  assert.deepEqual([placements.length, refusals.length, moved.length, before.length], [2, 1, 2, 1]);
  assertSameSql('placements', {
    'loadCountedPlacements: GET /v1/libraries/:library/placements and /v1/overview': placements,
    'lastViewsQuery: the same routes, of placements that nobody has viewed since yesterday': silent,
    'loadUnseenDays: the same routes': unseen,
    'loadRefusals: the same routes': refusals,
    'loadDiagnoses: GET /v1/libraries/:library/placements': diagnoses,
    'loadBranchCounts: the same route, of a branch': branch,
    'loadMoved: GET /v1/overview': moved,
    'loadClickChanges: the same route, once a day': before,
  });
});

test('metrics SQL: the SQL of accounts is the reviewed one', async () => {
  const clock = createManualClock('2026-11-24T12:00:00.000Z');
  const liaison = { label: 'Harford liaison', role: 'liaison', libraries: [], clock } as const;
  assertSameSql('accounts', {
    'findInvitation: GET /sign-in/:token': await statementsOf((db) => findInvitation(db, 't', clock.now())),
    'useInvitation: POST /sign-in/:token, where the link is dead': await statementsOf((db) =>
      useInvitation({ db } as Database, 't', 'b', clock.now()),
    ),
    'saveMailedLink, from POST /sign-in, where no account has the address': await statementsOf((db) =>
      saveMailedLink(db, 'Desk@harford.example', { token: 't', ttlMs: 1 }, clock.now()),
    ),
    'findSetUpLink: GET /set-up/:token': await statementsOf((db) => findSetUpLink(db, 't', clock.now())),
    'makeSetUpLink: a start without a cooperative': await statementsOf((db) => makeSetUpLink(db, clock.now())),
    'findSession: every guarded route': await statementsOf((db) => findSession(db, 't', clock.now())),
    'endSession: POST /v1/session/end': await statementsOf((db) => endSession(db, { publish: () => undefined }, 't')),
    'invite, up to a library that does not exist': await statementsOf((db) =>
      invite({ db } as Database, { ...liaison, libraries: ['x'] }).catch(() => undefined),
    ),
  });
});
