// Channels of Microsoft Teams and Slack among the recipients: added under a name, their addresses kept and never shown; a test.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RecipientChange } from '@askusnow/sdk/contract';
import { addRecipient, getRecipients, removeRecipient, testRecipient } from '@askusnow/sdk';
import { withApp } from '../../support/app/fixture.ts';
import { problemOf } from '../../support/app/requests.ts';
import { slackMessage, teamsMessage } from '../../support/data/chat-rules.ts';
import { startReceiver } from '../../support/peers/receiver.ts';
import { eventually } from '../../support/waiting.ts';

const ROUTE_SECRET = 'secret-of-the-channel';

withApp({
  peers: { receiver: () => startReceiver() },
  desks: true,
  environment: ({ receiver }) => ({ EGRESS_ALLOW: receiver.host }),
  as: { harford: ['liaison', 'harford'], garrett: ['liaison', 'garrett'] },
}).describe('chat channels', (on) => {
  const aChannel = (over: Partial<RecipientChange> = {}): RecipientChange => ({
    tier: 'local',
    library: 'harford',
    channel: 'slack',
    address: `${on.receiver.url}/${ROUTE_SECRET}`,
    name: 'Reference desk',
    kinds: ['assistance-opened'],
    ...over,
  });

  test('chat channels: each is shown by its name; its address is in no answer, no audit entry and no log line', async () => {
    const added = [];
    for (const channel of ['teams', 'slack'] as const)
      added.push(
        await addRecipient(on.harford, aChannel({ channel, address: `${on.receiver.url}/${ROUTE_SECRET}/${channel}` })),
      );
    const list = await getRecipients(on.harford);
    assert.deepEqual(
      list.recipients.map(({ channel, address, name }) => [channel, address, name]),
      [
        ['teams', null, 'Reference desk'],
        ['slack', null, 'Reference desk'],
      ],
    );
    const entries = await on.app.database.db.selectFrom('audit_entry').selectAll().execute();
    const shown = JSON.stringify([added, list, entries, on.app.log]);
    assert.ok(!shown.includes(ROUTE_SECRET));
    for (const { recipient } of added) await removeRecipient(on.harford, recipient.id);
    const rows = await on.app.database.db.selectFrom('notice_recipient').selectAll().execute();
    assert.ok(!JSON.stringify(rows).includes(ROUTE_SECRET), 'a removed one has none');
  });

  test('chat channels: one without a name, or with the address of a private network, is refused by field', async () => {
    const cases: [Partial<RecipientChange>, string[]][] = [
      [{ name: null }, ['name']],
      [{ channel: 'teams', address: 'https://10.0.0.1/hook' }, ['address']],
      [{ channel: 'teams', address: null }, ['address']],
      [{ name: 'n'.repeat(61) }, ['name']],
      [{ channel: 'webhook' }, ['name']],
    ];
    for (const [over, fields] of cases) {
      const problem = await problemOf(addRecipient(on.harford, aChannel(over)));
      assert.deepEqual([problem.status, problem.fields], [422, fields], JSON.stringify(over));
    }
  });

  test('chat channels: a test goes to that channel alone, by its liaison, and not to a feed', async () => {
    on.receiver.posts.length = 0;
    const teams = await addRecipient(on.harford, aChannel({ channel: 'teams' }));
    const slack = await addRecipient(on.harford, aChannel({ address: `${on.receiver.url}/other` }));
    const feed = await addRecipient(on.harford, aChannel({ channel: 'atom', address: null, name: null }));
    assert.equal((await problemOf(testRecipient(on.garrett, teams.recipient.id))).status, 404);
    assert.equal((await problemOf(testRecipient(on.harford, feed.recipient.id))).code, 'no-test');
    await testRecipient(on.harford, teams.recipient.id);
    await eventually(() => on.receiver.posts.length === 1);
    assert.match(JSON.stringify(teamsMessage.parse(JSON.parse(on.receiver.posts[0]!.body))), /A test for Harford/);
    await testRecipient(on.harford, slack.recipient.id);
    await eventually(() => on.receiver.posts.length === 2);
    assert.match(slackMessage.parse(JSON.parse(on.receiver.posts[1]!.body)).text, /^A test for Harford/);
    const sent = async () => (await getRecipients(on.harford)).recipients.filter(({ lastSentAt }) => lastSentAt);
    await eventually(async () => (await sent()).length === 2);
  });

  test('chat channels: an account can send twenty tests in a day', async () => {
    const { recipients } = await getRecipients(on.harford);
    const { id } = recipients.find(({ channel }) => channel === 'slack')!;
    for (let sent = 2; sent < 20; sent++) await testRecipient(on.harford, id);
    assert.equal((await problemOf(testRecipient(on.harford, id))).code, 'quota-reached');
  });
});
