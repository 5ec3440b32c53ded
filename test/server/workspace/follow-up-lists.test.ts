// Lists of follow-ups: all rows of a list are added, or none.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import { getFollowUps, isProblemError, openFollowUp, openFollowUps } from '@askusnow/sdk';
import { FOLLOW_UP_ROWS_MAX } from '@askusnow/sdk/contract';
import { openFollowUps as storeFollowUps } from '../../../server/src/workspace/follow-ups/follow-up-store.ts';
import { rowsOf } from '../../support/app/database.ts';
import { withApp } from '../../support/app/fixture.ts';
import { problemOf } from '../../support/app/requests.ts';

withApp({
  now: '2026-11-24T03:00:00.000Z',
  as: {
    coordinator: ['coordinator'],
    harford: ['liaison', 'harford'],
    cecil: ['liaison', 'cecil'],
    desk: ['desk', 'statewide'],
  },
}).describe('follow-up lists', (on) => {
  before(async () => {
    await openFollowUp(on.cecil, { library: 'cecil', reference: '2-4711' });
  });
  const pasted = (count: number): string[] => Array.from({ length: count }, (_, index) => `c-${index},2026-12-01`);
  const paste = (rows: readonly string[], who = on.cecil, library = 'cecil') =>
    openFollowUps(who, { library, text: rows.join('\n') });
  const removePasted = () => sql`delete from follow_up where reference like 'c-%'`.execute(on.app.database.db);
  const stored = () => rowsOf(on.app.database, ['follow_up', 'follow_up_step', 'notice']);

  test('follow-up lists: one with wrong rows adds none and names them, also those that only the database finds', async () => {
    const rows = await stored();
    const messagesOf = async (list: readonly string[]): Promise<string[]> => {
      const error = await paste(list).then(
        () => assert.fail('was added'),
        (fault: unknown) => fault,
      );
      assert.ok(isProblemError(error), String(error));
      return error.problem.errors!.map(({ field, message }) => `${field}: ${message.split(':')[0]}`);
    };
    const wrong = pasted(1_000)
      .with(150, '410-555-0100')
      .with(400, 'c-10')
      .with(700, `c-700,${'x'.repeat(10_000)}`);
    assert.deepEqual(await messagesOf(wrong), ['text: Row 151', 'text: Row 401', 'text: Row 701']);
    assert.deepEqual(await messagesOf(pasted(1_000).with(998, '2-4711')), ['text: Row 999']);
    assert.equal((await messagesOf(pasted(1_000).fill('Anna'))).length, 21);
    assert.deepEqual(await messagesOf(pasted(FOLLOW_UP_ROWS_MAX + 1)), ['text: at most 2000 lines; these are 2001']);
    assert.deepEqual(await messagesOf(['x'.repeat(200_001)]), ['text: should be at most 200000 characters']);
    assert.equal(await stored(), rows);
  });

  const received = async (): Promise<string[]> =>
    (await on.app.database.db.selectFrom('notice').select(['kind', 'subject']).execute())
      .filter(({ kind }) => (kind as string) === 'follow-ups-received')
      .map(({ subject }) => subject);

  test('follow-up lists: as long as it may be, one is added whole, with one notice to a library that did not paste it', async () => {
    const { total } = await getFollowUps(on.cecil);
    assert.deepEqual(await paste(pasted(FOLLOW_UP_ROWS_MAX)), { added: FOLLOW_UP_ROWS_MAX });
    assert.equal((await getFollowUps(on.cecil)).total, total + FOLLOW_UP_ROWS_MAX);
    assert.deepEqual(await received(), []);
    await removePasted();
    assert.deepEqual(await paste(pasted(3), on.coordinator), { added: 3 });
    assert.deepEqual(await received(), ['3 follow-ups for Cecil']);
    await removePasted();
  });

  test('follow-up lists: of two with the same numbers at once, in any order, one is added', async () => {
    const { total } = await getFollowUps(on.cecil);
    const both = [pasted(500), pasted(500).toReversed()];
    const outcomes = await Promise.allSettled([paste(both[0]!), paste(both[1]!, on.coordinator)]);
    const refused = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
    assert.deepEqual(
      refused.map((error) => isProblemError(error) && error.problem.status),
      [422],
    );
    assert.equal((await getFollowUps(on.cecil)).total, total + 500);
    await removePasted();
  });

  test('follow-up lists: for a library of the account alone; mutant: one for any library fills another’s', async () => {
    const rows = await stored();
    for (const [who, library] of [
      [on.harford, 'cecil'],
      [on.desk, 'cecil'],
      [on.cecil, 'nowhere'],
    ] as const)
      assert.deepEqual((await problemOf(paste(pasted(3), who, library))).fields, ['library']);
    assert.equal(await stored(), rows);
    // The naive route asks for no right, and the store does not either.
    const { total } = await getFollowUps(on.cecil);
    const naive = await on.app.database.db
      .selectFrom('account')
      .selectAll()
      .where('label', '=', 'liaison harford')
      .executeTakeFirstOrThrow();
    const library = on.app.registry.library('cecil')!;
    const list = [{ row: 1, reference: 'c-0', dueOn: '2026-12-01' }];
    await storeFollowUps(
      on.app.database,
      { library, publicUrl: '', isOwn: true, rows: list },
      {
        by: { id: naive.id, label: naive.label, role: 'liaison', libraries: ['harford'], queues: [] },
        atMs: on.clock.now(),
      },
    );
    assert.equal((await getFollowUps(on.cecil)).total, total + 1);
    await removePasted();
  });
});
