// Which library is to work when, from what is owed, given, taken and made up: by example, and minute by minute.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dutiesOf, type OwedShift } from '../../../server/src/schedule/covers/duties.ts';
import type { GivenHour, MadeUpHour } from '../../../server/src/schedule/expansion/given-hours.ts';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';

const hours = (from: number, to: number) => ({ startMs: from * HOUR_MS, endMs: to * HOUR_MS });
const owed = (library: string, from: number, to: number, more: Partial<OwedShift> = {}): OwedShift => ({
  ...{ library, service: 'statewide', people: 1, endsAtClosing: false },
  ...hours(from, to),
  ...more,
});
const given = (library: string, from: number, to: number, takenBy: string | null): GivenHour => ({
  ...{ library, service: 'statewide', takenBy },
  ...hours(from, to),
});
const shown = (of: Partial<Parameters<typeof dutiesOf>[0]>): string[] =>
  dutiesOf({ owed: [], given: [], madeUp: [], ...of }).map(
    ({ library, owedBy, why, startMs, endMs, endsAtClosing }) =>
      `${library} ${startMs / HOUR_MS}–${endMs / HOUR_MS} ${why}${owedBy === library ? '' : ` for ${owedBy}`}${endsAtClosing ? ' till closing' : ''}`,
  );

test('duties: a part that is given and accepted is the taker’s; the rest stays; nobody works what nobody accepted', () => {
  const shift = owed('harford', 9, 12, { endsAtClosing: true });
  assert.deepEqual(shown({ owed: [shift] }), ['harford 9–12 owed till closing']);
  assert.deepEqual(shown({ owed: [shift], given: [given('harford', 10, 11, 'cecil')] }), [
    'harford 9–10 owed',
    'cecil 10–11 covering for harford',
    'harford 11–12 owed till closing',
  ]);
  assert.deepEqual(shown({ owed: [shift], given: [given('harford', 9, 12, null)] }), []);
});

test('duties: parts that were given in any order are given', () => {
  const parts = [given('harford', 11, 12, null), given('harford', 9, 10, 'cecil')];
  assert.deepEqual(shown({ owed: [owed('harford', 9, 12)], given: parts }), [
    'cecil 9–10 covering for harford',
    'harford 10–11 owed',
  ]);
});

test('duties: a cover stands only where its library still owes the hour; a made-up hour is its own', () => {
  assert.deepEqual(shown({ owed: [owed('harford', 9, 10)], given: [given('harford', 9, 12, 'cecil')] }), [
    'cecil 9–10 covering for harford',
  ]);
  assert.deepEqual(shown({ owed: [owed('carroll', 9, 10)], given: [given('harford', 9, 10, 'cecil')] }), [
    'carroll 9–10 owed',
  ]);
  const madeUp: MadeUpHour[] = [{ library: 'cecil', service: 'global', ...hours(13, 14) }];
  assert.deepEqual(shown({ madeUp }), ['cecil 13–14 making-up']);
});

test('duties: each hour that is owed is worked by its library, by who took it, or by nobody; never by two', () => {
  const LIBRARIES = ['a', 'b', 'c'];
  const one = fc.record({
    library: fc.constantFrom(...LIBRARIES),
    from: fc.nat(20),
    length: fc.integer({ min: 1, max: 4 }),
  });
  /** As the store keeps them: no two parts of one library's hours at once. */
  const apart = <Each extends { library: string; from: number; length: number }>(list: Each[]): Each[] =>
    list.filter((each, at) =>
      list
        .slice(0, at)
        .every(
          (other) =>
            other.library !== each.library ||
            other.from + other.length <= each.from ||
            each.from + each.length <= other.from,
        ),
    );
  fc.assert(
    fc.property(
      fc.array(one, { maxLength: 6 }).map(apart),
      fc.array(fc.record({ of: one, takenBy: fc.constantFrom(...LIBRARIES, null) }), { maxLength: 6 }),
      (shifts, offers) => {
        const its = apart(offers.map(({ of, takenBy }) => ({ ...of, takenBy }))).filter(
          ({ library, takenBy }) => library !== takenBy,
        );
        const duties = dutiesOf({
          owed: shifts.map(({ library, from, length }) => owed(library, from, from + length)),
          given: its.map(({ library, from, length, takenBy }) => given(library, from, from + length, takenBy)),
          madeUp: [],
        });
        const at = (hour: number, of: { from: number; length: number }) =>
          of.from <= hour && hour < of.from + of.length;
        for (let hour = 0; hour < 25; hour++)
          for (const library of LIBRARIES) {
            const isOwed = shifts.some((each) => each.library === library && at(hour, each));
            const offer = its.find((each) => each.library === library && at(hour, each));
            const expected = !isOwed
              ? []
              : offer === undefined
                ? [library]
                : offer.takenBy === null
                  ? []
                  : [offer.takenBy];
            const found = duties.filter(
              ({ owedBy, startMs, endMs }) => owedBy === library && startMs <= hour * HOUR_MS && hour * HOUR_MS < endMs,
            );
            assert.deepEqual(
              found.map((duty) => duty.library),
              expected,
            );
          }
      },
    ),
    { numRuns: 300 },
  );
});
