// Policy pages: who reads and who changes them, the topics, reviews, and two people at one page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getPolicyPages, savePolicyPage, type PolicyPage, type PolicyPageChange } from '@askusnow/sdk';
import { policyPagesSchema } from '@askusnow/sdk/contract';
import { toYaml } from '../../../server/src/cooperative-file/export.ts';
import { loadRowsAtOnce } from '../../../server/src/cooperative-file/rows-store.ts';
import { toCooperative } from '../../../server/src/cooperative-file/to-file.ts';
import { DAY_MS } from '../../../server/src/platform/time/instants.ts';
import { startApp } from '../../support/app/app.ts';
import { ENGINES } from '../../support/app/database.ts';
import { withApp } from '../../support/app/fixture.ts';
import { connectionTo, problemOf } from '../../support/app/requests.ts';
import { TWO_LIBRARIES } from '../../support/app/two-libraries.ts';

const CHANGE: PolicyPageChange = {
  revision: 0,
  text: 'Cards are free.\n\nA patron needs a photo ID.',
  owner: 'Circulation desk',
  isReviewed: false,
  reviewBy: null,
};

withApp({
  engines: ENGINES,
  now: '2026-11-02T15:00:00Z',
  as: { liaison: ['liaison', 'harford'], coordinator: ['coordinator'] },
}).describe('policy pages', (on) => {
  const pageOf = async (topic = 'library-cards', reader = on.liaison): Promise<PolicyPage> => {
    const { pages } = policyPagesSchema.parse(await getPolicyPages(reader, 'harford'));
    return pages.find((page) => page.topic === topic)!;
  };
  const save = async (change: Partial<PolicyPageChange>): Promise<unknown> =>
    savePolicyPage(on.liaison, 'harford', 'library-cards', {
      ...CHANGE,
      revision: (await pageOf()).revision,
      ...change,
    });

  test('policy pages: a library has a page for each topic, and a new one is missing', async () => {
    const { pages, mayEdit } = await getPolicyPages(on.liaison, 'harford');
    assert.equal(mayEdit, true);
    assert.equal(pages.length, 10);
    assert.deepEqual([...new Set(pages.map(({ state }) => state))], ['missing']);
    assert.equal(pages[0]?.name, 'Library cards');
  });

  test('policy pages: a page is current from its review to the day by which it is due', async () => {
    await save({});
    assert.equal((await pageOf()).state, 'unreviewed');
    await save({ isReviewed: true, reviewBy: '2026-11-09' });
    const { state, reviewedOn, coordinatorReviewedOn } = await pageOf();
    assert.deepEqual(
      { state, reviewedOn, coordinatorReviewedOn },
      {
        state: 'current',
        reviewedOn: '2026-11-02',
        coordinatorReviewedOn: null,
      },
    );
    on.clock.advance(7 * DAY_MS);
    assert.equal((await pageOf()).state, 'current');
    on.clock.advance(DAY_MS);
    assert.equal((await pageOf()).state, 'overdue');
  });

  test('policy pages: another text keeps the library’s last review, and waits again for the coordinator’s', async () => {
    const { revision } = await pageOf();
    const checked = { ...CHANGE, isReviewed: true, reviewBy: '2027-05-01' };
    await savePolicyPage(on.coordinator, 'harford', 'library-cards', { ...checked, revision });
    await save({ owner: 'Desk of cards' });
    assert.equal((await pageOf()).coordinatorReviewedOn, '2026-11-10');
    await save({ text: 'Cards cost nothing.', isReviewed: true, reviewBy: '2027-05-01' });
    const page = await pageOf();
    assert.equal(page.coordinatorReviewedOn, null);
    assert.equal(page.reviewBy, '2027-05-01');
    assert.equal(page.text, 'Cards cost nothing.');
  });

  test('policy pages: an empty page is not reviewed, and what is written on it is new', async () => {
    const reviewed = { isReviewed: true, reviewBy: '2027-05-01' };
    assert.deepEqual((await problemOf(save({ ...reviewed, text: '\n \u00a0\n' }))).fields, ['text']);
    await save({ text: '\n \u00a0\n' });
    assert.deepEqual([(await pageOf()).text, (await pageOf()).state], ['', 'missing']);
    await save({ text: 'Cards cost a dollar.' });
    const { state, reviewedOn, reviewedBy, reviewBy } = await pageOf();
    assert.deepEqual([state, reviewedOn, reviewedBy, reviewBy], ['unreviewed', null, null, null]);
  });

  test('policy pages: the second of two people at one page is refused, and the first one’s text stays', async () => {
    const { revision } = await pageOf();
    const both = await Promise.allSettled([
      savePolicyPage(on.liaison, 'harford', 'library-cards', { ...CHANGE, revision, text: 'One.' }),
      savePolicyPage(on.coordinator, 'harford', 'library-cards', { ...CHANGE, revision, text: 'Other.' }),
    ]);
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.equal((await pageOf()).revision, revision + 1);
    assert.equal((await pageOf()).text, both[0].status === 'fulfilled' ? 'One.' : 'Other.');
    assert.equal((await problemOf(save({ revision }))).code, 'stale-revision');
  });

  test('policy pages: what cannot be kept is refused by the name of its field', async () => {
    const fieldsOf = async (change: Partial<PolicyPageChange>) => (await problemOf(save(change))).fields;
    assert.deepEqual(await fieldsOf({ text: 'x'.repeat(20_001) }), ['text']);
    assert.deepEqual(await fieldsOf({ text: 'free\u0000' }), ['text']);
    assert.deepEqual(await fieldsOf({ text: 'fees \u202e5$' }), ['text']);
    assert.deepEqual(await fieldsOf({ owner: 'x\ny' }), ['owner']);
    assert.deepEqual(await fieldsOf({ owner: 'x'.repeat(81) }), ['owner']);
    assert.deepEqual(await fieldsOf({ isReviewed: true, reviewBy: null }), ['reviewBy']);
    assert.deepEqual(await fieldsOf({ isReviewed: true, reviewBy: '2026-11-10' }), ['reviewBy']);
    assert.deepEqual(await fieldsOf({ isReviewed: true, reviewBy: '2029-11-10' }), ['reviewBy']);
  });

  test('policy pages: every account reads every library’s, and changes its own library’s alone', async () => {
    for (const [role, scope] of [
      ['provider', []],
      ['desk', ['cecil-desk']],
      ['viewer', ['cecil']],
      ['liaison', ['cecil']],
    ] as const) {
      const reader = await on.signIn(role, [...scope]);
      assert.equal((await pageOf('library-cards', reader)).owner, 'Circulation desk', role);
      assert.equal((await getPolicyPages(reader, 'harford')).mayEdit, false, role);
      const { status } = await problemOf(savePolicyPage(reader, 'harford', 'library-cards', CHANGE));
      assert.ok([403, 404].includes(status), `${role}: ${status}`);
      assert.equal((await problemOf(getPolicyPages(reader, 'nowhere'))).status, 404);
    }
    const nobody = { endpoint: on.app.url };
    assert.equal((await problemOf(getPolicyPages(nobody, 'harford'))).status, 401);
  });

  test('policy pages: the cooperative’s file lists the topics, and is exported with them', async () => {
    const listed = TWO_LIBRARIES.replace(
      'cooperative:\n',
      'cooperative:\n  policyTopics: [{ id: library-cards, name: Cards }, { id: parking, name: Parking }]\n',
    );
    const other = await startApp({ engine: on.engine, clock: on.clock, cooperative: listed });
    try {
      const reader = connectionTo(other, await other.signIn('provider', []));
      const { pages } = await getPolicyPages(reader, 'cecil');
      assert.deepEqual(
        pages.map(({ topic, name }) => `${topic} ${name}`),
        ['library-cards Cards', 'parking Parking'],
      );
      const file = await toYaml((await toCooperative(await loadRowsAtOnce(other.database.for('maintenance').db)))!);
      assert.match(file, /policyTopics:\s+- \{? ?id: library-cards,?\s+name: Cards/);
    } finally {
      await other.close();
    }
  });

  test('policy pages: a topic that the cooperative has not is refused', async () => {
    assert.equal((await problemOf(savePolicyPage(on.liaison, 'harford', 'parking', CHANGE))).status, 404);
  });

  test('policy pages: keep the newest 50 revisions of a page', async () => {
    for (let count = 0; count < 55; count++) await save({ text: `Text ${count}.` });
    const { revision } = await pageOf();
    const { db } = on.app.database.for('maintenance');
    const rows = await db.selectFrom('policy_revision').select('revision').orderBy('revision').execute();
    assert.deepEqual(
      rows.map((row) => row.revision),
      Array.from({ length: 50 }, (_, index) => revision - 49 + index),
    );
  });
});
