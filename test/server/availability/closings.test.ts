// A snow day: local desks close together, each by its own clock, after a preview; one undo restores what was before.
import assert from 'node:assert/strict';
import { afterEach, before, test } from 'node:test';
import {
  changeQueueHours,
  closeDesks,
  closeQueues,
  closeQueueUntil,
  endLibraryMessage,
  getClosings,
  getLibraryMessage,
  getQueueAudit,
  getQueueHours,
  previewClosing,
  sendHeartbeat,
  setLibraryMessage,
  undoClosing,
  undoQueueChange,
  type Connection,
} from '@askusnow/sdk';
import type { AuditLog } from '@askusnow/sdk/contract';
import { loadMessage } from '../../../server/src/availability/message-store.ts';
import { withApp } from '../../support/app/fixture.ts';
import { codeOf, problemOf, sendRequest } from '../../support/app/requests.ts';
import { eventually } from '../../support/waiting.ts';

/** A Tuesday: 3:30 PM in New York, 1:30 PM in Denver. */
const NOW = '2026-11-24T20:30:00.000Z';
const DAILY = 'days: [mo, tu, we, th, fr, sa, su]';
const FILE = `
cooperative: { name: Test cooperative }
queues:
  - { id: harford-desk, name: Harford desk, tier: local, zone: America/New_York, presence: { kind: heartbeat }, hours: { weekly: [{ ${DAILY}, open: "09:00", close: "21:00" }] } }
  - { id: mesa-desk, name: Mesa desk, tier: local, zone: America/Denver, hours: { weekly: [{ ${DAILY}, open: "10:00", close: "18:00" }] } }
  - { id: kent-desk, name: Kent desk, tier: local, zone: America/New_York, hours: { weekly: null } }
  - { id: state, name: Statewide desk, tier: statewide, zone: America/New_York, hours: { weekly: [{ ${DAILY}, open: "08:00", close: "22:00" }] } }
  - { id: world, name: Global desk, tier: global, zone: America/New_York, hours: { weekly: [{ ${DAILY}, open: "00:00", close: "24:00" }] } }
libraries:
  - { id: harford, name: Harford, zone: America/New_York, live: true, origins: ["https://harford.example"], queues: { local: { queue: harford-desk, chat: "https://chat.example/harford" }, statewide: { queue: state, chat: "https://chat.example/state" } } }
  - { id: mesa, name: Mesa, zone: America/Denver, live: true, origins: ["https://mesa.example"], queues: { local: { queue: mesa-desk, chat: "https://chat.example/mesa" }, global: { queue: world, chat: "https://chat.example/world" } } }
  - { id: kent, name: Kent, zone: America/New_York, live: true, origins: ["https://kent.example"], queues: { local: { queue: kent-desk } } }
`;
/** 6 AM tomorrow by each desk's clock. */
const MORNING = { 'harford-desk': '2026-11-25T11:00:00.000Z', 'mesa-desk': '2026-11-25T13:00:00.000Z' };
const TEXT = 'Closed for snow.';
const ALL = { libraries: 'all', until: 'morning' } as const;

