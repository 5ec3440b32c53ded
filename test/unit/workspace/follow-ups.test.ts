// Follow-ups: which reference numbers are allowed, which steps, and how a pasted list is read.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { FOLLOW_UP_ROWS_MAX, referenceFault, referenceSchema } from '@askusnow/sdk/contract';
import { toExpectation } from '../../../server/src/workspace/follow-ups/expectation.ts';
import { move } from '../../../server/src/workspace/follow-ups/machine.ts';
import { overdueNotice } from '../../../server/src/workspace/follow-ups/notices.ts';
import { readList } from '../../../server/src/workspace/follow-ups/read-list.ts';
import { Refusal } from '../../../server/src/platform/refusal.ts';

const PERSONAL = [
  '4105550100',
  '410-555-0100',
  '1-410-555-0100',
  '4-1-0-5-5-5-0-1-0-0',
  '2-1234-5678-90123',
  '21234567890123',
  '4111-1111-1111-1111',
  'P410-555-0100',
  '--410--5550100',
];

describe('follow-ups: reference numbers', () => {
  test('reference numbers: those of chat systems are allowed', () => {
    for (const reference of ['1', '2-4711', 'AB-12-cd', '123456789', '1-2345678-9', 'chat-123456789-a', 'a'.repeat(32)])
      assert.equal(referenceFault(reference), null, reference);
  });

  test('reference numbers: a phone or card number is refused with a sentence, with hyphens or without', () => {
    for (const reference of PERSONAL) assert.match(referenceFault(reference)!, /phone or card number/, reference);
    for (const reference of [
      '',
      'a'.repeat(33),
      '410 555',
      'Anna Smith',
      'a@b.org',
      '=1+1',
      '１２３',
      'a\u202Eb',
      'ab\n',
    ])
      assert.match(referenceFault(reference)!, /letters, digits and hyphens/, JSON.stringify(reference));
  });

  test('reference numbers: hyphens put anywhere into ten digits or more change nothing', () => {
    const digits = fc.array(fc.constantFrom(...'0123456789'), { minLength: 10, maxLength: 16 });
    fc.assert(
      fc.property(digits, fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }), (number, hyphens) => {
        const reference = number.map((digit, index) => digit + (hyphens[index] ? '-' : '')).join('');
        assert.equal(referenceSchema.safeParse(reference).success, false);
      }),
    );
  });

  test('reference numbers: mutant: digits counted without passing over hyphens let a phone number in', () => {
    const naive = (reference: string): boolean =>
      /^[A-Za-z0-9-]{1,32}$/.test(reference) && !/[0-9]{10}/.test(reference);
    assert.ok(naive('410-555-0100'));
    assert.ok(PERSONAL.some((reference) => naive(reference)));
  });
});

describe('follow-ups: steps', () => {
  const open = { library: 'harford', state: 'open', resolution: null } as const;

  test('steps: a resolution and a withdrawal are undone, and nothing else is done to an ended one', () => {
    const resolved = move(open, { step: 'resolve', revision: 1, resolution: 'lost-call' })!;
    assert.deepEqual(resolved, { library: 'harford', state: 'resolved', resolution: 'lost-call', step: 'resolved' });
    const withdrawn = move(open, { step: 'withdraw', revision: 1 })!;
    for (const ended of [resolved, withdrawn]) {
      assert.deepEqual(move(ended, { step: 'undo', revision: 2 }), { ...open, step: 'undone' });
      assert.equal(move(ended, { step: 'hand-over', revision: 2, library: 'cecil' }), null);
      assert.equal(move(ended, { step: 'resolve', revision: 2, resolution: 'answered' }), null);
      assert.equal(move(ended, { step: 'withdraw', revision: 2 }), null);
    }
    assert.equal(move(open, { step: 'undo', revision: 1 }), null);
  });

  test('steps: it is handed over to another library, never to the same one', () => {
    assert.equal(move(open, { step: 'hand-over', revision: 1, library: 'harford' }), null);
    assert.deepEqual(move(open, { step: 'hand-over', revision: 1, library: 'cecil' }), {
      library: 'cecil',
      state: 'open',
      resolution: null,
      step: 'handed-over',
    });
  });
});

