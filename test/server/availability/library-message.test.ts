// A library's sentence for its patrons: set by its liaison, in every answer until it ends, with an audit trail.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  endLibraryMessage,
  getLibraryMessage,
  ProblemError,
  setLibraryMessage,
  type Availability,
} from '@askusnow/sdk';
import { withApp } from '../../support/app/fixture.ts';
import { eventually } from '../../support/waiting.ts';

const NOW = '2026-11-27T15:00:00.000Z';
const UNTIL = '2026-11-27T20:00:00.000Z';
const MESSAGE = { text: 'The catalog is down until 3 PM; ask us.', until: UNTIL };

withApp({ now: NOW, as: { liaison: ['liaison', 'harford'] } }).describe('library message', (on) => {
  const shown = async (library = 'harford') => {
    const reply = await fetch(`${on.app.url}/v1/libraries/${library}/availability`);
    return ((await reply.json()) as Availability).message;
  };
  const refusal = async (run: Promise<unknown>): Promise<{ status: number; field: string | undefined }> => {
    try {
      await run;
    } catch (error) {
      if (error instanceof ProblemError)
        return { status: error.problem.status, field: error.problem.errors?.[0]?.field };
      throw error;
    }
    return { status: 200, field: undefined };
  };

  test('library message: is in that library’s answer alone, once its liaison has set it', async () => {
    assert.equal(await shown(), undefined);
    const { zone, message, entries } = await setLibraryMessage(on.liaison, 'harford', { ...MESSAGE, revision: 0 });
    assert.equal(zone, 'America/New_York');
    assert.deepEqual(message, MESSAGE);
    assert.deepEqual(
      entries.map(({ action, before, after }) => [action, before, after]),
      [['message-set', null, MESSAGE]],
    );
    assert.ok(await eventually(async () => (await shown()) !== undefined));
    assert.deepEqual(await shown(), MESSAGE);
    assert.equal(await shown('cecil'), undefined);
  });

  test('library message: what has no end ahead, is too long or has two lines is refused, and changes nothing', async () => {
    for (const [wrong, field] of [
      [{ ...MESSAGE, until: NOW }, 'until'],
      [{ ...MESSAGE, until: '2026-12-12T15:00:00Z' }, 'until'],
      [{ ...MESSAGE, text: 'x'.repeat(101) }, 'text'],
      [{ ...MESSAGE, text: 'two\nlines' }, 'text'],
      [{ ...MESSAGE, text: '' }, 'text'],
    ] as const)
      assert.deepEqual(await refusal(setLibraryMessage(on.liaison, 'harford', { ...wrong, revision: 0 })), {
        status: 422,
        field,
      });
    assert.deepEqual((await getLibraryMessage(on.liaison, 'harford')).message, MESSAGE);
  });

  test('library message: has translations into what the tag speaks, and into nothing else', async () => {
    const { revision, languages } = await getLibraryMessage(on.liaison, 'harford');
    assert.deepEqual(languages, ['es']);
    const translated = { ...MESSAGE, translations: { es: 'El catálogo no funciona hasta las 3 p. m.' } };
    const set = await setLibraryMessage(on.liaison, 'harford', { ...translated, revision });
    assert.deepEqual(set.message, translated);
    assert.ok(await eventually(async () => (await shown())?.translations !== undefined));
    assert.deepEqual(await shown(), translated);
    for (const [tag, text] of [
      ['fr', 'Le catalogue est en panne.'],
      ['es', ''],
    ] as const)
      assert.deepEqual(
        await refusal(
          setLibraryMessage(on.liaison, 'harford', {
            ...MESSAGE,
            translations: { [tag]: text },
            revision: set.revision,
          }),
        ),
        { status: 422, field: `translations.${tag}` },
      );
    const { message } = await setLibraryMessage(on.liaison, 'harford', { ...MESSAGE, revision: set.revision });
    assert.deepEqual(message, MESSAGE);
  });

  test('library message: of another library it is neither read nor set', async () => {
    for (const run of [
      () => getLibraryMessage(on.liaison, 'cecil'),
      () => setLibraryMessage(on.liaison, 'cecil', { ...MESSAGE, revision: 0 }),
      () => endLibraryMessage(on.liaison, 'cecil', { revision: 1 }),
    ])
      assert.equal((await refusal(run())).status, 404);
  });

  test('library message: ends by itself, and by a person with an entry', async () => {
    on.clock.set(UNTIL);
    assert.ok(await eventually(async () => (await shown()) === undefined));
    const { message: none, revision } = await getLibraryMessage(on.liaison, 'harford');
    assert.equal(none, null);
    // There is none any more: nothing changes, and nothing is recorded.
    assert.equal((await endLibraryMessage(on.liaison, 'harford', { revision })).entries.length, 3);
    const later = { ...MESSAGE, until: '2026-11-28T20:00:00.000Z' };
    // That it has ended is not somebody else's change.
    const set = await setLibraryMessage(on.liaison, 'harford', { ...later, revision });
    assert.ok(await eventually(async () => (await shown()) !== undefined));
    const { message, entries } = await endLibraryMessage(on.liaison, 'harford', set);
    assert.equal(message, null);
    assert.deepEqual(
      entries.map(({ action }) => action),
      ['message-ended', ...Array<string>(4).fill('message-set')],
    );
    assert.ok(await eventually(async () => (await shown()) === undefined));
  });

  test('library message: replaces the sentence that was read, and no other', async () => {
    const until = '2026-11-28T20:00:00.000Z';
    const set = (text: string, revision: number) => setLibraryMessage(on.liaison, 'harford', { text, until, revision });
    const statusesOf = async (revision: number): Promise<number[]> => {
      const both = await Promise.all(['First.', 'Second.'].map((text) => refusal(set(text, revision))));
      return both.map(({ status }) => status).toSorted();
    };
    const stale = { status: 409, field: undefined };
    const shown = await set('Theirs.', 0);
    assert.deepEqual(await refusal(set('Mine.', 0)), stale);
    assert.deepEqual(await refusal(set('Mine.', shown.revision - 1)), stale);
    assert.deepEqual(await getLibraryMessage(on.liaison, 'harford'), shown);
    assert.deepEqual(await statusesOf(shown.revision), [200, 409]);
    const theirs = await getLibraryMessage(on.liaison, 'harford');
    assert.deepEqual(
      await refusal(endLibraryMessage(on.liaison, 'harford', shown)),
      stale,
      'a colleague’s does not end',
    );
    await endLibraryMessage(on.liaison, 'harford', theirs);
    assert.deepEqual(
      await refusal(set('Mine.', theirs.revision)),
      stale,
      'what somebody has ended does not come back unseen',
    );
    assert.deepEqual(await statusesOf(0), [200, 409]);
  });
});