withApp({
  now: NOW,
  cooperative: FILE,
  as: {
    coordinator: ['coordinator'],
    harford: ['liaison', 'harford'],
    viewer: ['viewer', 'harford'],
    provider: ['provider'],
  },
}).describe('closings', (on) => {
  const closedUntil = async (queue: string) => (await getQueueHours(on.coordinator, queue)).closedUntil;
  const closings = async () =>
    Object.fromEntries(
      await Promise.all(
        ['harford-desk', 'mesa-desk', 'kent-desk', 'state', 'world'].map(
          async (id) => [id, await closedUntil(id)] as const,
        ),
      ),
    );
  const assertSharedOpen = async () =>
    assert.deepEqual([await closedUntil('state'), await closedUntil('world')], [null, null]);
  const messageOf = async (library: string) => (await getLibraryMessage(on.coordinator, library)).message?.text ?? null;
  const entries = async () =>
    (await sendRequest<AuditLog>(on.app, on.cookies.coordinator, 'audit?kind=closing&limit=100')).body.entries;
  const close = async (who: Connection, ask: Parameters<typeof closeDesks>[1]) => (await closeDesks(who, ask)).id;
  const seenOf = (library: string) => {
    const { state, tier, evidence, nextChange } = on.app.live.frame(library)!.availability;
    return { library, state, tier, evidence, nextChange };
  };

  before(() => eventually(() => on.app.live.frame('harford')));
  afterEach(async () => {
    await closeQueues(on.coordinator, { queues: 'all', until: null });
    for (const library of ['harford', 'mesa', 'kent']) {
      const view = await getLibraryMessage(on.coordinator, library);
      if (view.message) await endLibraryMessage(on.coordinator, library, view);
    }
    await on.app.live.refresh();
  });

  test('closings: the preview is what patrons then see, and one press closes local desks alone, with one audit entry', async () => {
    const ask = { ...ALL, text: TEXT };
    const before = await closings();
    const plan = await previewClosing(on.coordinator, ask);
    assert.deepEqual(await closings(), before, 'a preview writes nothing');
    assert.deepEqual(
      plan.desks.map(({ queue, until, stays, hours }) => [queue, until, stays, hours]),
      [
        ['harford-desk', MORNING['harford-desk'], null, [[NOW, '2026-11-25T02:00:00.000Z']]],
        ['kent-desk', null, 'hours-unknown', []],
        ['mesa-desk', MORNING['mesa-desk'], null, [[NOW, '2026-11-25T01:00:00.000Z']]],
      ],
    );
    assert.deepEqual(
      plan.libraries.map(({ library, message }) => [library, message]),
      [
        ['harford', true],
        ['mesa', true],
      ],
    );
    const audited = (await entries()).length;
    await close(on.coordinator, { ...ask, seen: plan.seen, note: 'Snow' });

    await on.app.live.refresh();
    assert.deepEqual(await closings(), { ...before, ...MORNING });
    assert.deepEqual(
      plan.libraries.map(({ library, state, tier, evidence, nextChange }) => ({
        library,
        state,
        tier,
        evidence,
        nextChange,
      })),
      ['harford', 'mesa'].map(seenOf),
    );
    assert.deepEqual([seenOf('harford').tier, seenOf('mesa').tier], ['statewide', 'global']);
    await eventually(() => on.app.live.frame('mesa')?.availability.message?.text === TEXT);
    assert.deepEqual([await messageOf('harford'), await messageOf('kent')], [TEXT, null]);
    await assertSharedOpen();
    const [entry, ...more] = await entries();
    assert.equal(more.length, audited);
    assert.deepEqual(
      [entry?.action, entry?.note, (entry!.after as { desks: object }).desks],
      ['desks-closed', 'Snow', MORNING],
    );
  });

  test('closings: mutant: a closing of all desks closes the shared ones, too', async () => {
    await closeQueues(on.coordinator, { queues: 'all', until: MORNING['harford-desk'] });
    await assert.rejects(assertSharedOpen, { code: 'ERR_ASSERTION' });
  });

  test('closings: a shared desk closes where it is named; until tonight’s closing is each desk’s own, by its zone', async () => {
    await close(on.coordinator, { libraries: 'all', shared: ['state'], until: 'closing' });
    assert.deepEqual(await closings(), {
      ...{ 'harford-desk': '2026-11-25T02:00:00.000Z', 'mesa-desk': '2026-11-25T01:00:00.000Z', 'kent-desk': null },
      ...{ state: '2026-11-25T03:00:00.000Z', world: null },
    });
  });

  test('closings: an undo restores exactly what was before, once', async () => {
    const until = '2026-11-25T01:30:00.000Z';
    const { revision } = await getQueueHours(on.harford, 'harford-desk');
    await closeQueueUntil(on.harford, 'harford-desk', { until, revision });
    const message = { text: 'Printers are down.', until: '2026-11-26T20:00:00.000Z' };
    await setLibraryMessage(on.harford, 'harford', { ...message, revision: 0 });
    const before = await closings();
    const plan = await previewClosing(on.coordinator, { ...ALL, text: TEXT });
    assert.deepEqual(
      plan.libraries.map(({ replaces }) => replaces),
      ['Printers are down.', null],
    );
    const id = await close(on.coordinator, { ...ALL, text: TEXT });
    assert.equal((await getClosings(on.coordinator)).closings[0]?.undoable, true);
    const undone = await undoClosing(on.coordinator, id);
    assert.deepEqual(undone, { deskCount: 2, left: { desks: [], libraries: [] } });
    assert.deepEqual(await closings(), before);
    assert.deepEqual((await loadMessage(on.app.database.db, 'harford', Date.parse(NOW))).message, message);
    assert.equal(await messageOf('mesa'), null);
    assert.equal(await codeOf(undoClosing(on.coordinator, id)), '409 nothing-to-undo');
    assert.equal((await getClosings(on.coordinator)).closings[0]?.undoable, false);
  });

  const changedSince = async () => {
    const id = await close(on.coordinator, { ...ALL, text: TEXT });
    const { revision } = await getQueueHours(on.harford, 'harford-desk');
    await closeQueueUntil(on.harford, 'harford-desk', { until: '2026-11-30T14:00:00.000Z', revision });
    const view = await getLibraryMessage(on.harford, 'harford');
    await setLibraryMessage(on.harford, 'harford', {
      text: 'Water in the cellar.',
      until: '2026-11-30T14:00:00.000Z',
      revision: view.revision,
    });
    return id;
  };
  const assertLeft = async () =>
    assert.deepEqual(
      [
        await closedUntil('harford-desk'),
        await closedUntil('mesa-desk'),
        await messageOf('harford'),
        await messageOf('mesa'),
      ],
      ['2026-11-30T14:00:00.000Z', null, 'Water in the cellar.', null],
    );

  test('closings: an undo leaves what somebody has changed since, and names it', async () => {
    const { left, deskCount } = await undoClosing(on.coordinator, await changedSince());
    assert.equal(deskCount, 1);
    assert.deepEqual(left, {
      desks: [{ id: 'harford-desk', name: 'Harford desk' }],
      libraries: [{ id: 'harford', name: 'Harford' }],
    });
    await assertLeft();
  });

  test('closings: mutant: an undo that goes by the closing alone overwrites what another has changed since', async () => {
    await changedSince();
    const [entry] = await entries();
    for (const [queue, until] of Object.entries((entry!.before as { desks: Record<string, string | null> }).desks))
      await closeQueues(on.coordinator, { queues: [queue], until });
    await assert.rejects(assertLeft, { code: 'ERR_ASSERTION' });
  });

  test('closings: a changed week counts as a change since; where everything was changed, nothing is undone', async () => {
    const id = await close(on.harford, ALL);
    const { hours, revision } = await getQueueHours(on.harford, 'harford-desk');
    await changeQueueHours(on.harford, 'harford-desk', { hours, revision });
    assert.equal(await codeOf(undoClosing(on.harford, id)), '409 nothing-to-undo');
    assert.equal(await closedUntil('harford-desk'), MORNING['harford-desk']);
  });

  test('closings: a desk that is closed for longer stays; where nothing closes, nothing is written', async () => {
    const later = '2026-12-20T05:00:00.000Z';
    await closeQueues(on.coordinator, { queues: ['harford-desk'], until: later });
    const { desks } = await previewClosing(on.harford, ALL);
    assert.deepEqual([desks[0]?.until, desks[0]?.stays], [null, 'closed-already']);
    assert.equal(await codeOf(closeDesks(on.harford, ALL)), '409 nothing-to-close');
    await close(on.coordinator, ALL);
    assert.equal(await closedUntil('harford-desk'), later);
  });

  test('closings: what has changed since the preview is refused, and nothing closes', async () => {
    const { seen } = await previewClosing(on.coordinator, ALL);
    await closeQueues(on.coordinator, { queues: ['mesa-desk'], until: '2026-11-24T22:00:00.000Z' });
    assert.equal(await codeOf(closeDesks(on.coordinator, { ...ALL, seen })), '409 stale-revision');
    assert.equal(await closedUntil('harford-desk'), null);
  });

  test('closings: a desk that still sends stays closed', async () => {
    await sendHeartbeat(on.harford, 'harford-desk', { state: 'available', seq: 1 });
    await eventually(() => on.app.live.frame('harford')?.availability.tiers[0]?.evidence === 'observed');
    await close(on.harford, ALL);
    await sendHeartbeat(on.harford, 'harford-desk', { state: 'available', seq: 2 });
    await on.app.live.refresh();
    assert.equal(on.app.live.frame('harford')?.availability.tiers[0]?.state, 'closed');
  });

  test('closings: a desk’s history has the closing and its undo; its own undo opens that desk alone', async () => {
    const id = await close(on.coordinator, { ...ALL, note: 'Snow' });
    const { revision } = await getQueueHours(on.harford, 'harford-desk');
    const [entry] = (await getQueueAudit(on.harford, 'harford-desk')).entries;
    assert.deepEqual(
      [entry?.action, entry?.note, entry?.before, entry?.after],
      ['closed-until', 'Snow', { closedUntil: null }, { closedUntil: MORNING['harford-desk'] }],
    );
    assert.equal((await undoQueueChange(on.harford, 'harford-desk', { revision })).closedUntil, null);
    assert.equal(await closedUntil('mesa-desk'), MORNING['mesa-desk']);
    await undoClosing(on.coordinator, id);
    assert.equal((await getQueueAudit(on.coordinator, 'mesa-desk')).entries[0]?.action, 'undone');
  });

  test('closings: a liaison closes their own desk alone, and undoes their own closing; a viewer and a provider nothing', async () => {
    assert.deepEqual(
      (await previewClosing(on.harford, ALL)).desks.map(({ queue }) => queue),
      ['harford-desk'],
    );
    const refused = await Promise.all(
      [{ libraries: ['harford', 'mesa'] }, { libraries: [], shared: ['state'] }, { libraries: ['nowhere'] }].map(
        (ask) => problemOf(closeDesks(on.harford, { ...ask, until: 'morning' })),
      ),
    );
    assert.deepEqual(refused, [
      { status: 404, code: 'unknown-library', fields: ['libraries.1'] },
      { status: 404, code: 'unknown-queue', fields: ['shared.0'] },
      { status: 404, code: 'unknown-library', fields: ['libraries.0'] },
    ]);
    for (const who of [on.viewer, on.provider]) assert.match(await codeOf(closeDesks(who, ALL)), /^403 /);
    const theirs = await close(on.coordinator, ALL);
    assert.match(await codeOf(undoClosing(on.harford, theirs)), /^404 /);
    assert.match(await codeOf(undoClosing(on.viewer, theirs)), /^403 /);
    await undoClosing(on.coordinator, theirs);
    const own = await close(on.harford, ALL);
    assert.equal(await closedUntil('mesa-desk'), null);
    assert.deepEqual((await getClosings(on.harford)).closings.map(({ id }) => id).includes(theirs), false);
    await undoClosing(on.harford, own);
    assert.deepEqual(await closedUntil('harford-desk'), null);
  });

  test('closings: bad input names its field', async () => {
    const fieldsOf = async (ask: object) => {
      const { status, body } = await sendRequest(on.app, on.cookies.coordinator, 'closings', { ...ALL, ...ask });
      return [status, ...(body.errors ?? []).map(({ field }) => field)];
    };
    assert.deepEqual(await fieldsOf({ until: 'soon' }), [422, 'until']);
    assert.deepEqual(await fieldsOf({ until: NOW }), [422, 'until']);
    assert.deepEqual(await fieldsOf({ until: '2026-12-24T14:00:00Z', text: TEXT }), [422, 'until']);
    assert.deepEqual(await fieldsOf({ text: ' ' }), [422, 'text']);
    assert.deepEqual(await fieldsOf({ libraries: 'some' }), [422, 'libraries']);
    assert.deepEqual(await fieldsOf({ libraries: [] }), [422, 'libraries']);
    assert.deepEqual(await fieldsOf({ shared: ['harford-desk'] }), [404, 'shared.0']);
  });
});
