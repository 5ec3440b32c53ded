// What the accounts' pages say: the compiled files are the ones that ship.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { AuditLogEntry, Role } from '@askusnow/sdk';
import { accountEntryText, forText } from '../../../server/dashboard/out/i18n/account-text.js';
import { lastDaysText } from '../../../server/dashboard/out/i18n/session-text.js';
import { entryText } from '../../../server/dashboard/out/i18n/audit.js';
import { presenceSetText } from '../../../server/dashboard/out/i18n/audit-text.js';
import { signedInUntilText } from '../../../server/dashboard/out/i18n/desk-text.js';

const ROOT = join(import.meta.dirname, '../../..');
const NOW = Date.parse('2026-11-24T12:00:00.000Z');
const inDays = (days: number): string => new Date(NOW + days * 86_400_000).toISOString();

/** In an object, in a call that makes an entry, and of a list that people edit. */
const ACTION = /\baction(?::| =)([^,;\n]*)|\b(?:changed|toEntry|accountEntry)\([^']*('[a-z-]+')/g;
const LIST = /\bwhat: '([a-z -]+)'/g;

/** What the server's stores write into the audit log. */
const auditActions = (): string[] =>
  globSync('server/src/**/*.ts', { cwd: ROOT })
    .map((file) => readFileSync(join(ROOT, file), 'utf8'))
    .filter((text) => /\/audit\/|\/account-audit-store|\bownedList\(/.test(text))
    .flatMap((text) => [
      ...[...text.matchAll(ACTION)].flatMap(([, value = '', named = '']) =>
        [...(value.replace(/.*\?/, '') + named).matchAll(/'([a-z-]+)'/g)].map(([, action = '']) => action),
      ),
      ...[...text.matchAll(LIST)].flatMap(([, what = '']) =>
        ['added', 'changed', 'removed'].map((done) => `${what}-${done}`),
      ),
    ]);

describe('words about accounts', () => {
  test('audit log: each action that the server writes has words of its own', () => {
    const actions = [...new Set(auditActions())];
    assert.ok(actions.length > 75, `${actions.length} actions found`);
    const entry = { after: null, before: null } as AuditLogEntry;
    const wordless = actions.filter((action) =>
      ['account', 'cooperative', 'library', 'queue', 'presence'].every(
        (kind) => entryText({ ...entry, kind, action }, 'UTC') === action.replaceAll('-', ' '),
      ),
    );
    assert.deepEqual(wordless, []);
  });

  test('audit log: an entry names the desk, hour, script or policy that it is about', () => {
    const of = (kind: string, action: string, after: unknown): string =>
      entryText({ kind, action, after, about: 'Kent', before: null } as AuditLogEntry, 'UTC').replaceAll('\u202f', ' ');
    const hour = { start: '2026-11-28T18:00:00.000Z', end: '2026-11-28T19:00:00.000Z' };
    assert.equal(of('queue', 'shifts-changed', []), 'Changed the shifts: Kent');
    assert.equal(of('library', 'cover-offered', hour), 'Offered an hour of a shared desk: Nov 28, 2026, 6 PM – 7 PM');
    assert.equal(of('library', 'script-added', { name: 'Greeting', topic: null }), 'Added a script: Greeting');
    assert.equal(of('library', 'policy-page-saved', { topic: 'borrowing' }), 'Changed a policy page: borrowing');
    assert.equal(of('library', 'contact-added', { contact: 4 }), 'Added a contact');
  });

  test('session: one that ends this week shows a warning with what to do; a desk’s never does', () => {
    const ofLink = (endsAtLatest: string | null, role: Role) =>
      lastDaysText({ endsAtLatest, role, signsInBy: 'link' }, NOW);
    assert.equal(ofLink(inDays(8), 'liaison'), null);
    assert.equal(ofLink(null, 'desk'), null);
    assert.match(ofLink(inDays(6), 'liaison') ?? '', /^You will be signed out on .* Ask your statewide/);
    const ofOrganization = (days: number) =>
      lastDaysText({ endsAtLatest: inDays(days), role: 'liaison', signsInBy: 'organization' }, NOW);
    assert.equal(ofOrganization(2 / 24), null);
    assert.match(ofOrganization(1 / 24) ?? '', /^You will be signed out on .* sign in with your organization again\.$/);
    assert.match(ofLink(inDays(6), 'coordinator') ?? '', /Make yourself a new sign-in link/);
  });

  test('a desk’s session: its end is shown only if somebody should act on it', () => {
    const said = (hasAccount: boolean, signedInUntil: string | null) =>
      signedInUntilText({ hasAccount, signedInUntil }, NOW, 'America/New_York');
    assert.equal(said(false, null), null);
    assert.equal(said(true, inDays(8)), null);
    assert.match(
      said(true, inDays(3)) ?? '',
      /Will be signed out Fri, Nov 27, 7 AM EST\. To keep it signed in, open the desk’s page/,
    );
    assert.match(said(true, null) ?? '', /coordinator can make a new sign-in link/);
  });

  test('an account of four libraries: three names and a number', () => {
    const libraries = ['A', 'B', 'C', 'D'].map((name) => ({ id: name.toLowerCase(), name }));
    assert.equal(forText({ role: 'liaison', libraries, queues: [] }), 'A, B, C and 1 more');
    assert.equal(forText({ role: 'coordinator', libraries: [], queues: [] }), 'all libraries');
  });

  test('an account’s history: each action in words, an unknown one by its name', () => {
    assert.equal(accountEntryText({ action: 'sessions-ended' }), 'Signed out everywhere');
    assert.equal(accountEntryText({ action: 'badge-printed' }), 'badge printed');
    const set = (before: unknown, after: unknown) => presenceSetText({ before, after });
    assert.equal(set({ state: 'away' }, { state: 'available' }), 'Set to Available; was Away');
    assert.equal(set({ state: null }, { state: 'busy' }), 'Set to Busy');
  });
});
