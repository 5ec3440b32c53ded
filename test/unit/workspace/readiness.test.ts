// The checklist for going live: each line is proved by an event, and a proof goes out of date.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { READINESS_KEYS, type ReadinessKey } from '@askusnow/sdk/contract';
import { printReadiness } from '../../../server/src/cli/readiness-lines.ts';
import { countWaiting } from '../../../server/src/workspace/readiness/partners.ts';
import { readinessOf, toReadiness, type ReadinessFacts } from '../../../server/src/workspace/readiness/readiness.ts';
import { DAY_MS } from '../../../server/src/platform/time/instants.ts';

/** Still Monday in New York. */
const NOW_MS = Date.parse('2026-10-06T02:00:00.000Z');
const HOUR_AGO_MS = NOW_MS - 3_600_000;
const ORIGIN = 'https://www.library.example';

type Desk = NonNullable<ReadinessFacts['desk']>;

const DESK: Desk = {
  name: 'Harford desk',
  expandedAtMs: HOUR_AGO_MS,
  hoursThroughMs: NOW_MS + 60 * DAY_MS,
  scheduledThroughMs: NOW_MS + 60 * DAY_MS,
  unscheduledAtMs: null,
  presence: { sampledAtMs: HOUR_AGO_MS, failingSinceMs: null },
};

const READY: ReadinessFacts = {
  library: { id: 'harford', name: 'Harford', zone: 'America/New_York', live: true },
  desk: DESK,
  hasFallback: true,
  recipientsSinceMs: HOUR_AGO_MS,
  origins: [{ origin: ORIGIN, seenAtMs: HOUR_AGO_MS }],
  tagSeenAtMs: HOUR_AGO_MS,
  practiceClickOn: '2026-10-01',
  contacts: { isMet: true, atMs: HOUR_AGO_MS, why: 'Right.', action: 'See them', page: 'contacts' },
  policy: { isMet: true, atMs: HOUR_AGO_MS, why: 'Reviewed.', action: 'See them', page: 'policy' },
};

const lineOf = (key: ReadinessKey, facts: Partial<ReadinessFacts>) =>
  readinessOf({ ...READY, ...facts }, NOW_MS).find((line) => line.key === key)!;
const withDesk = (desk: Partial<Desk>): Partial<ReadinessFacts> => ({ desk: { ...DESK, ...desk } });

test('readiness: a library that was seen in everything is ready, each line dated by its own clock', () => {
  const { met, unmet, unknown, lines } = toReadiness(READY, NOW_MS);
  assert.deepEqual([met, unmet, unknown], [READINESS_KEYS.length, 0, 0]);
  const dates = Object.fromEntries(lines.map(({ key, on }) => [key, on]));
  assert.deepEqual([dates['tag'], dates['practice'], dates['fallback']], ['2026-10-05', '2026-10-01', null]);
  assert.ok(lines.every(({ action, path }) => action === null && path === null));
});

test('readiness: each line that nothing proves says what to do, and where', () => {
  const nothing: ReadinessFacts = {
    library: READY.library,
    desk: {
      ...DESK,
      expandedAtMs: HOUR_AGO_MS,
      hoursThroughMs: null,
      presence: { sampledAtMs: null, failingSinceMs: null },
    },
    hasFallback: false,
    recipientsSinceMs: null,
    origins: [{ origin: ORIGIN, seenAtMs: null }],
    tagSeenAtMs: null,
    practiceClickOn: null,
    contacts: { isMet: false, atMs: null, why: 'None.', action: 'Add one', page: 'local' },
    policy: { isMet: false, atMs: null, why: 'None.', action: 'Write it', page: 'local' },
  };
  const { met, unmet, unknown, lines } = toReadiness(nothing, NOW_MS);
  assert.deepEqual([met, unmet, unknown], [0, 9, 0]);
  const own = lines.filter(({ forCoordinator }) => forCoordinator).map(({ key }) => key);
  assert.deepEqual(own, ['fallback'], 'only the coordinator has the page Setup');
  const rows = [toReadiness(nothing, NOW_MS), toReadiness(READY, NOW_MS)];
  assert.deepEqual(countWaiting(rows, true), { fallback: 1 });
  assert.equal(Object.keys(countWaiting(rows, false)).length, 8);
  for (const { state, action, path, on, why } of lines) {
    assert.equal(on, null);
    assert.match(why, /\.$/);
    assert.equal(action !== null && path !== null, state === 'unmet');
  }
});

test('readiness: a site that is registered and silent is named; the others’ latest first event is the date', () => {
  const seen = { origin: 'https://catalog.library.example', seenAtMs: NOW_MS - 3 * DAY_MS };
  const { state, on, why } = lineOf('origins', { origins: [seen, { origin: ORIGIN, seenAtMs: null }] });
  assert.deepEqual([state, on, why], ['unmet', '2026-10-02', 'Nothing has been received from www.library.example.']);
  assert.equal(lineOf('origins', { origins: [] }).state, 'unmet');
});

