// What is opened is closed in reverse.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClosers } from '../../../server/src/platform/closers.ts';

test('closers: close the last opened first, each once, and all even if one fails', async () => {
  const closers = createClosers();
  const closed: string[] = [];
  const open = (name: string) =>
    closers.use({ name, close: () => Promise.resolve().then(() => void closed.push(name)) });
  assert.equal(open('first').name, 'first');
  closers.push(() => {
    throw new Error('second');
  });
  open('third');
  await assert.rejects(closers.close(), ({ errors }: AggregateError) => {
    assert.deepEqual(errors.map(String), ['Error: second']);
    return true;
  });
  assert.deepEqual(closed, ['third', 'first']);
  await closers.close();
  assert.deepEqual(closed, ['third', 'first']);
});
