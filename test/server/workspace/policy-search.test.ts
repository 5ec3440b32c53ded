// The search of all libraries' policy pages: what it finds, by library, and what it must never read.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import {
  addContact,
  addScript,
  getPolicyPages,
  savePolicyPage,
  searchContacts,
  searchPolicies,
  setSealedField,
} from '@askusnow/sdk';
import {
  contactSearchSchema,
  POLICY_SEARCH_LIMIT,
  policySearchSchema,
  type PolicySearch,
} from '@askusnow/sdk/contract';
import { withApp } from '../../support/app/fixture.ts';
import { problemOf } from '../../support/app/requests.ts';
const SCRIPT = { text: 'Please ask at the desk.', topic: null, language: null, revision: 0 };

withApp({
  environment: { SEAL_KEY: Buffer.alloc(32, 7).toString('base64') },
  as: { coordinator: ['coordinator'], provider: ['provider'] },
}).describe('policy search', (on) => {
  before(async () => {
    await save('harford', 'fines', 'Late fees were 25 cents.');
    await save('harford', 'fines', 'Late fees are 10 cents a day.\r\n\r\n- 100% of lost items\n- _No_ cash');
    await save('cecil', 'fines', 'There are no late fees.\n\nCopies cost 10 cents.');
    await save('cecil', 'library-cards', 'Cards are free.');
    await addScript(on.coordinator, 'harford', { ...SCRIPT, name: 'Late chat' });
    await addScript(on.coordinator, null, { ...SCRIPT, name: 'Too late today' });
  });

  const save = async (library: string, topic: string, text: string): Promise<void> => {
    const { pages } = await getPolicyPages(on.coordinator, library);
    const { revision } = pages.find((page) => page.topic === topic)!;
    const change = { revision, text, owner: null, isReviewed: false, reviewBy: null };
    await savePolicyPage(on.coordinator, library, topic, change);
  };
  const search = async (words: string): Promise<PolicySearch> =>
    policySearchSchema.parse(await searchPolicies(on.provider, { q: words }));
  /** `library: text`, scripts by their name in brackets. */
  const foundFor = async (words: string): Promise<string[]> =>
    (await search(words)).found.flatMap(({ library, paragraphs, scripts }) => [
      ...paragraphs.map(({ text }) => `${library?.id}: ${text}`),
      ...scripts.map(({ name }) => `${library?.id ?? 'all'}: [${name}]`),
    ]);

  test('policy search: finds a paragraph of any library by all of its words, and scripts by their names', async () => {
    assert.deepEqual(await foundFor('LATE'), [
      'harford: Late fees are 10 cents a day.',
      'harford: [Late chat]',
      'cecil: There are no late fees.',
      'all: [Too late today]',
    ]);
    assert.deepEqual(await foundFor('10 cents  day'), ['harford: Late fees are 10 cents a day.']);
    assert.deepEqual(await foundFor('fees free'), [], 'words of two pages');
  });

  test('policy search: a word in a topic’s name finds all of the topic', async () => {
    assert.deepEqual(await foundFor('cards'), ['cecil: Cards are free.']);
    assert.equal((await foundFor('fines')).length, 4);
    assert.equal((await search('fines')).found[0]?.paragraphs[0]?.name, 'Fines and fees');
  });

  test('policy search: a word in a library’s name narrows to that library, and alone finds its name', async () => {
    assert.deepEqual(await foundFor('cecil cards'), ['cecil: Cards are free.']);
    assert.deepEqual(await foundFor('fees CECIL'), ['cecil: There are no late fees.', 'cecil: Copies cost 10 cents.']);
    assert.deepEqual(await foundFor('harford late'), [
      'harford: Late fees are 10 cents a day.',
      'harford: [Late chat]',
    ]);
    assert.deepEqual(await foundFor('harford cards'), []);
    assert.deepEqual(
      (await search('cecil')).found.map(({ library, paragraphs, scripts }) => [library?.id, paragraphs, scripts]),
      [['cecil', [], []]],
    );
  });

  test('policy search: wildcards are letters, and an earlier revision is not searched', async () => {
    assert.deepEqual(await foundFor('100%'), ['harford: - 100% of lost items\n- _No_ cash']);
    assert.deepEqual(await foundFor('1_0'), []);
    assert.deepEqual(await foundFor('%'), await foundFor('100%'));
    assert.deepEqual(await foundFor('25'), []);
  });

  test('policy search: never finds a sealed field, a contact or the text of a script', async () => {
    const MARKER = 'zebra-47-marker';
    await setSealedField(on.coordinator, 'harford', 'pin', { label: MARKER, value: MARKER, revision: 0 });
    await addContact(on.coordinator, 'harford', {
      ...{ name: MARKER, phone: null, email: null, page: null, note: MARKER, revision: 0 },
    });
    await addScript(on.coordinator, 'harford', { ...SCRIPT, name: 'Hours', text: MARKER });
    assert.deepEqual(await search(MARKER), { isMore: false, found: [] });
    await save('harford', 'homework', MARKER);
    assert.deepEqual(await foundFor(MARKER), [`harford: ${MARKER}`]);
  });

  test('contact search: everybody finds a contact by its name and note, narrowed by its library, and by no address', async () => {
    const contact = { phone: '410-555-0100', email: 'desk@harford.example', page: null, revision: 0 };
    await addContact(on.coordinator, 'harford', { ...contact, name: 'Circulation', note: 'Lost cards' });
    await addContact(on.coordinator, 'cecil', { ...contact, name: 'Circulation', note: null });
    const find = async (q: string) =>
      contactSearchSchema.parse(await searchContacts(on.provider, { q })).contacts.map(({ library }) => library.id);
    assert.deepEqual(await find('circul'), ['harford', 'cecil']);
    assert.deepEqual(await find('CECIL circulation'), ['cecil']);
    assert.deepEqual(await find('lost'), ['harford']);
    for (const none of ['cecil', '410-555', 'desk@', '%']) assert.deepEqual(await find(none), [], none);
    assert.equal((await problemOf(searchContacts({ endpoint: on.app.url }, { q: 'lost' }))).status, 401);
  });

  test('policy search: lists the first ones of many, and says that there are more', async () => {
    const many = POLICY_SEARCH_LIMIT + 20;
    await save('cecil', 'holds', Array.from({ length: many }, (_, index) => `Shelf ${index}.`).join('\n\n'));
    const { isMore, found } = await search('shelf');
    assert.equal(isMore, true);
    assert.equal(found[0]?.paragraphs.length, POLICY_SEARCH_LIMIT);
    assert.equal(found[0]?.paragraphs[1]?.text, 'Shelf 1.');
  });

  test('policy search: asks for words, and for a session', async () => {
    assert.deepEqual(await problemOf(searchPolicies(on.provider, { q: '  ' })), {
      ...{ status: 422, code: 'invalid-request', fields: ['q'] },
    });
    assert.equal((await problemOf(searchPolicies({ endpoint: on.app.url }, { q: 'late' }))).status, 401);
  });
});
