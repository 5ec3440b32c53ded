// Webhooks as Standard Webhooks 1.0.0 has them, to a real receiver, checked with the specification's own library.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import type { NoticeBody } from '@askusnow/sdk/contract';
import { createEgress } from '../../../server/src/platform/egress/egress.ts';
import type { Delivery } from '../../../server/src/help/notices/notice.ts';
import { createSecret, postWebhook, signedHeaders } from '../../../server/src/help/notices/webhook.ts';
import { MINUTE_MS } from '../../../server/src/platform/time/instants.ts';
import { aNotice } from '../../support/data/notices.ts';
import { reservePort } from '../../support/ports.ts';
import { startReceiver } from '../../support/peers/receiver.ts';

const ID = '0b8e7a52-3f0f-4a3e-9d0c-2f5a4a1c9e77';
const WITHIN_MS = 500;
const secret = createSecret();
const { key: _key, ...told } = aNotice();
const deliveryTo = (address: string): Delivery => ({
  notice: { ...told, id: ID },
  recipientId: 7,
  channel: 'webhook',
  address,
  replyTo: null,
  secret,
  attempts: 1,
  claimedUntilMs: 0,
});

describe('a webhook', () => {
  const closers: (() => unknown)[] = [];
  after(async () => {
    for (const close of closers) await close();
  });

  async function receiverThat(answer?: Parameters<typeof startReceiver>[0]) {
    const receiver = await startReceiver(answer);
    const egress = createEgress({ allow: [receiver.host] });
    closers.push(receiver.close, egress.close);
    const post = (nowMs = Date.now()) => postWebhook(egress, deliveryTo(receiver.url), { nowMs, withinMs: WITHIN_MS });
    return { ...receiver, post };
  }

  // Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/libraries/javascript/src/webhook.test.ts,
  // "sign function works"; the same vector is in the tests of the specification's other libraries.
  test('webhook: is signed as the specification’s test vector says', () => {
    const headers = signedHeaders(
      'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      'msg_p5jXN8AQM9LWM0D4loKWxJek',
      1_614_265_330_000,
      '{"test": 2432232314}',
    );
    assert.deepEqual(headers, {
      'content-type': 'application/json',
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  test('webhook: has a secret of its own, as long as the specification wants it', () => {
    const bytes = Buffer.from(secret.slice('whsec_'.length), 'base64');
    assert.match(secret, /^whsec_[A-Za-z0-9+/]+=*$/);
    assert.ok(bytes.length >= 24 && bytes.length <= 64);
    assert.notEqual(createSecret(), secret);
  });

  test('webhook: carries the whole notice, and a receiver with the secret verifies it', async () => {
    const { post, posts } = await receiverThat();
    assert.equal(await post(), 'sent');
    const [{ headers, body }] = posts as [(typeof posts)[number]];
    const read = new Webhook(secret).verify(body, headers as Record<string, string>) as NoticeBody;
    assert.deepEqual(read, {
      type: 'assistance.opened',
      timestamp: '2026-05-04T18:00:00.000Z',
      data: {
        id: ID,
        tier: 'local',
        library: 'harford',
        subject: aNotice().subject,
        text: aNotice().text,
        about: { request: 1 },
      },
    });
    assert.deepEqual([headers['webhook-id'], headers['content-type']], [`${ID}-7`, 'application/json']);
    assert.throws(
      () => new Webhook(createSecret()).verify(body, headers as Record<string, string>),
      WebhookVerificationError,
    );
    assert.throws(
      () => new Webhook(secret).verify(body.replace('harford', 'garrett'), headers as Record<string, string>),
      WebhookVerificationError,
    );
  });

  test('webhook: a replay after five minutes is refused; our own retry is signed again', async () => {
    const { post, posts } = await receiverThat();
    const nowMs = Date.now();
    for (const agoMs of [6 * MINUTE_MS, 4 * MINUTE_MS, -6 * MINUTE_MS]) await post(nowMs - agoMs);
    const verdicts = posts.map(({ headers, body }) => {
      try {
        return Boolean(new Webhook(secret).verify(body, headers as Record<string, string>));
      } catch (error) {
        assert.ok(error instanceof WebhookVerificationError);
        return error.message;
      }
    });
    assert.deepEqual(verdicts, ['Message timestamp too old', true, 'Message timestamp too new']);
    const stretched = {
      ...(posts[0]!.headers as Record<string, string>),
      'webhook-timestamp': String(Math.floor(nowMs / 1000)),
    };
    assert.throws(() => new Webhook(secret).verify(posts[0]!.body, stretched), /No matching signature/);
    assert.equal(new Set(posts.map(({ headers }) => headers['webhook-id'])).size, 1, 'one id for every attempt');
  });

  test('webhook: is tried again after every answer but 2xx, and never after 410', async () => {
    const answers = [200, 204, 299, 400, 404, 429, 500, 502, 503, 504];
    const { post } = await receiverThat(() => ({ status: answers.shift() ?? 410, headers: { 'retry-after': '120' } }));
    for (const status of [...answers]) {
      const outcome = await post(0);
      if (status < 300) assert.equal(outcome, 'sent');
      else assert.deepEqual(outcome, { failed: `The receiver has answered ${status}.`, notBeforeMs: 120_000 });
    }
    assert.deepEqual(await post(), { failed: 'The receiver wants no more notices (410).', again: 'stop' });
  });

  test('webhook: does not follow a redirect', async () => {
    const elsewhere = await receiverThat();
    for (const status of [301, 302, 303, 307, 308]) {
      const { post } = await receiverThat(() => ({ status, headers: { location: elsewhere.url } }));
      assert.deepEqual(await post(), {
        failed: 'The receiver redirects, and redirects are not followed: change the address.',
      });
    }
    assert.equal(elsewhere.posts.length, 0);
  });

  test('webhook: gives up a receiver that hangs, is unreachable, or has moved to a private address', async () => {
    const { post } = await receiverThat(() => new Promise(() => undefined));
    assert.deepEqual(await post(), { failed: 'The receiver has not answered in time.' });
    const host = `127.0.0.1:${await reservePort()}`;
    const ask = { nowMs: Date.now(), withinMs: WITHIN_MS };
    assert.deepEqual(await postWebhook(createEgress({ allow: [host] }), deliveryTo(`http://${host}/`), ask), {
      failed: 'The receiver cannot be reached.',
    });
    assert.deepEqual(await postWebhook(createEgress({ allow: [] }), deliveryTo(`https://${host}/`), ask), {
      failed: 'The address leads to a private network.',
    });
  });
});
