// Tasks in order of harm; each source's pure part; a source that fails.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ATTENTION_REASONS,
  TASK_HARMS,
  type AttentionReason,
  type ReadinessKey,
  type ReadinessState,
  type Task,
} from '@askusnow/sdk/contract';
import { dashboardAddress } from '../../../server/src/accounts/dashboard-pages.ts';
import { attentionTasks, doubtTasks, lossTasks } from '../../../server/src/workspace/home/attention-tasks.ts';
import { loadTasks, type LoadTasksDeps } from '../../../server/src/workspace/home/load-tasks.ts';
import { readinessTasks } from '../../../server/src/workspace/home/readiness-tasks.ts';
import { inOrderOfHarm, type TaskSource } from '../../../server/src/workspace/tasks/task.ts';

const task = (key: string, harm: Task['harm'], since: string | null = null): Task => ({
  key,
  harm,
  library: null,
  title: key,
  action: 'See the page',
  path: '/dashboard',
  since,
});

const LIBRARY = { id: 'harford', name: 'Harford', live: true, zone: 'America/New_York' };
const NOW_MS = Date.parse('2026-05-04T16:00:00.000Z');
const LIAISON = { id: 1, role: 'liaison', libraries: [] } as const;

/** Sources of a test read nothing. */
function deps(sources: readonly TaskSource[], errors: Error[] = []): LoadTasksDeps {
  return { sources, onError: (error: Error) => void errors.push(error) } as unknown as LoadTasksDeps;
}

test('tasks: the worst harm first, then by time, what is ahead by its start; without a time last', () => {
  const tasks = [
    task('step', 'better'),
    task('young', 'patrons-now', '2026-05-04T15:00:00.000Z'),
    task('undated', 'patrons-now'),
    task('gap', 'patrons-soon'),
    { ...task('on Sunday', 'patrons-soon'), startsAt: '2026-05-10T13:00:00.000Z' },
    { ...task('tomorrow', 'patrons-soon'), startsAt: '2026-05-05T13:00:00.000Z' },
    task('old', 'patrons-now', '2026-05-04T14:00:00.000Z'),
  ];
  assert.deepEqual(
    inOrderOfHarm(tasks).map(({ key }) => key),
    ['old', 'young', 'undated', 'tomorrow', 'on Sunday', 'gap', 'step'],
  );
  assert.equal(TASK_HARMS[0], 'patrons-now');
});

test('attention tasks: one for each reason that asks for action, none for what is good to know', () => {
  const attention = ATTENTION_REASONS.map((reason) => ({ reason, level: 'warn', count: 2 }) as const);
  const all = attentionTasks({ library: LIBRARY, attention, lostSince: '2026-05-01T00:00:00.000Z', firstGap: null });
  assert.deepEqual(
    all.map(({ key }) => key),
    [...ATTENTION_REASONS],
  );
  for (const { title, action, path } of all) {
    assert.match(title, /^[A-Z0-9]/);
    assert.ok(action.length > 5 && path.startsWith('/dashboard/harford'));
  }
  assert.equal(all.find(({ key }) => key === 'lost')?.since, '2026-05-01T00:00:00.000Z');
  const noted = attentionTasks({
    library: LIBRARY,
    attention: [{ reason: 'new', level: 'note', count: 1 }],
    lostSince: null,
    firstGap: null,
  });
  assert.deepEqual(noted, []);
});

test('attention tasks: each leads to the part of the page where it is done', () => {
  const pathOf = (reason: AttentionReason) =>
    attentionTasks({
      library: LIBRARY,
      attention: [{ reason, level: 'warn', count: 1 }],
      lostSince: null,
      firstGap: null,
    })[0]?.path;
  const visibility = '/dashboard/harford/visibility';
  assert.equal(pathOf('places-lost'), `${visibility}?part=places`);
  assert.equal(pathOf('key-pages'), `${visibility}?part=pages`);
  assert.equal(pathOf('never-seen'), `${visibility}?part=webmaster`);
  assert.equal(pathOf('gaps-ahead'), '/dashboard/harford/coverage');
  // A mail's link leads there over the sign-in page.
  assert.equal(dashboardAddress(`${visibility}?part=places`)?.address, `${visibility}?part=places`);
});

test('readiness task: the steps that are left, in words of what to do, with the checklist’s own address', () => {
  const line = (key: ReadinessKey, state: ReadinessState) => ({
    key,
    state,
    title: key,
    on: null,
    why: '',
    action: null,
    path: null,
  });
  const lines = [
    line('recipients', 'met'),
    line('practice', 'unmet'),
    line('contacts', 'unmet'),
    line('policy', 'unmet'),
  ];
  const [left] = readinessTasks({
    library: 'harford',
    name: 'Harford',
    live: true,
    met: 1,
    unmet: 3,
    unknown: 0,
    lines,
  });
  assert.equal(left?.title, 'Setup, 3 steps left: make a practice click, check contacts, have policies reviewed');
  assert.equal(left?.path, '/dashboard/harford/visibility?part=checklist');
});

