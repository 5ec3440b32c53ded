// The link in the mail about an hour that another library gives: a press on its page accepts the hour, once.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { offerHour } from '@askusnow/sdk';
import { mailEnvironment, mailText } from '../../support/app/account-mail.ts';
import { withApp } from '../../support/app/fixture.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { addRecipient } from '../../support/data/notices.ts';
import { anHour, hoursWritten, SHARED_HOURS_FILE } from '../../support/data/shared-hours.ts';
import { startMailServer } from '../../support/peers/mail-server.ts';
import { eventually } from '../../support/waiting.ts';

const ADDRESS = 'liaison@cecil.example';
const LINK = /\/offers\/[\w-]{43}/;
/** Of May 11: more than a day ahead. */
const NEXT_WEEK = 7 * 24;

withApp({
  now: MONDAY_10,
  cooperative: SHARED_HOURS_FILE,
  peers: { mail: () => startMailServer() },
  environment: mailEnvironment,
  as: { harford: ['liaison', 'harford'], cecil: ['liaison', 'cecil'] },
}).describe('cover link', (on) => {
  before(async () => {
    await hoursWritten(on.app);
    const { db } = on.app.database;
    await db
      .updateTable('account')
      .set({ email: ADDRESS, email_confirmed: true })
      .where('label', '=', 'liaison cecil')
      .execute();
    await addRecipient(on.app.database, { library: 'cecil', address: ADDRESS, kinds: ['hour-offered'] });
  });

  const press = (path: string) =>
    fetch(on.app.url + path, {
      method: 'POST',
      headers: { origin: on.app.config.publicUrl },
      body: new URLSearchParams(),
    });

  test('cover link: two presses at once accept the hour once, for the account’s library', async () => {
    const { id } = await offerHour(on.harford, 'harford', anHour(NEXT_WEEK + 14, NEXT_WEEK + 16));
    await eventually(() => on.mail.mails.length === 1);
    const [path = ''] = LINK.exec(mailText(on.mail.mails[0]!)) ?? [];
    assert.equal((await fetch(on.app.url + path)).status, 200);
    const replies = await Promise.all([press(path), press(path)]);
    assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 410]);
    const { db } = on.app.database;
    const cover = await db.selectFrom('cover_offer').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    assert.deepEqual([cover.state, cover.taken_by], ['accepted', 'cecil']);
    const entries = await db
      .selectFrom('audit_entry')
      .select('action')
      .where('subject', '=', 'library:cecil')
      .orderBy('id')
      .execute();
    assert.deepEqual(
      entries.map(({ action }) => action).filter((action) => /cover|offer/.test(action)),
      ['offer-link-used', 'cover-accepted'],
    );
  });
});
