import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import Fastify from 'fastify';
import { sql } from 'kysely';
import { describeError } from '../../../server/src/platform/http/log.ts';
import { withApp } from '../../support/app/fixture.ts';
import { COOPERATIVE_FILE } from '../../support/data/cooperative-file.ts';
import { aBatch } from '../../support/data/event-batch.ts';
import { ENGINES, openTestDatabase } from '../../support/app/database.ts';

const MARK = 'PATRON-MARK';
const ADDRESS = '203.0.113.77';
const MARKS = [MARK, ADDRESS, '127.0.0.1"'];
const found = (lines: string[]): string[] => lines.filter((line) => MARKS.some((mark) => line.includes(mark)));

withApp({
  engines: ['postgres'],
  cooperative: COOPERATIVE_FILE,
  environment: { TRUSTED_PROXIES: '127.0.0.1' },
}).describe('log privacy', (on) => {
  /** Every kind of request that may leave a trace: served, refused, malformed, unreadable, failed. */
  async function visit(url: string): Promise<void> {
    const headers = {
      origin: 'https://www.harford.example.org',
      'user-agent': `Mozilla/5.0 ${MARK}`,
      referer: `https://www.harford.example.org/${MARK}`,
      cookie: `session=${MARK}; askusnow=${'x'.repeat(43)}`,
      'x-forwarded-for': ADDRESS,
      'x-request-id': MARK,
    };
    const paths = [
      '/health',
      '/v1/libraries',
      '/v1/libraries/harford/availability',
      '/v1/session',
      '/dashboard',
      `/${MARK}`,
      '/v1/libraries/%zz',
    ];
    for (const path of paths) await fetch(`${url}${path}?q=${MARK}`, { headers });
    const bodies = [
      JSON.stringify(aBatch()),
      `{"${MARK}":1}`,
      MARK,
      MARK.repeat(1000),
      JSON.stringify(aBatch({ page: `/${MARK}` })),
    ];
    for (const body of bodies) await fetch(`${url}/v1/events?q=${MARK}`, { method: 'POST', headers, body });
    await fetch(`${url}/v1/queues/harford-desk/hours?q=${MARK}`, {
      method: 'PUT',
      headers: { ...headers, 'content-type': 'application/json' },
      body: `{${MARK}`,
    });
    await new Promise((resolve) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1', () =>
        socket.write(`GET /${MARK} NOT-HTTP\r\n\r\n`),
      );
      socket.on('close', resolve).on('error', resolve).resume();
    });
  }

  test('log privacy: no line of the log holds anything of who asked or what for, not even of a request that failed', async () => {
    await visit(on.app.url);
    await sql`alter table session rename to session_gone`.execute(on.app.database.db);
    await visit(on.app.url);
    await sql`alter table session_gone rename to session`.execute(on.app.database.db);
    assert.ok(
      on.app.log.some((line) => line.includes('request failed')),
      'a failed request was logged',
    );
    assert.deepEqual(found(on.app.log), []);
  });

  test('log privacy: mutant: the framework’s own logger writes the address and the query', async () => {
    const lines: string[] = [];
    const mutant = Fastify({ logger: { stream: { write: (line: string) => void lines.push(line) } } });
    mutant.get('/health', () => 'ok');
    await mutant.listen({ host: '127.0.0.1', port: 0 });
    await visit(`http://127.0.0.1:${(mutant.server.address() as { port: number }).port}`);
    await mutant.close();
    assert.ok(found(lines).length > 0);
  });

  for (const engine of ENGINES) {
    test(`log privacy: an error of ${engine} is described without the values in it`, async () => {
      const database = await openTestDatabase(engine);
      const row = {
        id: MARK,
        name: MARK,
        zone: MARK,
        live: true,
        fallback_phone: null,
        fallback_form: null,
        fallback_page: null,
      };
      await database.db.insertInto('library').values(row).execute();
      const error = await database.db
        .insertInto('library')
        .values(row)
        .execute()
        .then(
          () => assert.fail(),
          (reason: Error) => reason,
        );
      assert.match(
        JSON.stringify({ ...error, message: error.message }),
        new RegExp(MARK),
        'the error itself does hold them',
      );
      const described = JSON.stringify(describeError(error));
      assert.doesNotMatch(described, new RegExp(MARK));
      assert.match(described, /23505.*library_pkey|library_pkey.*23505/);
      await database.close();
    });
  }
});
