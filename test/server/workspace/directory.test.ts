// The directory of liaisons: who is in it, and who sees an address or a phone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directorySchema } from '@askusnow/sdk/contract';
import {
  chooseDirectory,
  endAccount,
  getAccountData,
  getAudit,
  getDirectory,
  getDirectoryChoice,
  getOwnData,
  type Connection,
} from '@askusnow/sdk';
import { storeEmail } from '../../support/app/account-mail.ts';
import { withApp } from '../../support/app/fixture.ts';
import { problemOf } from '../../support/app/requests.ts';

withApp({
  now: '2026-06-01T14:00:00Z',
  as: { harford: ['liaison', 'harford'], cecil: ['liaison', 'cecil'] },
}).describe('directory of liaisons', (on) => {
  test('directory: all liaisons with their libraries, and an address only if its owner shows it', async () => {
    await storeEmail(on.app.database.db, 'liaison harford', 'liaison@harford.example');
    const read = async () => directorySchema.parse(await getDirectory(on.cecil)).liaisons;
    const hasEmail = async () => (await read()).some(({ email }) => email === 'liaison@harford.example');
    const untouched = { showEmail: false, phone: null, showPhone: false, getsMessages: true };
    assert.deepEqual(await getDirectoryChoice(on.harford), untouched);
    assert.equal(await hasEmail(), false);
    await chooseDirectory(on.harford, { showEmail: true });
    assert.equal(await hasEmail(), true);
    assert.ok((await read()).some(({ libraries }) => libraries.some(({ name }) => name === 'Cecil')));
    await chooseDirectory(on.harford, { showEmail: false });
    assert.equal(await hasEmail(), false);
  });

  test('directory: a phone is shown to liaisons and the coordinator, once its owner has ticked it, and to nobody else', async () => {
    const phone = '410-555-0177';
    const sees = async (reader: Connection) => JSON.stringify(await getDirectory(reader)).includes(phone);
    const others = await Promise.all([
      on.signIn('viewer', ['cecil']),
      on.signIn('provider'),
      on.signIn('desk', ['harford-desk']),
    ]);
    const coordinator = await on.signIn('coordinator');
    assert.deepEqual(await problemOf(chooseDirectory(on.harford, { phone: 'call me' })), {
      ...{ status: 422, code: 'invalid-request', fields: ['phone'] },
    });
    assert.deepEqual((await problemOf(chooseDirectory(on.harford, { showPhone: true }))).fields, ['showPhone']);
    assert.equal((await chooseDirectory(on.harford, { phone })).showPhone, false, 'writing it shows it to nobody');
    assert.deepEqual([await sees(on.cecil), await sees(coordinator)], [false, false]);
    await chooseDirectory(on.harford, { showPhone: true });
    assert.deepEqual([await sees(on.cecil), await sees(coordinator)], [true, true]);
    for (const other of others) assert.equal(await sees(other), false);
    const own = await getOwnData(on.harford);
    assert.deepEqual([own.account.phone, own.account.showsPhone], [phone, true]);
    const { entries } = await getAudit(coordinator, { account: own.account.number });
    assert.deepEqual(
      entries
        .filter(({ action }) => action === 'contact-choice-changed')
        .map(({ after }) => after)
        .slice(0, 2),
      [{ changed: ['showPhone'] }, { changed: ['phone'] }],
    );
    assert.equal(JSON.stringify(entries).includes(phone), false);
    const removed = await chooseDirectory(on.harford, { phone: null });
    assert.deepEqual([removed.phone, removed.showPhone, await sees(on.cecil)], [null, false, false]);
  });

  test('directory: the end of an account deletes its phone', async () => {
    const leaver = await on.signIn('liaison', ['harford', 'cecil']);
    await chooseDirectory(leaver, { phone: '410-555-0188', showPhone: true });
    const { number } = (await getOwnData(leaver)).account;
    const coordinator = await on.signIn('coordinator');
    await endAccount(coordinator, number);
    const { phone, showsPhone } = (await getAccountData(coordinator, number)).account;
    assert.deepEqual([phone, showsPhone], [null, false]);
  });
});
