// The topics of the libraries' policy pages in the cooperative's file.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cooperativeFileSchema } from '../../../server/src/cooperative-file/schema.ts';

const faultsOf = (policyTopics: unknown): string[] => {
  const cooperative = { name: 'Test', policyTopics };
  const read = cooperativeFileSchema.safeParse({ cooperative, queues: [], libraries: [] });
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
};

test('policy topics: a list of names is right, none at all is right', () => {
  assert.deepEqual(faultsOf(undefined), []);
  assert.deepEqual(faultsOf([{ id: 'cards', name: 'Library cards' }]), []);
});

test('policy topics: a repeated topic, an empty list and a bad name are named, with what would be right', () => {
  const cases: [unknown, RegExp][] = [
    [[], /^cooperative\.policyTopics: /],
    [
      [
        { id: 'cards', name: 'A' },
        { id: 'cards', name: 'B' },
      ],
      /^cooperative\.policyTopics: should name each topic once/,
    ],
    [[{ id: 'Cards', name: 'A' }], /^cooperative\.policyTopics\.0\.id: lower-case letters/],
    [[{ id: 'cards', name: '' }], /^cooperative\.policyTopics\.0\.name: should be a name on one line/],
  ];
  for (const [topics, expected] of cases) {
    const [fault, ...more] = faultsOf(topics);
    assert.match(fault ?? '', expected);
    assert.deepEqual(more, []);
  }
});
