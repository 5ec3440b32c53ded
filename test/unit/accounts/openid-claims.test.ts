// What this server asks of a verified token's claims, beside what the library does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claimsFault } from '../../../server/src/accounts/openid-claims.ts';

const ISSUER = 'https://login.example.org';
const NOW = Date.parse('2026-11-27T12:00:00.000Z');
const claims = (over: object = {}) => ({ iss: ISSUER, sub: 'a-subject', iat: NOW / 1000, ...over });
const fault = (over: object) => claimsFault(claims(over), ISSUER, NOW);

test('openid claims: an issuer that differs by its slash alone, and a clock that is half a minute ahead, are right', () => {
  for (const over of [{}, { iss: `${ISSUER}/` }, { iat: NOW / 1000 + 30 }, { iat: NOW / 1000 - 86_400 }])
    assert.equal(fault(over), null);
});

test('openid claims: another issuer, nobody and a time to come are refused, without a value of theirs', () => {
  const cases: [object, RegExp][] = [
    [{ iss: `${ISSUER}.evil.example` }, /of another issuer$/],
    [{ iss: 'no address' }, /of another issuer$/],
    [{ sub: '' }, /names nobody$/],
    [{ sub: ' \t\u00a0' }, /names nobody$/],
    [{ iat: NOW / 1000 + 31 }, /of a time to come$/],
    [{ iat: NOW }, /of a time to come$/],
  ];
  for (const [over, why] of cases) assert.match(fault(over) ?? '', why);
});

test('openid claims: mutant: what the library asks of a subject, that it is text, makes all without a name one account', () => {
  const mutant = ({ sub }: { sub: unknown }): string | null => (typeof sub === 'string' ? null : 'no subject');
  assert.equal(mutant(claims({ sub: '' })), null);
  assert.notEqual(fault({ sub: '' }), null);
});
