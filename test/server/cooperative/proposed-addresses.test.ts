// A liaison proposes a site or a key page, the coordinator answers: nothing is counted there before that, and everything after.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  acknowledgeProposedAddress,
  answerProposedAddress,
  checkOrigin,
  endLibraryRegistration,
  getAllProposedAddresses,
  getAudit,
  getLibraryRegistration,
  getPlacements,
  getProposedAddresses,
  getTasks,
  proposeAddress,
  saveLibraryRegistration,
  withdrawProposedAddress,
  type NewProposedAddress,
  type ProposedAddress,
} from '@askusnow/sdk';
import { loadWaiting } from '../../../server/src/cooperative-file/proposed-address-store.ts';
import { BROWSERS } from '../../../server/src/simulation/traffic.ts';
import { startApp, type TestApp } from '../../support/app/app.ts';
import { createTestStore } from '../../support/app/database.ts';
import { withApp } from '../../support/app/fixture.ts';
import { codeOf, connectionTo, problemOf, sendRequest } from '../../support/app/requests.ts';
import { TWO_LIBRARIES } from '../../support/app/two-libraries.ts';
import { aBatch } from '../../support/data/event-batch.ts';
import { eventually } from '../../support/waiting.ts';

const SITE = 'https://www.library.example';
const BLOG = 'https://blog.library.example';

/** What a page's view comes to: the reply's status. */
const viewAt = async (node: Pick<TestApp, 'url'>, origin: string, at?: number): Promise<number> => {
  const headers = { origin, 'content-type': 'text/plain', 'user-agent': BROWSERS.desktop };
  const body = JSON.stringify(aBatch({ page: '/', ...(at !== undefined && { at }) }));
  return (await fetch(`${node.url}/v1/events`, { method: 'POST', headers, body })).status;
};