describe('follow-ups: a pasted list', () => {
  const dates = {
    dueOn: '2026-11-26',
    dateFault: (date: string) => (date < '2026-11-23' ? 'a day from today' : null),
  };
  const errorsOf = (text: string): string[] => {
    try {
      readList(text, dates);
    } catch (error) {
      assert.ok(error instanceof Refusal);
      return error.more.errors!.map(({ message }) => message);
    }
    return [];
  };

  test('pasted list: one number a line, or CSV with a header and a due date, from any system', () => {
    assert.deepEqual(readList('\uFEFFReference,Due\r\n2-1,2026-12-01\r\n\r\n"2-2"\r\n 2-3 \t2026-12-02', dates), [
      { row: 2, reference: '2-1', dueOn: '2026-12-01' },
      { row: 4, reference: '2-2', dueOn: '2026-11-26' },
      { row: 5, reference: '2-3', dueOn: '2026-12-02' },
    ]);
  });

  test('pasted list: a heading says nothing but that; mutant: a row that begins like one is lost', () => {
    const naive = /^"?reference\b/i;
    for (const first of ['Reference-4711', 'reference-1,2026-12-01']) {
      assert.ok(naive.test(first));
      assert.equal(readList(first, dates).length, 1, first);
    }
    for (const heading of ['Reference', '"Reference number","Due"', 'REFERENCE NUMBER;Due'])
      assert.deepEqual(errorsOf(heading), ['at least one reference number'], heading);
    assert.match(errorsOf('Reference of the chat')[0]!, /^Row 1: /);
  });

  test('pasted list: each wrong row is named, and its text is not repeated', () => {
    const errors = errorsOf('2-1\n410-555-0100\n2-1\n2-4,tomorrow\n2-5,2026-01-01\n2-6,2026-12-01,Anna\n=1+1');
    assert.deepEqual(
      errors.map((message) => message.split(':')[0]),
      ['Row 2', 'Row 3', 'Row 4', 'Row 5', 'Row 6', 'Row 7'],
    );
    assert.match(errors[1]!, /row 1 already/);
    assert.doesNotMatch(errors.join(' '), /555|Anna|=1/);
    assert.deepEqual(errorsOf('\n \n'), ['at least one reference number']);
  });

  test('pasted list: of many wrong rows twenty are named, and the others counted', () => {
    const errors = errorsOf(Array.from({ length: 30 }, () => 'a b').join('\n'));
    assert.equal(errors.length, 21);
    assert.equal(errors.at(-1), '10 more rows are wrong.');
  });

  test('pasted list: 2,000 lines, and no more; empty ones at the end do not count', () => {
    const lines = Array.from({ length: FOLLOW_UP_ROWS_MAX }, (_, at) => `c-${at}`).join('\n');
    assert.equal(readList(`${lines}\n\n`, dates).length, FOLLOW_UP_ROWS_MAX);
    assert.deepEqual(errorsOf(`${lines}\nmore`), ['at most 2000 lines; these are 2001']);
  });
});

test('follow-ups: the share says nothing where none is due', () => {
  const window = { from: '2026-09-01', to: '2026-11-24' };
  assert.equal(toExpectation(window, { due: 0, within: 0 }).share, null);
  assert.equal(toExpectation(window, { due: 4, within: 3 }).share, 0.75);
});

test('follow-ups: a reminder is one notice a week, and another one when more become overdue', () => {
  const keyOn = (today: string, lastDue = '2026-11-20'): string =>
    overdueNotice(
      { library: { id: 'harford', name: 'Harford' }, today, count: 2, firstDue: '2026-11-18', lastDue },
      'https://ask.example',
      0,
    ).key;
  assert.equal(keyOn('2026-11-21'), keyOn('2026-11-26'));
  assert.notEqual(keyOn('2026-11-21'), keyOn('2026-11-27'));
  assert.notEqual(keyOn('2026-11-22'), keyOn('2026-11-22', '2026-11-21'));
});
