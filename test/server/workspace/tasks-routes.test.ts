// What waits for whom, from what the server has seen.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { getTasks, openFollowUp, stepFollowUp, type Connection } from '@askusnow/sdk';
import { taskListSchema, type Role, type TaskList } from '@askusnow/sdk/contract';
import { startCoverage } from '../../support/app/coverage-node.ts';
import { withStarted } from '../../support/app/fixture.ts';
import { connectionTo } from '../../support/app/requests.ts';
import { addHelpRecipient } from '../../support/data/assistance.ts';
import { eventually } from '../../support/waiting.ts';

/** A Monday, noon in New York. */
const NOW = '2026-05-04T16:00:00.000Z';

withStarted({
  node: (engine) =>
    startCoverage(engine, NOW, {
      'harford-desk': [{ label: 'Desk', days: ['mo', 'tu', 'we', 'th', 'fr'], start: '09:00', end: '17:00' }],
    }),
}).describe('tasks', (on) => {
  const tasksOf = async (role: Role, ids?: string[]): Promise<TaskList> =>
    taskListSchema.parse(await getTasks(connectionTo(on.node, await on.node.signIn(role, ids))));

  before(async () => {
    await addHelpRecipient(on.node.database, 'local', 'harford');
    await on.node.poll('harford-desk', 'available', '2026-05-04T13:00:00.000Z', '2026-05-04T15:40:00.000Z');
    await on.node.poll('harford-desk', 'nobody', '2026-05-04T15:40:00.000Z', '2026-05-04T16:00:30.000Z');
    await eventually(() => on.node.presence.observation('harford-desk')?.state === 'nobody');
  });

  test('tasks: a liaison reads that nobody is at the desk, since when, and where to act', async () => {
    const KEYS = ['desk-empty', 'gaps-ahead', 'never-seen', 'not-ready', 'visibility-step'];
    const { checkedAt, tasks } = await tasksOf('liaison', ['harford']);
    assert.equal(checkedAt, NOW);
    const [first] = tasks;
    assert.deepEqual(
      [first?.key, first?.harm, first?.since, first?.path, first?.library?.name],
      ['desk-empty', 'patrons-now', '2026-05-04T15:40:00.000Z', '/dashboard/harford/coverage', 'Harford'],
    );
    assert.deepEqual(
      tasks.map(({ key }) => key),
      KEYS,
    );
    // Its shifts are on weekdays.
    assert.equal(
      tasks.find(({ key }) => key === 'gaps-ahead')?.title,
      'Nobody is scheduled at 4 open times in the next 14 days, first Sat, May 9, 9 AM – 5 PM',
    );
  });

  test('tasks: a help request that nobody has taken comes first, to its library and to the coordinator', async () => {
    const asked = await on.node.ask(on.node.liaison, 'libraries/harford/assistance', {
      queue: 'harford-desk',
      reason: 'by-hand',
      gap: { start: NOW, end: null },
    });
    assert.equal(asked.status, 201);
    const own = await tasksOf('liaison', ['harford']);
    assert.deepEqual(
      own.tasks
        .slice(0, 2)
        .map(({ key }) => key)
        .sort(),
      ['desk-empty', 'help-request'],
    );
    const { tasks, checked } = await tasksOf('coordinator');
    const request = tasks.find(({ key }) => key === 'help-request');
    assert.deepEqual([request?.path, request?.library?.id], ['/dashboard/-/now', 'harford']);
    assert.ok(checked.includes('help requests'));
  });

  test('tasks: the coordinator reads which libraries lose something now, by name', async () => {
    const { tasks } = await tasksOf('coordinator');
    const losses = tasks.filter(({ key }) => ['desk-empty', 'never-seen'].includes(key));
    assert.deepEqual(
      losses.map(({ key, library, path }) => [key, library?.name, path]),
      [
        ['desk-empty', 'Harford', '/dashboard/harford/coverage'],
        ['never-seen', 'Carroll', '/dashboard/carroll/visibility?part=webmaster'],
      ],
    );
    const notLive = tasks.find(({ key }) => key === 'not-live');
    assert.deepEqual([notLive?.title, notLive?.path], ['Not live yet: Garrett', '/dashboard/-/partners']);
  });

  test('tasks: an overdue follow-up waits for the liaison and the coordinator, until it is resolved', async () => {
    const liaison = connectionTo(on.node, await on.node.signIn('liaison', ['harford']));
    const coordinator = connectionTo(on.node, await on.node.signIn('coordinator'));
    const waiting = async (connection: Connection) =>
      (await getTasks(connection)).tasks
        .filter(({ key }) => key === 'follow-ups-overdue')
        .map(({ title, path, since }) => [title, path, since]);
    const { id, revision } = await openFollowUp(liaison, {
      library: 'harford',
      reference: '2-4711',
      dueOn: '2026-05-04',
    });
    assert.deepEqual(await waiting(liaison), []);
    const today = (await getTasks(liaison)).tasks.find(({ key }) => key === 'follow-ups-due');
    assert.deepEqual(
      [today?.title, today?.harm, today?.path],
      ['1 follow-up is due today', 'due', '/dashboard/harford/follow-ups'],
    );
    const midnight = '2026-05-05T04:00:00.000Z';
    on.node.clock.set(midnight);
    assert.deepEqual(
      [await waiting(liaison), await waiting(coordinator)],
      [
        [['1 follow-up is overdue', '/dashboard/harford/follow-ups', midnight]],
        [['1 follow-up is overdue, at 1 library', '/dashboard/-/follow-ups', null]],
      ],
    );
    await stepFollowUp(liaison, id, { step: 'resolve', resolution: 'answered', revision });
    assert.deepEqual([await waiting(liaison), await waiting(coordinator)], [[], []]);
  });

  test('tasks: nobody reads of a library that is not theirs; a viewer is asked to do nothing', async () => {
    const of = async (role: Role, ids: string[]) =>
      (await tasksOf(role, ids)).tasks.map(({ library, action }) => ({ library: library?.id, action }));
    assert.ok((await of('liaison', ['carroll'])).every(({ library }) => library === 'carroll'));
    const viewed = await of('viewer', ['harford']);
    assert.ok(viewed.length > 0 && viewed.every(({ action }) => action === 'See the page'));
    assert.deepEqual([await of('provider', []), await of('desk', ['harford-desk'])], [[], []]);
  });
});
