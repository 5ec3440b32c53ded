// A step or a call for help that the database cannot take just now is answered within the time of every request.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { startApp } from '../../support/app/app.ts';
import { sendRequest } from '../../support/app/requests.ts';
import { addHelpRecipient } from '../../support/data/assistance.ts';
import { ENGINES } from '../../support/app/database.ts';
import { addDesks } from '../../support/data/desks.ts';
import { LATE_MS } from '../../support/waiting.ts';

for (const engine of ENGINES)
  test(`help request: calls for help on ${engine}: held up by a lock, they are answered 503 in time, and nothing is opened`, async () => {
    const node = await startApp({ engine });
    try {
      await addDesks(node.database);
      await node.registry.reload();
      await addHelpRecipient(node.database, 'local', 'harford');
      const cookie = await node.signIn('liaison', ['harford']);
      const gap = { start: new Date(Date.now() + HOUR_MS).toISOString(), end: null };
      const ask = () =>
        sendRequest(node, cookie, 'libraries/harford/assistance', { queue: 'harford-desk', reason: 'by-hand', gap });
      const rival = node.database.for('maintenance').db;
      let letGo = (): void => {};
      const held = new Promise<void>((resolve) => (letGo = resolve));
      let isHeld = (): void => {};
      const holding = new Promise<void>((resolve) => (isHeld = resolve));
      const lock = rival.transaction().execute(async (trx) => {
        await sql`lock table assistance_request in access exclusive mode`.execute(trx);
        isHeld();
        await held;
      });
      await holding;
      const startedAt = performance.now();
      const replies = await Promise.all([ask(), ask(), ask()]);
      const tookMs = performance.now() - startedAt;
      letGo();
      await lock;
      for (const { status } of replies) assert.equal(status, 503);
      // Postgres cancels the statement; where it is a second late, on a busy machine, the connection is given up.
      const codes = new Set(replies.map(({ body }) => body.code));
      if (engine === 'postgres') codes.delete('database-unavailable');
      assert.ok(codes.size <= 1 && [...codes].every((code) => code === 'busy'), [...codes].join());
      assert.ok(tookMs < LATE_MS, `${Math.round(tookMs)} ms`);
      const { count } = await node.database.db
        .selectFrom('assistance_request')
        .select((row) => row.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      assert.equal(count, 0);
      assert.equal((await ask()).status, 201);
    } finally {
      await node.close();
    }
  });
