// Notices in Microsoft Teams and Slack, to a real receiver, held to the published rules of both. Nobody has tried them in Teams or Slack.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { createEgress } from '../../../server/src/platform/egress/egress.ts';
import { postChat } from '../../../server/src/help/notices/chat.ts';
import type { Delivery, KeptNotice } from '../../../server/src/help/notices/notice.ts';
import { slackMessage, TEAMS_MAX_BYTES, teamsMessage } from '../../support/data/chat-rules.ts';
import { aNotice } from '../../support/data/notices.ts';
import { startReceiver } from '../../support/peers/receiver.ts';

const PUBLIC_URL = 'https://ask.example.org';
const PAGE = `${PUBLIC_URL}/dashboard/harford/coverage`;
const ID = '0b8e7a52-3f0f-4a3e-9d0c-2f5a4a1c9e77';
/** Each would be a mention, a link, a formula or a heading where a text is read as markup. */
const NAMES = [
  '=Harford, "County"',
  '<!channel> & <@U123|x>',
  '*Harford* _County_ ~closed~ `code`',
  '[Harford](javascript:alert(1)) # **County**',
  '{{DATE(2026-05-04T06:00:00Z)}} ${name} <at>all</at>',
  '&amp;lt;',
];

describe('a notice in a chat', () => {
  const closers: (() => unknown)[] = [];
  after(async () => {
    for (const close of closers) await close();
  });

  async function channelThat(channel: 'teams' | 'slack', answer?: Parameters<typeof startReceiver>[0]) {
    const receiver = await startReceiver(answer);
    const egress = createEgress({ allow: [receiver.host] });
    closers.push(receiver.close, egress.close);
    const { key: _key, ...told } = aNotice();
    const post = (over: Partial<KeptNotice> = {}) => {
      const delivery: Delivery = {
        notice: { ...told, id: ID, ...over },
        ...{ recipientId: 7, channel, address: receiver.url, replyTo: null, secret: null, attempts: 1 },
        claimedUntilMs: 0,
      };
      return postChat(egress, delivery, { nowMs: 0, withinMs: 60_000, publicUrl: PUBLIC_URL });
    };
    return { posts: receiver.posts, post };
  }

  /** What people read, whatever the format. */
  const readOf = {
    teams(body: string) {
      const { body: blocks, actions } = teamsMessage.parse(JSON.parse(body)).attachments[0].content;
      return { lines: blocks.map(({ inlines }) => inlines.map(({ text }) => text).join('')), url: actions[0].url };
    },
    slack(body: string) {
      const [text, { elements }] = slackMessage.parse(JSON.parse(body)).blocks;
      const lines = text.elements[0].elements.map((element) => element.text.replace(/^\n/, ''));
      return { lines, url: elements[0].url };
    },
  };

  for (const channel of ['teams', 'slack'] as const) {
    test(`${channel}: carries subject and text by the published rules, with one button that opens the page`, async () => {
      const { post, posts } = await channelThat(channel);
      const text = `Nobody is there.\nSince 14:00.\n\nTake it.\n\nThis page shows more:\n${PAGE}\n`;
      assert.equal(await post({ text }), 'sent');
      const [received] = posts as [(typeof posts)[number]];
      assert.equal(received.headers['content-type'], 'application/json');
      assert.deepEqual(readOf[channel](received.body), {
        lines: [aNotice().subject, 'Nobody is there.', 'Since 14:00.', 'Take it.'],
        url: PAGE,
      });
      assert.ok(!received.body.includes(ID), 'and no number');
    });

    test(`${channel}: a name is read as it is, whatever markup it looks like`, async () => {
      const { post, posts } = await channelThat(channel);
      for (const name of NAMES) await post({ subject: `Help wanted: ${name}`, text: `${name}: nobody is there.` });
      assert.deepEqual(
        posts.map(({ body }) => readOf[channel](body).lines),
        NAMES.map((name) => [`Help wanted: ${name}`, `${name}: nobody is there.`]),
      );
    });

    test(`${channel}: the longest text is cut between characters, below each limit`, async () => {
      const { post, posts } = await channelThat(channel);
      for (const long of ['🦉'.repeat(5_000), 'a\n\n'.repeat(5_000), '<&>'.repeat(5_000)]) {
        await post({ subject: long, text: long });
        const { body } = posts.at(-1)!;
        const { lines } = readOf[channel](body);
        assert.ok(Buffer.byteLength(body) < TEAMS_MAX_BYTES);
        assert.ok(lines.every((line) => line.isWellFormed()) && lines.at(-1)?.endsWith('…'));
      }
    });

    test(`${channel}: without a page of ours in its text, the button opens its library’s, and never another address`, async () => {
      const { post, posts } = await channelThat(channel);
      const text = `See https://elsewhere.example/dashboard and ${PUBLIC_URL}.evil.example/dashboard/x`;
      await post({ text });
      await post({ text, library: null, tier: 'statewide' });
      assert.deepEqual(
        posts.map(({ body }) => readOf[channel](body)),
        [`${PUBLIC_URL}/dashboard/harford`, `${PUBLIC_URL}/dashboard`].map((url) => ({
          lines: [aNotice().subject],
          url,
        })),
      );
    });

    test(`${channel}: 429 waits as long as it says, 5xx is tried again, any other 4xx stops, and 410 ends the channel`, async () => {
      const statuses = [429, 500, 503, 408, 400, 401, 403, 404, 413, 410];
      const { post } = await channelThat(channel, () => ({
        status: statuses.shift()!,
        headers: { 'retry-after': '120' },
      }));
      for (const status of [429, 500, 503, 408])
        assert.deepEqual(await post(), { failed: `The receiver has answered ${status}.`, notBeforeMs: 120_000 });
      for (const status of [400, 401, 403, 404, 413])
        assert.deepEqual(await post(), {
          failed: `The receiver refuses this address or message (${status}). Look whether the channel is still there.`,
          again: 'never',
        });
      assert.deepEqual(await post(), { failed: 'The receiver wants no more notices (410).', again: 'stop' });
    });
  }

  test('chat rules: mutant: a name in `mrkdwn` or a TextBlock, unescaped, is markup, and the rules refuse it', () => {
    const name = NAMES[1]!;
    const inMrkdwn = { text: name, blocks: [{ type: 'section', text: { type: 'mrkdwn', text: name } }] };
    assert.equal(slackMessage.safeParse(inMrkdwn).success, false);
    const content = { type: 'AdaptiveCard', version: '1.2', body: [{ type: 'TextBlock', text: name }] };
    const inTextBlock = { type: 'message', attachments: [{ contentType: 'x', content }] };
    assert.equal(teamsMessage.safeParse(inTextBlock).success, false);
  });
});
