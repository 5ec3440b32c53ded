// A link dials the number that is shown: a wrong digit of a crisis line is the worst that a tag can do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toTel } from '../../../sdk/dist/contract/telephone.js';

const NUMBERS: [written: string, dialled: string][] = [
  ['410-555-0100', '4105550100'],
  ['(410) 555-0100', '4105550100'],
  ['410.555.0100', '4105550100'],
  ['988', '988'],
  ['988 or 911', '988'],
  ['+1 410 555 0100', '+14105550100'],
  ['+44 (0)20 7946 0958', '+442079460958'],
  // Letters, as the crisis line was written for years.
  ['1-800-273-TALK', '18002738255'],
  ['1-800-273-talk', '18002738255'],
  ['1-800-273-TALK (8255)', '18002738255'],
  ['1-800-FLOWERS (1-800-356-9377)', '18003569377'],
  ['1-800-NEXT-DAY', '18006398329'],
  ['1-800-FIX-1234', '18003491234'],
  ['1-800-4X4-1234', '18004941234'],
  ['KL5-0100', '5550100'],
  ['410-ASK-HCPL', '4102754275'],
  // Extensions.
  ['410-555-0100 ext. 12', '4105550100;ext=12'],
  ['410-555-0100 Ext 12', '4105550100;ext=12'],
  ['410-555-0100 extension 12', '4105550100;ext=12'],
  ['410-555-0100 x 12', '4105550100;ext=12'],
  ['410-555-0100x12', '4105550100;ext=12'],
  ['410-555-0100, ext. 12', '4105550100;ext=12'],
  ['410-555-0100 (ext. 12)', '4105550100;ext=12'],
  ['1-800-273-TALK x12', '18002738255;ext=12'],
  ['410-555-0100 x12 / x13', '4105550100;ext=12'],
  // Of several the first.
  ['410-555-0100 / 0101', '4105550100'],
  ['410-555-0100/0101 ext. 12', '4105550100'],
  ['410-555-0100, 410-555-0101', '4105550100'],
  ['410-555-0100, 410-555-0101 x12', '4105550100'],
  ['410-555-0100 or 410-555-0101 x12', '4105550100'],
  ['410-555-0100 or 410-555-0101', '4105550100'],
  ['410-555-0100; 0101', '4105550100'],
  // Words about the number.
  ['Tel. 410-555-0100', '4105550100'],
  ['Call (410) 555-0100', '4105550100'],
  ['410-555-0100 (24 hours)', '4105550100'],
  ['410-555-0100 Monday to Friday', '4105550100'],
  ['nothing', ''],
];

test('telephone: what is dialled is the number that is shown', () => {
  for (const [written, dialled] of NUMBERS) assert.equal(toTel(written), dialled, written);
});

const digits = (min: number, max: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max }).map((all) => all.join(''));
const KEYS = ['', '', 'abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz'];

/** A number as people group it, by any of the signs that the cooperative's file allows between digits. */
const grouped = fc
  .record({
    plus: fc.constantFrom('', '+'),
    groups: fc.array(digits(1, 4), { minLength: 1, maxLength: 5 }),
    sign: fc.constantFrom(' ', '-', '.', ') ', ' (', ' - '),
  })
  .map(({ plus, groups, sign }) => ({ written: plus + groups.join(sign), dialled: plus + groups.join('') }))
  // A zero in parentheses is left out after a country's code.
  .filter(({ written }) => !/^\+.*\(0\)/.test(written));

test('telephone: every digit of a number is dialled, in its order, with its plus, however it is grouped', () => {
  fc.assert(fc.property(grouped, ({ written, dialled }) => assert.equal(toTel(written), dialled)));
});

test('telephone: each letter is the key that it stands on, after any digits that are no whole number', () => {
  const word = fc.array(fc.constantFrom(...KEYS.join('')), { minLength: 3, maxLength: 7 }).map((all) => all.join(''));
  // "1-800-x12…" would be an extension, and no such word is dialled.
  fc.assert(
    fc.property(digits(1, 8), word, fc.boolean(), (before, letters, isUpper) => {
      const keys = [...letters].map((letter) => KEYS.findIndex((on) => on.includes(letter))).join('');
      assert.equal(toTel(`${before}-${isUpper ? letters.toUpperCase() : letters}`), before + keys);
    }),
  );
});

test('telephone: what follows a number, an extension apart, changes nothing of it', () => {
  const next = fc
    .tuple(fc.constantFrom(' / ', '/', ', ', '; ', ' or ', ' and '), digits(3, 10))
    .map(([by, n]) => by + n);
  fc.assert(
    fc.property(
      grouped,
      next,
      digits(1, 5),
      fc.constantFrom('x', ' x ', ' ext. ', ' extension '),
      (one, two, more, by) => {
        assert.equal(toTel(one.written + two), one.dialled);
        assert.equal(toTel(one.written + by + more), `${one.dialled};ext=${more}`);
        assert.equal(toTel(one.written + by + more + two), `${one.dialled};ext=${more}`);
      },
    ),
  );
});

test('telephone: whatever is written, the address is one that RFC 3966 allows', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), (text) => assert.match(toTel(text), /^(?:\+?\d*(?:;ext=\d+)?)$/)),
  );
});

test('telephone: mutant: digits alone dial another number', () => {
  const naive = (phone: string): string => phone.replace(/[^\d+]/g, '');
  const wrong = NUMBERS.filter(([written, dialled]) => naive(written) !== dialled);
  assert.ok(wrong.length > 15, `${wrong.length}`);
  assert.equal(naive('1-800-273-TALK'), '1800273');
});
