// Whom an invitation may be for, by role.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { invite } from '../../../server/src/accounts/invite.ts';
import { systemClock } from '../../../server/src/platform/clock.ts';
import type { Role } from '@askusnow/sdk/contract';
import { lockChain } from '../../../server/src/platform/audit/audit-store.ts';
import { Refusal } from '../../../server/src/platform/refusal.ts';
import { forEachEngineByTier } from '../../support/app/database.ts';
import { withApp } from '../../support/app/fixture.ts';
import { meetUnderWay } from '../../support/app/under-way.ts';

withApp({ engines: ['pglite'] }).describe('invite', (on) => {
  const ask = (role: Role, of: { label?: string; libraries?: string[]; queues?: string[] }) =>
    invite(on.app.database, { label: null, libraries: [], clock: systemClock, ...of, role });

  const CASES: [Role, Parameters<typeof ask>[1], string][] = [
    ['liaison', {}, 'libraries'],
    ['viewer', {}, 'libraries'],
    ['viewer', { libraries: ['harford'], queues: ['harford-desk'] }, 'queues'],
    ['coordinator', { libraries: ['harford'] }, 'libraries'],
    ['provider', {}, 'label'],
    ['provider', { libraries: ['harford'] }, 'label'],
    ['provider', { label: 'Provider 12', queues: ['harford-desk'] }, 'queues'],
    ['desk', {}, 'queues'],
    ['desk', { libraries: ['harford'] }, 'libraries'],
  ];
  for (const [role, of, field] of CASES)
    test(`invite: a ${role} of ${JSON.stringify(of)} is refused at ${field}`, async () => {
      await assert.rejects(
        ask(role, of),
        (error: unknown) => error instanceof Refusal && error.more.errors?.[0]?.field === field,
      );
    });

  test('invite: providers with different labels are different accounts, the same label is the same', async () => {
    const [first, second] = [
      await ask('provider', { label: 'Provider 1' }),
      await ask('provider', { label: 'Provider 2' }),
    ];
    assert.notEqual(first.accountId, second.accountId);
    assert.equal((await ask('provider', { label: 'Provider 1' })).accountId, first.accountId);
  });

  test('invite: a viewer without a label is named after their library', async () => {
    await ask('viewer', { libraries: ['cecil'] });
    const { label } = await on.app.database.db
      .selectFrom('account')
      .select('label')
      .where('role', '=', 'viewer')
      .executeTakeFirstOrThrow();
    assert.equal(label, 'Viewer: Cecil');
  });

  forEachEngineByTier((engine, open) => {
    test(`invite: asked for twice at once, makes one account with two links, on ${engine}`, async () => {
      const database = await open();
      const ask = () => invite(database, { label: 'Provider 7', role: 'provider', libraries: [], clock: systemClock });
      const [first, second] = await meetUnderWay({ database }, async (trx) => void (await lockChain(trx)), [ask, ask]);
      assert.equal(first!.accountId, second!.accountId);
    });
  });
});
