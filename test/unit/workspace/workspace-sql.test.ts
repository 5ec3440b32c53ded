import { test } from 'node:test';
import { loadProposed, loadWaiting } from '../../../server/src/cooperative-file/proposed-address-store.ts';
import {
  addReaders,
  countReaders,
  eraseOldMessages,
  loadWritten,
} from '../../../server/src/help/notices/own-mail-store.ts';
import { countWaiting, loadUnread } from '../../../server/src/workspace/proposed-addresses/waiting-store.ts';
import { loadAnnouncements, loadSilent } from '../../../server/src/workspace/announcements/announcement-store.ts';
import {
  deleteEnded,
  insertFollowUps,
  loadExpectation,
  loadFollowUps,
  loadOpenCounts,
  loadOverdue,
} from '../../../server/src/workspace/follow-ups/follow-up-store.ts';
import {
  deleteExpiredChecks,
  findCheck,
  loadDueChecks,
  loadDueContacts,
} from '../../../server/src/workspace/local-facts/contacts/check-store.ts';
import { findContacts, loadContacts } from '../../../server/src/workspace/local-facts/contacts/contacts-store.ts';
import { loadLiaisons } from '../../../server/src/workspace/local-facts/contacts/directory-store.ts';
import { loadScripts } from '../../../server/src/workspace/local-facts/scripts/scripts-store.ts';
import { loadSealedFields } from '../../../server/src/workspace/local-facts/sealed/sealed-store.ts';
import { loadPages } from '../../../server/src/workspace/policy-pages/store.ts';
import { loadPolicyReviews } from '../../../server/src/workspace/readiness/policy-reviews-store.ts';
import {
  loadDesks,
  loadPracticeClicks,
  loadRecipients,
  loadSites,
} from '../../../server/src/workspace/readiness/readiness-store.ts';
import { loadComment } from '../../../server/src/workspace/reports/comment-store.ts';
import { loadLastScores, loadMetRules, loadNewPages } from '../../../server/src/workspace/reports/month-store.ts';
import {
  loadLatestServed,
  loadOwingLibraries,
  loadServed,
} from '../../../server/src/workspace/training/served-store.ts';
import { loadPractice, loadRequest, loadSessions } from '../../../server/src/workspace/training/training-store.ts';
import { assertSameSql, statementsOf } from '../../support/data/sql.ts';

const NOW = Date.parse('2026-11-24T15:00:00.000Z');
const TODAY = { nowMs: NOW, libraries: [{ id: 'harford', today: '2026-11-24' }] };
const LIAISON = { account: 1, scope: { libraries: ['harford'], queues: [] } };
const COORDINATOR = { account: 2, scope: 'all' } as const;
const MONTH = { from: '2026-10-01', to: '2026-10-31' };

test('follow-ups SQL: the SQL of follow-ups and their lists is the reviewed one', async () => {
  const asked = { library: null, filter: 'overdue', offset: 0, limit: 200 } as const;
  const rows = [{ reference: '2-4711', dueOn: '2026-11-27' }];
  assertSameSql('follow-ups', {
    'loadFollowUps: GET /v1/follow-ups, of a liaison': await statementsOf((db) =>
      loadFollowUps(db, LIAISON, asked, TODAY),
    ),
    'loadFollowUps: GET /v1/follow-ups, of the coordinator': await statementsOf((db) =>
      loadFollowUps(db, COORDINATOR, { ...asked, filter: 'ended' }, TODAY),
    ),
    'loadExpectation: GET /v1/follow-ups': await statementsOf((db) =>
      loadExpectation(db, LIAISON, { library: 'harford', sinceMs: 0 }, NOW),
    ),
    'loadOpenCounts: GET /v1/follow-ups, and tasks of a provider': await statementsOf((db) =>
      loadOpenCounts(db, LIAISON, 'harford', TODAY),
    ),
    'insertFollowUps: POST /v1/follow-ups and POST /v1/follow-ups/lists': await statementsOf((db) =>
      insertFollowUps(db, { library: 'harford', fromList: true, rows }, { by: { id: 1 }, atMs: NOW }),
    ),
    'loadOverdue: reminders and tasks': await statementsOf((db) => loadOverdue(db, TODAY)),
    'deleteEnded: job of follow-ups': await statementsOf((db) => deleteEnded(db, NOW)),
  });
});

