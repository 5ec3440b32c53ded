import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadDuties } from '../../../server/src/schedule/covers/duties-store.ts';
import { loadClosingsAfter } from '../../../server/src/schedule/covers/announced-closing-store.ts';
import { loadPicked } from '../../../server/src/schedule/covers/made-up-store.ts';
import {
  loadAnnouncedClosings,
  loadDeskNeeds,
  loadLibraryNames,
} from '../../../server/src/schedule/covers/week-store.ts';
import { loadDue, loadScheduled } from '../../../server/src/schedule/expansion/expansion-store.ts';
import { loadOpenHours } from '../../../server/src/schedule/expansion/given-store.ts';
import { loadRanges } from '../../../server/src/schedule/expansion/range-store.ts';
import { unlessRefused } from '../../../server/src/platform/refusal.ts';
import type { GivenCover } from '../../../server/src/schedule/covers/cover.ts';
import { loadCovers, loadFacts } from '../../../server/src/schedule/covers/store.ts';
import {
  loadAllRequests,
  loadRequests,
  loadSharedPatterns,
} from '../../../server/src/schedule/shift-requests/store.ts';
import { countWaiting, loadUnread } from '../../../server/src/schedule/shift-requests/waiting-store.ts';
import { loadShifts } from '../../../server/src/schedule/shifts/store.ts';
import { assertSameSql, statementsOf } from '../../support/data/sql.ts';

test('schedule SQL: the SQL of schedules is the reviewed one, one statement a read however many queues are asked for', async () => {
  const due = { nowMs: 0, tz: '2026a' };
  const ranges = await statementsOf((db) => loadRanges(db, ['harford'], 0, 1));
  assert.equal((await statementsOf((db) => loadRanges(db, ['harford', 'state', 'world'], 0, 1))).length, 3);
  assert.deepEqual(await statementsOf((db) => loadRanges(db, [], 0, 1)), []);
  const window = { startMs: 0, endMs: 1 };
  const given: GivenCover = {
    ...{ id: 1, queue: 'state', library: 'harford', service: 'statewide', reason: 'other', state: 'open', ...window },
    ...{ takenBy: null, offeredMs: 0, decidedMs: null, decidedBy: null, revision: 1 },
  };
  assertSameSql('schedule', {
    'loadCovers: GET /v1/libraries/:library/covers': await statementsOf((db) => loadCovers(db, ['harford'], window)),
    'loadFacts: who may accept hours, in a list and under the locks of an accept': await statementsOf((db) =>
      loadFacts(db, [given], 0),
    ),
    'loadRanges: coverage, forecasts and GET /v1/queues/:queue/schedule': ranges,
    'loadOpenHours: with loadRanges and loadDuties, where libraries make hours up': await statementsOf((db) =>
      loadOpenHours(db, [{ queue_id: 'state', starts_at: new Date(0), ends_at: new Date(1) }]),
    ),
    'loadScheduled: GET /v1/queues/:queue/schedule': await statementsOf((db) => loadScheduled(db, 'harford')),
    'loadDue: every half minute, and with every change of rules': await statementsOf((db) => loadDue(db, due)),
    'loadShifts: GET and PUT /v1/queues/:queue/shifts': await statementsOf((db) =>
      unlessRefused(loadShifts(db, 'harford')),
    ),
  });
});

test('desk week SQL: the SQL of a shared desk’s week is the reviewed one', async () => {
  const week = { startMs: 0, endMs: 1 };
  assertSameSql('desk-week', {
    'loadDuties: GET /v1/queues/:queue/week': await statementsOf((db) => loadDuties(db, ['state'], week)),
    'loadCovers: GET /v1/queues/:queue/week, and a library’s calendar': await statementsOf((db) =>
      loadCovers(db, null, week),
    ),
    'loadAnnouncedClosings: GET /v1/queues/:queue/week': await statementsOf((db) => loadAnnouncedClosings(db, week)),
    'loadDeskNeeds: GET /v1/queues/:queue/week': await statementsOf((db) => loadDeskNeeds(db, 'state')),
    'loadLibraryNames: GET /v1/queues/:queue/week': await statementsOf((db) => loadLibraryNames(db, ['harford'])),
    'loadPicked: GET /v1/made-up-hours': await statementsOf((db) => loadPicked(db, ['state'], week)),
    'loadClosingsAfter: GET /v1/libraries/:library/announced-closings': await statementsOf((db) =>
      loadClosingsAfter(db, 'harford', 0),
    ),
  });
});

test('shift requests SQL: the SQL of requests to change the weekly pattern is the reviewed one', async () => {
  assertSameSql('shift-requests', {
    'loadRequests: GET /v1/libraries/:library/shift-requests': await statementsOf((db) => loadRequests(db, 'harford')),
    'loadSharedPatterns: GET /v1/libraries/:library/shift-requests': await statementsOf(loadSharedPatterns),
    'loadAllRequests: GET /v1/shift-requests': await statementsOf((db) => loadAllRequests(db, 0)),
    'countWaiting: the coordinator’s Home': await statementsOf((db) => unlessRefused(countWaiting(db))),
    'loadUnread: the Home of a library': await statementsOf((db) => loadUnread(db, ['harford'])),
  });
});
