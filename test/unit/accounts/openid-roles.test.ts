// Which role a claim gives: its values by rule, and everything that a provider may send instead.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { claimedRole } from '../../../server/src/accounts/openid-roles.ts';

describe('the role claim', () => {
  test('claimedRole: one value, a list, and values of other products', () => {
    assert.deepEqual(claimedRole('askusnow:coordinator'), { role: 'coordinator', libraries: [] });
    assert.deepEqual(claimedRole(['askusnow:provider']), { role: 'provider', libraries: [] });
    const several = ['staff', 'askusnow:liaison:harford', 7, 'askusnow:liaison:cecil', 'askusnow:liaison:harford'];
    assert.deepEqual(claimedRole(several), { role: 'liaison', libraries: ['cecil', 'harford'] });
    assert.deepEqual(claimedRole(['askusnow:viewer:cecil']), { role: 'viewer', libraries: ['cecil'] });
  });

  test('claimedRole: values of two roles give none', () => {
    assert.equal(claimedRole(['askusnow:liaison:harford', 'askusnow:viewer:cecil']), 'several-roles');
    assert.equal(claimedRole(['askusnow:coordinator', 'askusnow:liaison:harford']), 'several-roles');
  });

  test('claimedRole: a value that says too little, too much or something else gives none', () => {
    for (const claim of [
      undefined,
      null,
      true,
      {},
      [],
      '',
      'coordinator',
      'ASKUSNOW:coordinator',
      'askusnow:coordinator ',
      'askusnow:coordinator askusnow:provider',
      'askusnow:coordinator:harford',
      'askusnow:provider:harford',
      'askusnow:liaison',
      'askusnow:liaison:',
      'askusnow:liaison:Harford',
      'askusnow:liaison:harford:cecil',
      'askusnow:liaison:*',
      // A desk is no person.
      'askusnow:desk:harford-desk',
      'askusnow:admin',
      'askusnow:constructor',
      [['askusnow:coordinator']],
      { role: 'askusnow:coordinator' },
    ])
      assert.equal(claimedRole(claim), 'no-role', JSON.stringify(claim));
  });

  test('claimedRole: takes anything without an error', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (claim) => {
        assert.ok(
          ['no-role', 'several-roles'].includes(claimedRole(claim) as string) || typeof claimedRole(claim) === 'object',
        );
      }),
    );
  });
});
