// The cooperative's urgent line in its file: a phone or a page, and a clear error for anything else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cooperativeFileSchema } from '../../../server/src/cooperative-file/schema.ts';

const faultsOf = (urgent: unknown, languages?: string[]): string[] => {
  const cooperative = { name: 'Test', urgent, languages };
  const read = cooperativeFileSchema.safeParse({ cooperative, queues: [], libraries: [] });
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
};
const text = 'In a crisis? Call or text 988.';

test('urgent line: a phone or an https page is right, none at all is right', () => {
  for (const right of [undefined, { text, phone: '988' }, { text, page: 'https://988lifeline.org/' }])
    assert.deepEqual(faultsOf(right), []);
});

test('urgent line: what is no phone number and no https address is named, with what would be right', () => {
  for (const [wrong, fault] of [
    [{ text, phone: 'call us' }, /cooperative\.urgent\.phone: should be a telephone number as people write it/],
    [{ text, page: 'http://help.example.org/' }, /cooperative\.urgent\.page: .*should be an https address/],
    [{ text, page: 'javascript:alert(1)' }, /should be an https address/],
    [{ text }, /cooperative\.urgent: should have a phone, like "988", or a page/],
    [{ text, phone: '988', page: 'https://988lifeline.org/' }, /and not both/],
    [{ text: '', phone: '988' }, /cooperative\.urgent\.text: should be a sentence on one line/],
    [{ text: 'two\nlines', phone: '988' }, /should be a sentence on one line/],
    [{ text: 'x'.repeat(81), phone: '988' }, /1 to 80 characters/],
  ] as const)
    assert.ok(
      faultsOf(wrong).some((found) => fault.test(found)),
      JSON.stringify([wrong, faultsOf(wrong)]),
    );
});

test('urgent line: has translations into what the tag speaks, and into nothing else', () => {
  const translations = { es: '¿En crisis? Llame o envíe un texto al 988.', fr: 'En crise ? Appelez le 988.' };
  assert.deepEqual(faultsOf({ text, translations, phone: '988' }, ['fr']), []);
  assert.deepEqual(faultsOf({ text, translations, phone: '988' }), [
    'cooperative.urgent.translations.fr: should be a language that the tag speaks: es; others are turned on by "languages"',
  ]);
  assert.match(
    faultsOf({ text, translations: { es: '' }, phone: '988' }).join(),
    /translations\.es: should be a sentence/,
  );
});
