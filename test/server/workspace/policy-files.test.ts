// A library's policy pages as one Markdown file, and a page's history: all or nothing, and nobody's change is lost.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import {
  getPolicyHistory,
  getPolicyPages,
  importPolicyFile,
  previewPolicyFile,
  savePolicyPage,
  toAllPoliciesFileUrl,
  toPolicyFileUrl,
  type Connection,
} from '@askusnow/sdk';
import { policyFilePreviewSchema, policyHistorySchema, type PolicyFilePreview } from '@askusnow/sdk/contract';
import { withApp } from '../../support/app/fixture.ts';
import { problemOf } from '../../support/app/requests.ts';

const FINES = 'Late fees:\n\n# What is late\n\n- a book after 3 weeks';

withApp({
  as: {
    liaison: ['liaison', 'harford'],
    coordinator: ['coordinator'],
    viewer: ['viewer', 'harford'],
    other: ['liaison', 'cecil'],
  },
}).describe('policy files', (on) => {
  before(async () => {
    await save('harford', 'fines', FINES, on.liaison);
    await save('cecil', 'holds', 'Ten days.', on.coordinator);
  });

  const pageOf = async (library: string, topic: string) =>
    (await getPolicyPages(on.coordinator, library)).pages.find((page) => page.topic === topic)!;
  const save = async (library: string, topic: string, text: string, by: Connection): Promise<void> => {
    const { revision, owner } = await pageOf(library, topic);
    await savePolicyPage(by, library, topic, { revision, text, owner, isReviewed: false, reviewBy: null });
  };
  const fileOf = async (url: string, who: keyof typeof on.cookies) => {
    const reply = await fetch(url, { headers: { cookie: on.cookies[who] } });
    return { status: reply.status, name: reply.headers.get('content-disposition'), text: await reply.text() };
  };
  const preview = async (text: string): Promise<PolicyFilePreview['pages']> =>
    policyFilePreviewSchema.parse(await previewPolicyFile(on.liaison, 'harford', { text })).pages;
  const revisionsOf = (pages: PolicyFilePreview['pages']) => pages.map(({ topic, revision }) => ({ topic, revision }));

  test('policy files: a library’s pages are one file, and importing it again changes nothing', async () => {
    const { text, name } = await fileOf(toPolicyFileUrl(on.liaison, 'harford'), 'liaison');
    assert.equal(name, 'attachment; filename="askusnow-policies-harford.md"');
    assert.equal(text, '# Fines and fees\n\nLate fees:\n\n\\# What is late\n\n- a book after 3 weeks\n\n');
    const pages = await preview(text);
    assert.deepEqual(
      pages.map(({ topic, isChanged }) => [topic, isChanged]),
      [['fines', false]],
    );
    const { revision } = await pageOf('harford', 'fines');
    await importPolicyFile(on.liaison, 'harford', { text, revisions: revisionsOf(pages) });
    assert.equal((await pageOf('harford', 'fines')).revision, revision);
  });

  test('policy files: an import changes the topics of the file, and keeps owner and library’s reviews', async () => {
    const { revision, text } = await pageOf('harford', 'fines');
    const reviewBy = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    await savePolicyPage(on.coordinator, 'harford', 'fines', {
      ...{ revision, text, owner: 'Circulation desk', isReviewed: true, reviewBy },
    });
    assert.notEqual((await pageOf('harford', 'fines')).coordinatorReviewedOn, null);
    const file = '# Fines and fees\n\nNone.\n\n# Homework help\n\nTutors from 3 PM.\n';
    const pages = await preview(file);
    assert.deepEqual(
      pages.map(({ before, after }) => [before, after]),
      [
        [FINES, 'None.'],
        ['', 'Tutors from 3 PM.'],
      ],
    );
    assert.equal((await pageOf('harford', 'homework')).text, '', 'a preview stores nothing');
    await importPolicyFile(on.liaison, 'harford', { text: file, revisions: revisionsOf(pages) });
    const fines = await pageOf('harford', 'fines');
    assert.deepEqual([fines.text, fines.owner, fines.reviewBy], ['None.', 'Circulation desk', reviewBy]);
    assert.equal(fines.coordinatorReviewedOn, null, 'another text waits for the coordinator');
    assert.equal((await pageOf('harford', 'homework')).text, 'Tutors from 3 PM.');
  });

  test('policy files: one wrong line, or a page that somebody saved since the preview, and nothing is imported', async () => {
    const file = '# Homework help\n\nNo tutors.\n\n# Fines and fees\n\nAgain.\n';
    const pages = await preview(file);
    const textsOf = async () => [(await pageOf('harford', 'homework')).text, (await pageOf('harford', 'fines')).text];
    const before = await textsOf();
    const wrong = { text: `${file}# Parking\n`, revisions: revisionsOf(pages) };
    const refused = await problemOf(importPolicyFile(on.liaison, 'harford', wrong));
    assert.deepEqual(refused, { status: 422, code: 'invalid-request', fields: ['text'] });
    assert.equal((await problemOf(preview('Hello'))).status, 422);
    assert.deepEqual(await textsOf(), before);
    await save('harford', 'fines', 'Saved meanwhile.', on.coordinator);
    const late = importPolicyFile(on.liaison, 'harford', { text: file, revisions: revisionsOf(pages) });
    assert.equal((await problemOf(late)).code, 'stale-revision');
    const unseen = importPolicyFile(on.liaison, 'harford', { text: file, revisions: [] });
    assert.equal((await problemOf(unseen)).code, 'stale-revision');
    assert.deepEqual(await textsOf(), [before[0], 'Saved meanwhile.']);
  });

  test('policy files: the coordinator has all libraries’ pages in one file; others have their own library’s alone', async () => {
    const all = await fileOf(toAllPoliciesFileUrl(on.coordinator), 'coordinator');
    assert.match(all.text, /^# Cecil: Holds and interlibrary loan\n\nTen days\.\n\n/m);
    assert.match(all.text, /^# =Harford, "County": Fines and fees$/m);
    assert.equal((await fileOf(toAllPoliciesFileUrl(on.coordinator), 'liaison')).status, 403);
    assert.equal((await fileOf(toPolicyFileUrl(on.liaison, 'harford'), 'viewer')).status, 200);
    assert.equal((await fileOf(toPolicyFileUrl(on.liaison, 'harford'), 'other')).status, 404);
    assert.equal((await previewPolicyFile(on.viewer, 'harford', { text: '# Fines and fees' })).pages.length, 1);
    const asViewer = importPolicyFile(on.viewer, 'harford', { text: '# Fines and fees', revisions: [] });
    assert.equal((await problemOf(asViewer)).code, 'read-only');
  });

  test('policy history: who saved what and when, the newest first; an earlier text is restored as a new revision', async () => {
    await save('harford', 'computers', 'Print for 10 cents.', on.liaison);
    await save('harford', 'computers', 'Print for 20 cents.', on.coordinator);
    const history = async () =>
      policyHistorySchema.parse(await getPolicyHistory(on.liaison, 'harford', 'computers')).revisions;
    const [newest, first] = await history();
    assert.deepEqual(
      [newest, first].map((each) => [each?.revision, each?.by, each?.text]),
      [
        [2, 'coordinator', 'Print for 20 cents.'],
        [1, 'liaison harford', 'Print for 10 cents.'],
      ],
    );
    await save('harford', 'computers', first!.text, on.liaison);
    assert.deepEqual(
      (await history()).map(({ revision, text }) => `${revision} ${text}`),
      ['3 Print for 10 cents.', '2 Print for 20 cents.', '1 Print for 10 cents.'],
    );
    assert.equal((await problemOf(getPolicyHistory(on.other, 'harford', 'computers'))).status, 404);
    assert.equal((await problemOf(getPolicyHistory(on.liaison, 'harford', 'parking'))).status, 404);
  });
});
