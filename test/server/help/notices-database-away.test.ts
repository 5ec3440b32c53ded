// The database goes away at the worst moment: a peer has accepted a notice, and it is not yet marked as sent.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../../server/src/platform/clock.ts';
import { migrate } from '../../../server/src/schema.ts';
import { openDatabase } from '../../../server/src/platform/db/open.ts';
import { createEgress } from '../../../server/src/platform/egress/egress.ts';
import { notify } from '../../../server/src/help/notices/notices.ts';
import { createOutbox } from '../../../server/src/help/notices/run.ts';
import { addDesks } from '../../support/data/desks.ts';
import { startMailServer } from '../../support/peers/mail-server.ts';
import { addRecipient, aNotice, deliveriesOf } from '../../support/data/notices.ts';
import { startPostgres } from '../../support/app/postgres.ts';
import { eventually } from '../../support/waiting.ts';

test('outbox: what a peer has accepted is remembered until there is a database again, and not sent twice', async () => {
  const postgres = await startPostgres();
  const database = await openDatabase({ databaseUrl: postgres.url, dataDir: '' }, () => undefined);
  const arrivals: (() => void)[] = [];
  const mailServer = await startMailServer({
    onMail: () => new Promise((resolve) => arrivals.push(() => resolve(null))),
  });
  const egress = createEgress({ allow: [] });
  const mail = { smtpUrl: mailServer.url, from: 'askusnow@state.example' };
  await migrate(database);
  await addDesks(database);
  await addRecipient(database);
  const outbox = createOutbox({
    config: { mail, publicUrl: 'https://ask.example.org' },
    database,
    egress,
    clock: systemClock,
    onError: () => undefined,
  });
  try {
    const notice = aNotice({ atMs: Date.now() });
    await database.db.transaction().execute((trx) => notify(trx, notice));
    await eventually(() => arrivals.length === 1);
    await postgres.stop();
    arrivals[0]!();
    await eventually(() => mailServer.mails.length === 1);
    await postgres.start();
    await eventually(async () => {
      const [row] = await deliveriesOf(database).catch(() => []);
      return row?.state === 'sent' && row.attempts === 1;
    });
    assert.deepEqual([mailServer.mails.length, arrivals.length], [1, 1]);
  } finally {
    await outbox.close();
    await database.close();
    await mailServer.close();
    await postgres.stop();
  }
});
