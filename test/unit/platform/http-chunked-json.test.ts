// Long lists in pieces: what is made and written of them is what would be made and written at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonChunks } from '../../../server/src/platform/http/chunked-json.ts';
import { mapYielding } from '../../../server/src/platform/yield-event-loop.ts';

const LENGTHS = [0, 1, 499, 500, 501, 1_000, 1_001, 2_345];
const listOf = (length: number): { at: number; why: string | null }[] =>
  Array.from({ length }, (_, at) => ({ at, why: at % 3 === 0 ? null : `"${at}",[` }));

async function written(body: object): Promise<string[]> {
  const pieces: string[] = [];
  for await (const piece of jsonChunks(body)) pieces.push(piece);
  return pieces;
}

test('chunked JSON: a body is written as JSON.stringify has it, wherever its lists are long', async () => {
  const bodies = [
    {},
    { gone: undefined },
    { gone: undefined, queue: 'desk', sum: { value: null }, ledger: true },
    ...LENGTHS.map((length) => ({ before: 'a', list: listOf(length), gone: undefined, after: [1, [2]] })),
    { one: listOf(700), other: listOf(1_300) },
    ...LENGTHS.map(listOf),
  ];
  for (const body of bodies) assert.equal((await written(body)).join(''), JSON.stringify(body));
});

test('chunked JSON: a long list comes in several pieces, so that others have their turn between them', async () => {
  assert.ok((await written({ list: listOf(2_345) })).length > 5);
});

test('chunked JSON: a list is made whole and in order', async () => {
  for (const length of LENGTHS) {
    const list = listOf(length);
    assert.deepEqual(
      await mapYielding(list, ({ at }) => at * 2),
      list.map(({ at }) => at * 2),
    );
  }
});
