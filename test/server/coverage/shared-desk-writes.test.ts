// A shared desk: many may see it, but only its own people and the coordinator change it.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import Fastify from 'fastify';
import { getPresenceAudit, getQueuePresence, sendHeartbeat, type DeskState } from '@askusnow/sdk';
import { accountsPlugin, type RouteAccess } from '../../../server/src/accounts/plugin.ts';
import type { Access } from '@askusnow/sdk/contract';
import { withApp } from '../../support/app/fixture.ts';
import { codeOf, sendRequest } from '../../support/app/requests.ts';
import { MONDAY_10, watchHeartbeats } from '../../support/data/desks.ts';

withApp({
  now: MONDAY_10,
  as: {
    liaison: ['liaison', 'harford'],
    desk: ['desk', 'statewide'],
    otherDesk: ['desk', 'harford-desk'],
    coordinator: ['coordinator'],
  },
}).describe('a shared desk', (on) => {
  let seq = 0;
  before(() => watchHeartbeats(on.app));

  const beat = (who: keyof typeof on.cookies, queue: string, state: DeskState) =>
    sendHeartbeat(on[who], queue, { state, seq: (seq += 1) });
  const seenAs = async (queue: string) => (await getQueuePresence(on.coordinator, queue)).state;

  test('shared desk: a liaison whose library names it cannot say that somebody is there; its own people and the coordinator can', async () => {
    assert.equal(await codeOf(beat('liaison', 'statewide', 'available')), '403 shared-desk');
    assert.equal(await codeOf(beat('otherDesk', 'statewide', 'available')), '404 unknown-queue');
    assert.notEqual(await seenAs('statewide'), 'available');
    assert.notEqual(on.app.live.frame('cecil')!.availability.tiers[1]!.evidence, 'observed');
    assert.equal((await beat('desk', 'statewide', 'available')).state, 'available');
    assert.equal((await beat('coordinator', 'statewide', 'busy')).state, 'available');
    assert.equal((await beat('liaison', 'harford-desk', 'available')).state, 'available');
    const settable = async (who: keyof typeof on.cookies, queue: string) =>
      (await getQueuePresence(on[who], queue)).settable;
    assert.deepEqual(
      [
        await settable('liaison', 'statewide'),
        await settable('liaison', 'harford-desk'),
        await settable('desk', 'statewide'),
      ],
      [false, true, true],
    );
  });

  /** Every route that may change something, and what keeps a liaison from a desk that libraries share. */
  const WRITES: Record<
    string,
    'editable-queue' | 'attended-desk' | 'changes no queue' | 'by its body' | 'by its token'
  > = {
    'PUT /v1/queues/:queue/hours': 'editable-queue',
    'PUT /v1/queues/:queue/closed-until': 'editable-queue',
    'POST /v1/queues/:queue/hours/undo': 'editable-queue',
    'POST /v1/queues/:queue/hours/preview': 'changes no queue',
    'POST /v1/queues/:queue/shifts/preview': 'changes no queue',
    'POST /v1/queues/:queue/shifts/copy': 'changes no queue',
    'PUT /v1/queues/:queue/shifts': 'editable-queue',
    'PUT /v1/queues/:queue/shift-feed': 'editable-queue',
    'POST /v1/queues/:queue/calendar': 'editable-queue',
    'DELETE /v1/queues/:queue/calendar': 'editable-queue',
    'POST /v1/queues/:queue/corrections': 'editable-queue',
    'POST /v1/queues/:queue/desks': 'editable-queue',
    'POST /v1/queues/:queue/desk-accounts': 'editable-queue',
    'DELETE /v1/queues/:queue/desks/:desk': 'editable-queue',
    'POST /v1/queues/:queue/heartbeat': 'attended-desk',
    'POST /v1/queues/:queue/swamped': 'attended-desk',
    // A library of the account's own, or a desk's own account: `maySpeakFor`.
    'PUT /v1/clock': 'by its body',
    'POST /v1/heartbeat': 'by its token',
    'PUT /v1/closing': 'by its body',
    'POST /v1/closings': 'by its body',
    'POST /v1/closings/:closing/undo': 'by its body',
    'POST /v1/closings/preview': 'changes no queue',
    'POST /v1/libraries/:library/assistance': 'by its body',
    // The coordinator's, and steps of a request: rights.ts says who takes which.
    'POST /v1/assistance': 'changes no queue',
    'POST /v1/assistance/:request/steps': 'changes no queue',
    'POST /v1/libraries/:library/assistance/preview': 'changes no queue',
    'POST /v1/assistance/preview': 'changes no queue',
    'POST /v1/events': 'changes no queue',
    'POST /v1/recipients': 'changes no queue',
    'DELETE /v1/recipients/:recipient': 'changes no queue',
    'PUT /v1/recipients/:recipient/kinds': 'changes no queue',
    'POST /v1/recipients/:recipient/link': 'changes no queue',
    'POST /v1/recipients/:recipient/test': 'changes no queue',
    'POST /v1/session/end': 'changes no queue',
    'PUT /v1/session/email': 'changes no queue',
    'PUT /v1/session/monday': 'changes no queue',
    'POST /v1/sessions/end': 'changes no queue',
    'DELETE /v1/sessions/:session': 'changes no queue',
    'POST /v1/tokens': 'changes no queue',
    'DELETE /v1/tokens/:token': 'changes no queue',
    // An address that reads.
    'POST /v1/libraries/:library/calendar': 'changes no queue',
    'DELETE /v1/libraries/:library/calendar': 'changes no queue',
    // A library's website, its words and its webmaster.
    'PUT /v1/libraries/:library/placements/:placement/retirement': 'changes no queue',
    'PUT /v1/libraries/:library/message': 'changes no queue',
    'DELETE /v1/libraries/:library/message': 'changes no queue',
    'PUT /v1/libraries/:library/comments/:month': 'changes no queue',
    'POST /v1/libraries/:library/shares': 'changes no queue',
    'DELETE /v1/libraries/:library/shares/:share': 'changes no queue',
    'POST /v1/libraries/:library/notes': 'changes no queue',
    'DELETE /v1/libraries/:library/notes/:note': 'changes no queue',
    'PUT /v1/libraries/:library/statements/:rule': 'changes no queue',
    'DELETE /v1/libraries/:library/statements/:rule': 'changes no queue',
    'POST /v1/libraries/:library/page-checks': 'changes no queue',
    'POST /v1/libraries/:library/hand-overs': 'changes no queue',
    'POST /v1/libraries/:library/hand-overs/:work/notes': 'changes no queue',
    'DELETE /v1/libraries/:library/hand-overs/:work': 'changes no queue',
    'POST /v1/libraries/:library/campaigns': 'changes no queue',
    'DELETE /v1/libraries/:library/campaigns/:campaign': 'changes no queue',
    'POST /v1/libraries/:library/campaigns/:campaign/link': 'changes no queue',
    'DELETE /v1/libraries/:library/campaigns/:campaign/link': 'changes no queue',
    'PUT /v1/libraries/:library/questions': 'changes no queue',
    'PUT /v1/libraries/:library/questions/plan': 'changes no queue',
    'PUT /v1/libraries/:library/survey': 'changes no queue',
    'POST /v1/announcements': 'changes no queue',
    'POST /v1/liaison-messages': 'changes no queue',
    'POST /v1/liaison-messages/preview': 'changes no queue',
    'POST /v1/meetings': 'changes no queue',
    'PUT /v1/meetings/:meeting': 'changes no queue',
    'DELETE /v1/meetings/:meeting': 'changes no queue',
    'POST /v1/visits': 'changes no queue',
    'DELETE /v1/visits/:visit': 'changes no queue',
    'POST /v1/proposals': 'changes no queue',
    'PUT /v1/proposals/:proposal': 'changes no queue',
    'PUT /v1/proposals/:proposal/state': 'changes no queue',
    'POST /v1/announcements/:announcement/acknowledgement': 'changes no queue',
    'POST /v1/problem-reports': 'changes no queue',
    'POST /v1/problem-reports/:report/answer': 'changes no queue',
    'POST /v1/libraries/:library/training': 'changes no queue',
    'DELETE /v1/libraries/:library/training/:training': 'changes no queue',
    'POST /v1/libraries/:library/refresher': 'changes no queue',
    'POST /v1/follow-ups': 'changes no queue',
    'POST /v1/follow-ups/lists': 'changes no queue',
    'POST /v1/follow-ups/:followup/steps': 'changes no queue',
    'PUT /v1/libraries/:library/policies/:topic': 'changes no queue',
    'POST /v1/libraries/:library/policies/import': 'changes no queue',
    'POST /v1/libraries/:library/policies/preview': 'changes no queue',
    'POST /v1/libraries/:library/proposed-addresses': 'changes no queue',
    'DELETE /v1/libraries/:library/proposed-addresses/:address': 'changes no queue',
    'POST /v1/libraries/:library/proposed-addresses/:address/acknowledgement': 'changes no queue',
    'PUT /v1/proposed-addresses/:address/answer': 'changes no queue',
    // Asks the coordinator, whose acceptance changes the shifts.
    'POST /v1/libraries/:library/shift-requests': 'changes no queue',
    'DELETE /v1/libraries/:library/shift-requests/:request': 'changes no queue',
    'POST /v1/libraries/:library/shift-requests/:request/acknowledgement': 'changes no queue',
    'POST /v1/libraries/:library/alerts': 'changes no queue',
    'PUT /v1/libraries/:library/alerts/:alert': 'changes no queue',
    'DELETE /v1/libraries/:library/alerts/:alert': 'changes no queue',
    // An hour that the library itself owes, or accepts.
    'POST /v1/libraries/:library/covers': 'by its body',
    'POST /v1/libraries/:library/covers/:cover/steps': 'by its body',
    'POST /v1/libraries/:library/duty-corrections': 'by its body',
    'POST /v1/libraries/:library/served': 'changes no queue',
    'DELETE /v1/libraries/:library/served/:served': 'changes no queue',
    'POST /v1/libraries/:library/made-up-hours': 'by its body',
    'DELETE /v1/libraries/:library/made-up-hours/:made': 'by its body',
    'POST /v1/libraries/:library/announced-closings': 'by its body',
    'DELETE /v1/libraries/:library/announced-closings/:closing': 'by its body',
    'POST /v1/libraries/:library/policies/:topic/reports': 'changes no queue',
    'PUT /v1/libraries/:library/policies/:topic/reports/:report/answer': 'changes no queue',
    'POST /v1/libraries/:library/scripts': 'changes no queue',
    'PUT /v1/libraries/:library/scripts/:script': 'changes no queue',
    'DELETE /v1/libraries/:library/scripts/:script': 'changes no queue',
    'POST /v1/scripts': 'changes no queue',
    'PUT /v1/scripts/:script': 'changes no queue',
    'DELETE /v1/scripts/:script': 'changes no queue',
    'POST /v1/libraries/:library/contacts': 'changes no queue',
    'PUT /v1/libraries/:library/contacts/:contact': 'changes no queue',
    'POST /v1/libraries/:library/contacts/:contact/verified': 'changes no queue',
    'POST /v1/libraries/:library/contacts/:contact/check': 'changes no queue',
    'POST /contact-check/:token': 'changes no queue',
    'DELETE /v1/libraries/:library/contacts/:contact': 'changes no queue',
    'PUT /v1/session/directory': 'changes no queue',
    'POST /v1/libraries/:library/colleagues': 'changes no queue',
    'POST /v1/colleagues/:account/invitations': 'changes no queue',
    'DELETE /v1/colleagues/:account': 'changes no queue',
    'PUT /v1/libraries/:library/sealed/:field': 'changes no queue',
    'DELETE /v1/libraries/:library/sealed/:field': 'changes no queue',
    'POST /v1/libraries/:library/sealed/:field/reveal': 'changes no queue',
    'POST /v1/hand-overs/:token/checks': 'changes no queue',
    'POST /v1/hand-overs/:token/notes': 'changes no queue',
    // The coordinator's alone.
    'PUT /v1/shift-requests/:request/answer': 'changes no queue',
    'POST /v1/shift-requests/:request/undo': 'changes no queue',
    'PUT /v1/questions/plan': 'changes no queue',
    'PUT /v1/registration': 'changes no queue',
    'POST /v1/registrations/preview': 'changes no queue',
    'PUT /v1/registrations': 'changes no queue',
    'PUT /v1/libraries/:library/registration': 'changes no queue',
    'DELETE /v1/libraries/:library/registration': 'changes no queue',
    'POST /v1/libraries/:library/registration/preview': 'changes no queue',
    'POST /v1/libraries/:library/registration/undo': 'changes no queue',
    'POST /v1/registration/undo': 'changes no queue',
    'POST /v1/presence-sources/try': 'changes no queue',
    'PUT /v1/queues/:queue/registration': 'changes no queue',
    'DELETE /v1/queues/:queue/registration': 'changes no queue',
    'POST /v1/queues/:queue/registration/undo': 'changes no queue',
    'PUT /v1/standard': 'changes no queue',
    'POST /v1/standard/preview': 'changes no queue',
    'POST /v1/accounts': 'changes no queue',
    'DELETE /v1/accounts/:account': 'changes no queue',
    'POST /v1/accounts/:account/invitations': 'changes no queue',
    'DELETE /v1/accounts/:account/invitations': 'changes no queue',
    'DELETE /v1/accounts/:account/tokens/:token': 'changes no queue',
    'POST /v1/accounts/:account/sessions/end': 'changes no queue',
    'PUT /v1/accounts/:account/role': 'changes no queue',
    'DELETE /v1/accounts/:account/data': 'changes no queue',
    'DELETE /v1/session/data': 'changes no queue',
    'POST /sign-in': 'changes no queue',
    'POST /set-up/:token': 'changes no queue',
    'POST /unsubscribe/:token': 'changes no queue',
    'POST /unsubscribe/:token/all': 'changes no queue',
    'POST /recipients/:token': 'changes no queue',
    'POST /offers/:token': 'changes no queue',
    'POST /sign-in/:token': 'changes no queue',
    'POST /email/:token': 'changes no queue',
  };

  test('shared desk: each route that writes is known, and says what protects a shared desk', async () => {
    const isWrite = ({ method }: RouteAccess): boolean => !['GET', 'HEAD'].includes(method);
    const routes = on.app.app.routeAccess.filter(isWrite);
    assert.deepEqual(routes.map(({ method, url }) => `${method} ${url}`).sort(), Object.keys(WRITES).sort());
    for (const { method, url, access } of routes) {
      const rule = WRITES[`${method} ${url}`];
      if (rule === 'editable-queue' || rule === 'attended-desk') assert.equal(access, rule, url);
      if (access !== rule) continue;
      const path = url.replace('/v1/', '').replace(':queue', 'statewide').replace(':desk', '1');
      const { status, body } = await sendRequest(on.app, on.cookies.liaison, path, {}, method);
      const code = rule === 'attended-desk' ? 'shared-desk' : 'not-editable';
      assert.deepEqual([status, body.code], [403, code], `${method} ${url}`);
    }
  });

  test('shared desk: a route that names queues in its body refuses a shared one', async () => {
    const until = new Date(on.clock.now() + 3_600_000).toISOString();
    const closing = await sendRequest(on.app, on.cookies.liaison, 'closing', { queues: ['statewide'], until }, 'PUT');
    assert.deepEqual([closing.status, closing.body.errors?.[0]?.field], [404, 'queues.0']);
    const opening = { queue: 'statewide', reason: 'by-hand', gap: { start: until, end: null } };
    const call = await sendRequest(on.app, on.cookies.liaison, 'libraries/harford/assistance', opening);
    assert.deepEqual([call.status, call.body.errors?.[0]?.field], [422, 'queue']);
  });

  test('shared desk: what people set it to is written down with who did: once per change, not per heartbeat', async () => {
    on.clock.advance(600_000);
    const before = (await getPresenceAudit(on.coordinator, 'statewide')).entries.length;
    for (const state of ['available', 'available', 'available', 'away', 'away'] as const) {
      await beat('desk', 'statewide', state);
      on.clock.advance(30_000);
    }
    // Silent for longer than a heartbeat counts: what is said next is said anew.
    on.clock.advance(90_000);
    await beat('desk', 'statewide', 'away');
    const { entries } = await getPresenceAudit(on.liaison, 'statewide');
    const said = entries.slice(0, entries.length - before);
    assert.deepEqual(
      said.map(({ by, action, before: from, after: to }) => [by, action, from, to]),
      [
        ['desk statewide', 'presence-set', { state: null }, { state: 'away' }],
        ['desk statewide', 'presence-set', { state: 'available' }, { state: 'away' }],
        ['desk statewide', 'presence-set', { state: null }, { state: 'available' }],
      ],
    );
  });
});

describe('a route that changes something of a queue', () => {
  const add = async (access: Access, isReadOnly?: boolean): Promise<void> => {
    const app = Fastify();
    const clock = { now: () => 0, after: () => ({ cancel: () => undefined }) };
    await app.register(accountsPlugin({ clock, config: {}, database: {}, registry: {} } as never));
    app.post('/v1/queues/:queue/secret', { config: { access, ...(isReadOnly && { isReadOnly }) } }, () => 'done');
    await app.ready();
    await app.close();
  };

  test('shared desk route: must declare a rule that asks whether libraries share the desk, or the app does not start', async () => {
    for (const access of ['own-queue', 'own-desk', 'signed-in', 'staff', 'anyone'] as const)
      await assert.rejects(add(access), /lets any library change a shared desk/, access);
    for (const access of ['editable-queue', 'attended-desk', 'coordinator'] as const) await add(access);
    await add('own-queue', true);
  });
});
