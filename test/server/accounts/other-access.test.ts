// Who else has an account of a library: by role and label alone, for its liaisons.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endAccount, endColleague, getAccounts, getColleagues, inviteColleagues } from '@askusnow/sdk';
import { ENGINES } from '../../support/app/database.ts';
import { withApp } from '../../support/app/fixture.ts';

withApp({
  // The embedded database has no policies of rows: what reads their settings reads none there.
  engines: ENGINES,
  now: '2026-11-02T15:00:00.000Z',
  as: {
    coordinator: ['coordinator'],
    harford: ['liaison', 'harford'],
    both: ['liaison', 'harford', 'cecil'],
    cecil: ['liaison', 'cecil'],
    viewer: ['viewer', 'harford'],
    anyProvider: ['provider'],
    desk: ['desk', 'harford-desk'],
    sharedDesk: ['desk', 'statewide'],
  },
}).describe('access', (on) => {
  const othersOf = async (reader: 'harford' | 'both' | 'coordinator' = 'harford') =>
    (await getColleagues(on[reader], 'harford')).others;
  const OTHERS = [
    { label: 'desk harford-desk', role: 'desk' },
    { label: 'liaison harford cecil', role: 'liaison' },
    { label: 'viewer harford', role: 'viewer' },
  ];

  test('access: a liaison reads who else has an account of the library or its own desk', async () => {
    assert.deepEqual(await othersOf(), OTHERS);
    const both = [OTHERS[0], { label: 'liaison harford', role: 'liaison' }, OTHERS[2]];
    assert.deepEqual(await othersOf('both'), both);
  });

  test('access: whom one liaison has invited is among the others of another, without the address, until it ends', async () => {
    const address = 'somebody@harford.example';
    const { invited } = await inviteColleagues(on.both, 'harford', { role: 'provider', emails: [address] });
    const { id, label } = invited[0]!.colleague;
    assert.deepEqual(
      (await othersOf()).find(({ role }) => role === 'provider'),
      { label, role: 'provider' },
    );
    assert.ok(!label.includes(address));
    assert.ok(
      (await othersOf('both')).every(({ role }) => role !== 'provider'),
      'it is in the list of its inviter',
    );
    await endColleague(on.both, id);
    assert.deepEqual(await othersOf(), OTHERS);
  });

  test('access: an account that a coordinator has ended is not listed', async () => {
    const viewer = (await getAccounts(on.coordinator)).accounts.find(({ label }) => label === 'viewer harford')!;
    await endAccount(on.coordinator, viewer.id);
    assert.deepEqual(await othersOf(), OTHERS.slice(0, 2));
  });
});