withApp({
  now: '2026-11-02T15:00:00.000Z',
  as: {
    coordinator: ['coordinator'],
    harford: ['liaison', 'harford'],
    other: ['liaison', 'harford', 'cecil'],
    cecil: ['liaison', 'cecil'],
    viewer: ['viewer', 'harford'],
    provider: ['provider'],
  },
}).describe('proposed addresses', (on) => {
  const propose = (asked: NewProposedAddress): Promise<ProposedAddress> => proposeAddress(on.harford, 'harford', asked);
  const accept = (id: number) => answerProposedAddress(on.coordinator, id, { state: 'accepted' });
  const registered = async () => (await getLibraryRegistration(on.coordinator, 'harford')).registration;
  const view = (origin: string): Promise<number> => viewAt(on.app, origin, on.clock.now());

  test('proposed addresses: a site waits, is refused to pages, and counts once it is accepted; mutant: registered as it is proposed', async () => {
    const site = await propose({ address: `${BLOG}/posts/today` });
    assert.deepEqual(
      [site.origin, site.page, site.isNewSite, site.state, site.isOwn, site.answer],
      [BLOG, null, true, 'waiting', true, null],
    );
    assert.equal(await view(BLOG), 403);
    assert.deepEqual((await registered()).origins, ['https://catalog.library.example', SITE]);
    const { tasks } = await getTasks(on.coordinator);
    const task = tasks.find(({ key }) => key === 'proposed-addresses');
    assert.deepEqual([task?.title, task?.path], ['A proposed site or key page waits for you', '/dashboard/-/partners']);

    const accepted = await accept(site.id);
    assert.deepEqual([accepted.state, accepted.isNewSite, accepted.answer?.reason], ['accepted', false, '']);
    assert.equal(await view(BLOG), 202);
    assert.ok((await registered()).origins.includes(BLOG));
    const { placements } = await getPlacements(on.harford, 'harford', { days: 30 });
    assert.ok(placements.some(({ origin }) => origin === BLOG));
    const { entries } = await getAudit(on.coordinator, { library: 'harford' });
    const actions = entries.map(({ action }) => action);
    for (const each of ['address-proposed', 'proposed-address-accepted', 'registration-changed'])
      assert.ok(actions.includes(each), each);
    assert.equal(
      (await getTasks(on.coordinator)).tasks.find(({ key }) => key === 'proposed-addresses'),
      undefined,
    );

    const early = 'https://early.library.example';
    await propose({ address: early });
    const { db } = on.app.database;
    await db.insertInto('library_origin').values({ library_id: 'harford', origin: early, registered: true }).execute();
    await on.app.registry.reload();
    assert.equal(await view(early), 202, 'the mutant counts what nobody has accepted');
  });

  test('proposed addresses: of a registered site a page becomes a key page, named by its kind, where it is counted', async () => {
    const contact = await propose({ address: `${SITE}/contact`, kind: 'contact' });
    assert.deepEqual(contact.page, { name: 'Contact page', kind: 'contact', pattern: '/contact' });
    assert.equal(contact.isNewSite, false);
    await accept(contact.id);
    const added = (await registered()).keyPages.at(-1);
    assert.deepEqual(added, { ...contact.page, origin: SITE, minPatterns: 1, weight: 1 });
    const deep = await propose({ address: `${SITE}/about/staff`, kind: 'contact' });
    assert.deepEqual(deep.page, { name: 'Contact page 2', kind: 'contact', pattern: '/about/:slug' });
    const guides = await propose({ address: 'https://guides.library.example/', kind: 'guides', name: 'Guides' });
    assert.deepEqual([guides.isNewSite, guides.page?.pattern], [true, '/']);
    await accept(guides.id);
    assert.deepEqual((await registered()).keyPages.at(-1)?.origin, 'https://guides.library.example');
  });

  test('proposed addresses: each fault is named by its field', async () => {
    for (const [asked, field] of [
      [{ address: 'library.example' }, 'address'],
      [{ address: 'http://new.library.example' }, 'address'],
      [{ address: 'https://ann:secret@new.library.example' }, 'address'],
      [{ address: 'https://new.library.example/search?q=divorce' }, 'address'],
      [{ address: 'https://new.library.example/#me' }, 'address'],
      [{ address: 'https://new.library.example.' }, 'address'],
      [{ address: `${SITE}/`, kind: 'home' }, 'address'],
      [{ address: SITE }, 'kind'],
      [{ address: `${SITE}/search`, kind: 'no-results' }, 'kind'],
      [{ address: `${SITE}/teens`, kind: 'young-adult', name: 'Home page' }, 'name'],
      [{ address: 'https://new.library.example', name: 'News' }, 'name'],
    ] as [NewProposedAddress, string][]) {
      const { status, fields } = await problemOf(propose(asked));
      assert.deepEqual([status, fields], [422, [field]], JSON.stringify(asked));
    }
    await propose({ address: `${SITE}/databases`, kind: 'databases' });
    const again = await problemOf(propose({ address: `${SITE}/databases/`, kind: 'databases' }));
    assert.deepEqual(again.fields, ['address']);
  });

  test('proposed addresses: a decline says why; what is answered is neither answered again nor withdrawn', async () => {
    const { id } = await propose({ address: 'https://shop.library.example' });
    const reason = 'The shop is run by the Friends.';
    const declined = await answerProposedAddress(on.coordinator, id, { state: 'declined', reason });
    assert.deepEqual([declined.state, declined.answer?.reason], ['declined', reason]);
    assert.equal(await view('https://shop.library.example'), 403);
    assert.equal(await codeOf(accept(id)), '409 already-answered');
    assert.equal(await codeOf(withdrawProposedAddress(on.harford, 'harford', id)), '409 already-answered');
    const mine = await propose({ address: 'https://radio.library.example' });
    assert.equal(await codeOf(withdrawProposedAddress(on.other, 'harford', mine.id)), '403 not-yours');
    const { addresses } = await getProposedAddresses(on.other, 'harford');
    assert.equal(addresses.find(({ id: each }) => each === mine.id)?.isOwn, false);
    await withdrawProposedAddress(on.harford, 'harford', mine.id);
    assert.equal(await codeOf(accept(mine.id)), '404 not-found');
  });

  test('proposed addresses: the one who proposed it learns the answer from Home, until it is acknowledged', async () => {
    const answered = async (by = on.harford) =>
      (await getTasks(by)).tasks
        .filter(({ key }) => key === 'proposal-answered')
        .map(({ title, path, library }) => ({ title, path, library: library?.id }));
    const own = async (by = on.harford) => (await getProposedAddresses(by, 'harford')).addresses;
    const acknowledge = (id: number, by = on.harford, library = 'harford') =>
      acknowledgeProposedAddress(by, library, id);
    for (const each of await own()) if (each.isUnread) await acknowledge(each.id);
    assert.deepEqual(await answered(), []);

    const { id } = await propose({ address: `${SITE}/news/board`, kind: 'contact' });
    assert.deepEqual([await answered(), await codeOf(acknowledge(id))], [[], '409 not-answered']);
    await answerProposedAddress(on.coordinator, id, { state: 'declined' });
    const task = { path: '/dashboard/harford/visibility?part=pages', library: 'harford' };
    const title = `The coordinator declined your proposal ${SITE}/news/…`;
    assert.deepEqual(await answered(), [{ title, ...task }]);
    assert.equal((await own()).find(({ state }) => state !== 'waiting')?.id, id, 'before those that are acknowledged');
    assert.deepEqual(
      [await answered(on.other), (await own(on.other)).some(({ isUnread }) => isUnread)],
      [[], false],
      'who has proposed nothing waits for nothing',
    );
    const second = await propose({ address: 'https://maps.library.example' });
    await accept(second.id);
    assert.deepEqual(await answered(), [{ title: 'The coordinator answered 2 of your proposals', ...task }]);

    assert.equal(await codeOf(acknowledge(id, on.other)), '403 not-yours');
    assert.equal(await codeOf(acknowledge(id, on.cecil, 'cecil')), '404 not-found');
    assert.match(await codeOf(acknowledge(id, on.viewer)), /^403 /);
    assert.equal((await acknowledge(id)).isUnread, false);
    await Promise.all([acknowledge(second.id), acknowledge(second.id)]);
    assert.deepEqual(await answered(), []);
    const { entries } = await getAudit(on.coordinator, { library: 'harford' });
    const read = entries.filter(({ action }) => action === 'proposed-address-answer-read');
    const ofSecond = read.filter(({ after }) => (after as ProposedAddress).origin === second.origin);
    assert.equal(ofSecond.length, 1, 'a second time changes nothing');
  });

  test('proposed addresses: of another library nobody proposes, reads or withdraws; mutant: a list that asks for no library', async () => {
    const { id } = await propose({ address: 'https://kids.library.example' });
    const asked = { address: 'https://kids.library.example' };
    for (const by of [on.cecil, on.provider]) {
      const isProvider = by === on.provider;
      assert.match(await codeOf(getProposedAddresses(by, 'harford')), isProvider ? /^40[34] / : /^404 /);
      assert.match(await codeOf(proposeAddress(by, 'harford', asked)), isProvider ? /^40[34] / : /^404 /);
    }
    assert.equal(await codeOf(withdrawProposedAddress(on.cecil, 'cecil', id)), '404 not-found');
    for (const by of [on.cecil, on.harford, on.viewer, on.provider]) {
      assert.match(await codeOf(getAllProposedAddresses(by)), /^403 /);
      assert.match(await codeOf(answerProposedAddress(by, id, { state: 'accepted' })), /^403 /);
    }
    assert.match(await codeOf(proposeAddress(on.viewer, 'harford', asked)), /^403 /);
    assert.ok((await getProposedAddresses(on.viewer, 'harford')).addresses.some((each) => each.id === id));
    assert.deepEqual((await getProposedAddresses(on.cecil, 'cecil')).addresses, []);
    assert.ok(
      (await loadWaiting(on.app.database.db)).some((row) => row.id === id),
      'the mutant shows it to Cecil',
    );
  });

  test('proposed addresses: an accepted one is added to what is registered by then, and refused where that does not allow it', async () => {
    const { id } = await propose({ address: `${SITE}/research`, kind: 'databases', name: 'Research' });
    const read = await getLibraryRegistration(on.coordinator, 'harford');
    const { registration } = read;
    const origins = registration.origins.filter((each) => each !== SITE);
    const keyPages = [
      ...registration.keyPages.filter(({ origin }) => origin !== SITE),
      { name: 'Research', placement: 'research', minPatterns: 1, weight: 1 },
    ];
    await saveLibraryRegistration(on.coordinator, 'harford', {
      registration: { ...registration, origins: [...origins, 'https://*.library.example'], keyPages },
      revision: read.revision,
    });
    await accept(id);
    const now = await registered();
    assert.deepEqual(now.origins.length, origins.length + 1, 'the site is one of those below the new one');
    const { name, origin } = now.keyPages.at(-1)!;
    assert.deepEqual([name, origin], ['Research 2', 'https://*.library.example']);

    const late = await proposeAddress(on.cecil, 'cecil', { address: 'https://late.cecil.example' });
    const { revision } = await getLibraryRegistration(on.coordinator, 'cecil');
    await endLibraryRegistration(on.coordinator, 'cecil', { revision });
    assert.equal(await codeOf(accept(late.id)), '409 not-now');
    await answerProposedAddress(on.coordinator, late.id, { state: 'declined' });
  });

  test('proposed addresses: two answers at once make one; a repeated proposal makes one; so many wait at most', async () => {
    const { id } = await propose({ address: 'https://once.other.example' });
    const answers = await Promise.all([codeOf(accept(id)), codeOf(accept(id))]);
    assert.deepEqual(answers.sort(), ['409 already-answered', 'done']);

    const send = () =>
      fetch(`${on.app.url}/v1/libraries/harford/proposed-addresses`, {
        method: 'POST',
        headers: {
          ...{ cookie: on.cookies.harford, origin: on.app.config.publicUrl },
          ...{ 'content-type': 'application/json', 'idempotency-key': 'the-same' },
        },
        body: JSON.stringify({ address: 'https://repeated.other.example' }),
      }).then(async (reply) => ((await reply.json()) as ProposedAddress).id);
    assert.equal(new Set(await Promise.all([send(), send(), send()])).size, 1);

    for (let number = 0; number < 20; number++)
      await sendRequest(on.app, on.cookies.harford, 'libraries/harford/proposed-addresses', {
        address: `https://site-${number}.other.example`,
      });
    assert.equal(await codeOf(propose({ address: 'https://more.other.example' })), '409 quota-reached');
    const { addresses } = await getProposedAddresses(on.harford, 'harford');
    assert.equal(addresses.filter(({ state }) => state === 'waiting').length, 20);
  });
});

test('proposed addresses: what one node accepts every node counts', async () => {
  const store = await createTestStore('postgres');
  const nodes = await Promise.all([
    startApp({ engine: 'postgres', store, cooperative: TWO_LIBRARIES }),
    startApp({ engine: 'postgres', store }),
    startApp({ engine: 'postgres', store }),
  ]);
  try {
    const [first, ...others] = nodes;
    const coordinator = connectionTo(first, await first.signIn('coordinator'));
    const liaison = connectionTo(first, await first.signIn('liaison', ['harford']));
    const { id } = await proposeAddress(liaison, 'harford', { address: BLOG });
    for (const node of nodes) assert.equal(await viewAt(node, BLOG), 403);
    await answerProposedAddress(coordinator, id, { state: 'accepted' });
    assert.equal(await viewAt(first, BLOG), 202);
    for (const node of others) await eventually(async () => (await viewAt(node, BLOG)) === 202);
    assert.equal((await checkOrigin({ endpoint: first.url }, 'harford')).registered, false, 'no Origin, no site');
  } finally {
    for (const node of nodes) await node.close();
    await store.remove();
  }
});