test('local facts SQL: the SQL of scripts, contacts, sealed fields and policy pages is the reviewed one', async () => {
  assertSameSql('local-facts', {
    'loadScripts: GET /v1/libraries/:library/scripts': await statementsOf((db) => loadScripts(db, 'harford')),
    'loadContacts: GET /v1/libraries/:library/contacts': await statementsOf((db) =>
      loadContacts(db, { library: 'harford' }, NOW),
    ),
    'findContacts: GET /v1/contacts': await statementsOf((db) =>
      findContacts(db, ['late', 'fees'], [{ id: 'harford', name: 'Harford' }]),
    ),
    'loadDueContacts: tasks': await statementsOf((db) => loadDueContacts(db, NOW)),
    'loadDueChecks: mails to send': await statementsOf((db) => loadDueChecks(db, NOW)),
    'findCheck: the link in a mail': await statementsOf((db) => findCheck(db, 'token')),
    'deleteExpiredChecks: job of contacts': await statementsOf((db) => deleteExpiredChecks(db, NOW)),
    'loadLiaisons: GET /v1/directory': await statementsOf((db) => loadLiaisons(db)),
    'loadWritten: GET /v1/liaison-messages': await statementsOf((db) => loadWritten(db, 1, NOW)),
    'countReaders: mails to all liaisons': await statementsOf((db) => countReaders(db, 1)),
    'addReaders: POST /v1/liaison-messages': await statementsOf((db) => addReaders(db, 1, NOW)),
    'eraseOldMessages: job of contacts': await statementsOf((db) => eraseOldMessages(db, NOW)),
    'loadSealedFields: GET /v1/libraries/:library/sealed': await statementsOf((db) =>
      loadSealedFields(db, 'harford', () => true),
    ),
    'loadPages: GET /v1/libraries/:library/policies': await statementsOf((db) => loadPages(db, 'harford')),
  });
});

test('workspace SQL: the SQL of announcements, training, readiness and months is the reviewed one', async () => {
  assertSameSql('workspace', {
    'loadAnnouncements: GET /v1/announcements': await statementsOf((db) =>
      loadAnnouncements(db, { account: 1, counts: true }),
    ),
    'loadSilent: GET /v1/announcements, of the coordinator': await statementsOf((db) => loadSilent(db, NOW)),
    'loadSessions: GET /v1/libraries/:library/training': await statementsOf((db) => loadSessions(db, 'harford')),
    'loadPractice: GET /v1/libraries/:library/training': await statementsOf((db) => loadPractice(db, 'harford')),
    'loadServed: GET /v1/libraries/:library/served': await statementsOf((db) => loadServed(db, 'harford')),
    'loadLatestServed: GET /v1/served': await statementsOf((db) => loadLatestServed(db, ['harford'])),
    'loadOwingLibraries: the same route': await statementsOf((db) => loadOwingLibraries(db, ['harford'], 0)),
    'loadRequest: GET /v1/libraries/:library/training': await statementsOf((db) => loadRequest(db, 'harford')),
    'readiness: GET /v1/readiness, one statement for all libraries': await statementsOf(async (db) => {
      await loadSites(db, ['harford', 'cecil']);
      await loadDesks(db, ['harford-desk'], NOW, NOW);
      await loadPracticeClicks(db, ['harford', 'cecil']);
      await loadRecipients(db, ['harford', 'cecil'], true);
      await loadPolicyReviews(db, ['harford', 'cecil'], ['fines', 'holds']);
    }),
    'loadProposed: GET /v1/libraries/:library/proposed-addresses': await statementsOf((db) =>
      loadProposed(db, 'harford'),
    ),
    'loadWaiting: GET /v1/proposed-addresses': await statementsOf((db) => loadWaiting(db)),
    'countWaiting: the coordinator’s tasks': await statementsOf((db) => countWaiting(db)),
    'loadUnread: a liaison’s tasks': await statementsOf((db) => loadUnread(db, 1)),
    'loadComment: GET /v1/libraries/:library/report': await statementsOf((db) => loadComment(db, 'harford', '2026-10')),
    'months: GET /v1/libraries/:library/report': await statementsOf(async (db) => {
      await loadMetRules(db, 'harford', MONTH);
      await loadNewPages(db, 'harford', MONTH, 'America/New_York');
      await loadLastScores(db, 'harford', [MONTH]);
    }),
  });
});