test('attention tasks: a button that was never seen hurts patrons only once the library is live', () => {
  const attention = [{ reason: 'never-seen', level: 'warn', count: 1 }] as const;
  const harmOf = (live: boolean) =>
    attentionTasks({ library: { ...LIBRARY, live }, attention: [...attention], lostSince: null, firstGap: null })[0]
      ?.harm;
  assert.deepEqual([harmOf(true), harmOf(false)], ['patrons-soon', 'due']);
});

test('loss tasks: the worst loss of each live library, five by name and the others counted', () => {
  const row = (library: string, reason: AttentionReason, more: object = {}) => ({
    ...{ library, name: library, live: true, lostSince: null },
    attention: [{ reason, level: 'bad' as const, count: 244 }],
    ...more,
  });
  const rows = [
    row('kent', 'some-refused'),
    row('harford', 'lost', { lostSince: '2026-05-01T00:00:00.000Z' }),
    row('later', 'lost', { live: false }),
    row('cecil', 'no-clicks'),
    row('talbot', 'quiet', { attention: [{ reason: 'places-lost', level: 'note', count: 1 }] }),
  ];
  assert.deepEqual(
    lossTasks(rows).map(({ key, title, library }) => [key, title, library?.name]),
    [
      ['lost', 'The button is lost on every page', 'harford'],
      ['some-refused', '244 views not counted', 'kent'],
    ],
  );
  const many = lossTasks(Array.from({ length: 7 }, (_each, at) => row(`library-${at}`, 'lost')));
  assert.deepEqual([many.length, many.at(-1)?.title], [6, '2 more libraries need you']);
});

test('doubt tasks: a library is named once its clicks to check are a large share of all', () => {
  const row = (library: string, clicks: number, clicksToCheck: number) => ({
    ...{ library, name: library, clicksToCheck },
    counts: { impressions: 0, measurable: 0, viewable: 0, firstScreen: 0, follows: 0, clicks },
  });
  assert.deepEqual(
    doubtTasks([row('kent', 40, 30), row('howard', 684, 600), row('harford', 1_030, 0)]).map((each) => [
      each.title,
      each.library?.name,
      each.path,
    ]),
    [['600 of all 1,754 clicks may not come from people', 'howard', '/dashboard/howard?days=30']],
  );
});

const fails: TaskSource = { reads: 'hours', ofLibraries: () => Promise.reject(new Error('away')) };
const empty: TaskSource = { reads: 'help requests', ofLibraries: () => Promise.resolve([]) };
const coordinators: TaskSource = { reads: 'servers', ofCooperative: () => Promise.resolve([task('node', 'due')]) };

test('tasks: a source that cannot be read is a task of its own, and not among what was checked', async () => {
  const errors: Error[] = [];
  const { tasks, checked, total } = await loadTasks(deps([empty, fails, coordinators], errors), LIAISON, NOW_MS);
  assert.deepEqual(checked, ['help requests']);
  assert.deepEqual(
    [total, tasks.map(({ key, title }) => [key, title])],
    [1, [['unchecked', 'Could not be checked: hours']]],
  );
  assert.deepEqual(
    errors.map(({ message }) => message),
    ['away'],
  );
});

test('tasks: mutant: a list that leaves out what it could not read gives a false all-clear', async () => {
  const forgiving = (source: TaskSource): TaskSource => ({
    ...source,
    ofLibraries: (...asked) => source.ofLibraries!(...asked).catch(() => []),
  });
  const honest = await loadTasks(deps([fails]), LIAISON, NOW_MS);
  const mutant = await loadTasks(deps([forgiving(fails)]), LIAISON, NOW_MS);
  assert.deepEqual([honest.total, honest.checked], [1, []]);
  assert.deepEqual([mutant.total, mutant.checked], [0, ['hours']]);
});

test('tasks: a role reads its own sources; a viewer is asked to do nothing', async () => {
  const both: TaskSource = {
    ...coordinators,
    ofLibraries: () => Promise.resolve([{ ...task('gap', 'due'), action: 'Fill it' }]),
  };
  const read = (role: 'coordinator' | 'liaison' | 'viewer' | 'desk') =>
    loadTasks(deps([both]), { id: 1, role, libraries: [] }, NOW_MS).then(({ tasks }) =>
      tasks.map(({ key, action }) => `${key}: ${action}`),
    );
  assert.deepEqual(await read('coordinator'), ['node: See the page']);
  assert.deepEqual(await read('liaison'), ['gap: Fill it']);
  assert.deepEqual(await read('viewer'), ['gap: See the page']);
  assert.deepEqual(await read('desk'), []);
});

test('tasks: without an account, what waits for one account is left out', async () => {
  const ofAccount: TaskSource = {
    reads: 'topics',
    ofLiaison: (_deps, { id }) => Promise.resolve([task(`topic ${id}`, 'due')]),
  };
  const read = async (id: number | null) => {
    const { tasks, checked } = await loadTasks(deps([ofAccount]), { ...LIAISON, id }, NOW_MS);
    return [tasks.map(({ key }) => key), checked];
  };
  assert.deepEqual(await read(7), [['topic 7'], ['topics']]);
  assert.deepEqual(await read(null), [[], []]);
});
