// Source of what a file must have: RFC 9116 §2.3 to §2.5.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startApp } from '../../support/app/app.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { GATE_ENGINE } from '../../support/app/database.ts';

test('security.txt: names the contact that is set, and a date ahead that moves on with the days', async (t) => {
  const YEAR_MS = 365 * 86_400_000;
  const clock = createManualClock('2026-11-24T15:30:00Z');
  const environment = { SECURITY_CONTACT: 'security@example.org', PUBLIC_URL: 'https://ask.example.org' };
  const server = await startApp({ engine: GATE_ENGINE, clock, environment });
  t.after(() => server.close());
  const read = async (): Promise<string> => {
    const reply = await fetch(`${server.url}/.well-known/security.txt`);
    assert.equal(reply.status, 200);
    assert.equal(reply.headers.get('content-type'), 'text/plain; charset=utf-8');
    return reply.text();
  };
  assert.equal(
    await read(),
    'Contact: mailto:security@example.org\nExpires: 2027-02-22T00:00:00.000Z\n' +
      'Canonical: https://ask.example.org/.well-known/security.txt\n',
  );
  clock.set('2031-01-05T08:00:00Z');
  const expires = Date.parse(/^Expires: (.+)$/m.exec(await read())?.[1] ?? '');
  assert.ok(expires > clock.now() && expires < clock.now() + YEAR_MS);
});

test('security.txt: is not there where no contact is set', async (t) => {
  const server = await startApp({ engine: GATE_ENGINE });
  t.after(() => server.close());
  const reply = await fetch(`${server.url}/.well-known/security.txt`);
  assert.equal(reply.status, 404);
});