test('readiness: hours hold for 30 days or the line says when they end; so do shifts', () => {
  const at = (hoursThroughMs: number, scheduledThroughMs = hoursThroughMs) =>
    lineOf('hours', withDesk({ hoursThroughMs, scheduledThroughMs }));
  assert.equal(at(NOW_MS + 30 * DAY_MS).state, 'met');
  assert.deepEqual(
    [at(NOW_MS + 20 * DAY_MS).state, at(NOW_MS + 20 * DAY_MS).why],
    ['unmet', 'The service hours end on October 25, 2026.'],
  );
  const shifts = at(NOW_MS + 60 * DAY_MS, NOW_MS + 5 * DAY_MS);
  assert.deepEqual([shifts.state, shifts.path], ['unmet', '/dashboard/harford/shifts']);
  assert.equal(lineOf('hours', withDesk({ expandedAtMs: null })).state, 'unknown');
  assert.equal(lineOf('hours', { desk: null }).state, 'unmet');
});

test('readiness: mutant: a checklist that trusts hours for what they were a month ago passes those that end in 20 days', () => {
  const ending = withDesk({ hoursThroughMs: NOW_MS + 20 * DAY_MS, scheduledThroughMs: NOW_MS + 20 * DAY_MS });
  const mutant = ({ desk }: Partial<ReadinessFacts>) => ((desk?.expandedAtMs ?? null) === null ? 'unmet' : 'met');
  assert.equal(lineOf('hours', ending).state, 'unmet');
  assert.equal(mutant(ending), 'met');
});

test('readiness: mutant: a checklist that takes a registered site for one that was seen passes a tag that no page has', () => {
  const registered: Partial<ReadinessFacts> = { origins: [{ origin: ORIGIN, seenAtMs: null }], tagSeenAtMs: null };
  const mutant = ({ origins = [] }: Partial<ReadinessFacts>) => (origins.length > 0 ? 'met' : 'unmet');
  assert.deepEqual([lineOf('tag', registered).state, lineOf('origins', registered).state], ['unmet', 'unmet']);
  assert.equal(mutant(registered), 'met');
});

test('readiness: a desk without a source is not proved to be seen; a source that fails or is silent for a week proves nothing', () => {
  const presence = (each: Desk['presence']) => lineOf('presence', withDesk({ presence: each }));
  assert.deepEqual(
    [presence(null).state, presence(null).on, presence(null).why],
    ['unknown', null, 'Harford desk has no live status, so patrons see its hours.'],
  );
  assert.equal(presence({ sampledAtMs: NOW_MS - 6 * DAY_MS, failingSinceMs: null }).state, 'met');
  assert.equal(presence({ sampledAtMs: NOW_MS - 8 * DAY_MS, failingSinceMs: null }).state, 'unmet');
  assert.equal(presence({ sampledAtMs: HOUR_AGO_MS, failingSinceMs: HOUR_AGO_MS }).state, 'unmet');
});

test('readiness: mutant: a checklist that takes settings for events passes a desk without a source', () => {
  const set = withDesk({ presence: null });
  const mutant = ({ desk }: Partial<ReadinessFacts>) => desk?.presence ?? 'met';
  assert.equal(lineOf('presence', set).state, 'unknown');
  assert.equal(mutant(set), 'met');
});

test('readiness: another way to reach the library is a setting: it has no date, and its line says that nobody tested it', () => {
  const { state, on, why } = lineOf('fallback', {});
  assert.deepEqual([state, on], ['met', null]);
  assert.match(why, /Nobody has tested here whether they work/);
  const none = lineOf('fallback', { hasFallback: false });
  assert.deepEqual([none.state, none.path], ['unmet', '/dashboard/harford/setup']);
});

test('readiness: what people confirm is unmet with their words', () => {
  const contacts = { isMet: false, atMs: null, why: 'Two contacts are old.', action: 'Ask them', page: 'contacts' };
  const line = lineOf('contacts', { contacts });
  assert.deepEqual(
    [line.state, line.why, line.path],
    ['unmet', 'Two contacts are old.', '/dashboard/harford/contacts'],
  );
});

test('readiness: the command line fails on an unmet line, and prints one that nothing can check without failing', () => {
  const printed = (facts: Partial<ReadinessFacts>): { code: number; text: string } => {
    const lines: string[] = [];
    const terminal = { print: (line: string) => void lines.push(line), complain: assert.fail };
    return { code: printReadiness(terminal, toReadiness({ ...READY, ...facts }, NOW_MS)), text: lines.join('\n') };
  };
  assert.equal(printed({}).code, 0);
  const unseen = printed(withDesk({ presence: null }));
  assert.equal(unseen.code, 0);
  assert.match(unseen.text, /^Harford: 8 of 9\n[^]*\nnot checked {13}The desk can be seen\n/);
  const untried = printed({ ...withDesk({ presence: null }), practiceClickOn: null });
  assert.equal(untried.code, 1);
  assert.match(untried.text, /\nno {22}A practice click by staff\n/);
});
