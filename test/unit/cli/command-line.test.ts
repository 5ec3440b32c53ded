import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readCommand, USAGE, UsageError } from '../../../server/src/cli/words.ts';
import { environmentSchema } from '../../../server/src/platform/config.ts';

const refusal = (...words: string[]): string => {
  try {
    readCommand(words);
  } catch (error) {
    assert.ok(error instanceof UsageError);
    return error.message;
  }
  return assert.fail(`${words.join(' ')} is taken`);
};

describe('readCommand', () => {
  test('readCommand: reads each command', () => {
    const start = { name: 'start', importFile: null, demo: null, simulate: false, acceptDifferences: false };
    assert.deepEqual(readCommand(['start']), start);
    assert.deepEqual(readCommand(['start', '--import', 'a.yaml', '--demo', 'x']), {
      ...start,
      importFile: 'a.yaml',
      demo: 'x',
    });
    assert.deepEqual(readCommand(['start', '--accept-differences']), { ...start, acceptDifferences: true });
    assert.deepEqual(readCommand(['verify']), { name: 'verify', file: null });
    assert.deepEqual(readCommand(['verify', 'b.gz']), { name: 'verify', file: 'b.gz' });
    assert.deepEqual(readCommand(['import', '--replace', 'a.yaml']), { name: 'import', file: 'a.yaml', replace: true });
    assert.deepEqual(readCommand(['check', 'a.yaml']), { name: 'check', file: 'a.yaml' });
    assert.deepEqual(readCommand(['invite', '--role', 'liaison', '--library', 'a', '--library', 'b']), {
      name: 'invite',
      role: 'liaison',
      libraries: ['a', 'b'],
      queues: [],
      label: null,
    });
    assert.deepEqual(readCommand(['invite', '--role', 'desk', '--queue', 'a', '--label', 'Reference desk']), {
      name: 'invite',
      role: 'desk',
      libraries: [],
      queues: ['a'],
      label: 'Reference desk',
    });
    for (const name of ['end-account', 'sign-out'] as const)
      assert.deepEqual(readCommand([name, '12']), { name, id: 12 });
    for (const name of ['migrate', 'export', 'accounts']) assert.deepEqual(readCommand([name]), { name });
    for (const words of [['--help'], ['-h'], ['help'], ['import', '--help']])
      assert.deepEqual(readCommand(words), { name: 'help' });
  });

  test('readCommand: says what is wrong with the words', () => {
    assert.match(refusal(), /which command/);
    assert.match(refusal('statr'), /no command "statr"/);
    assert.match(refusal('constructor'), /no command "constructor"/);
    assert.match(refusal('import'), /should be followed by FILE/);
    assert.match(refusal('import', 'a', 'b'), /should be followed by FILE/);
    assert.match(refusal('start', '--prot', '1'), /--prot/);
    for (const number of ['', '0', '-1', '1.5', 'x', '9999999999'])
      assert.match(refusal('end-account', '--', number), /one of those that "askusnow accounts" lists/);
    assert.match(refusal('sign-out'), /should be followed by NUMBER/);
    assert.match(refusal('invite'), /--role should be coordinator, liaison, viewer, provider, or desk/);
    assert.match(refusal('invite', '--role', 'liaison'), /at least one --library ID/);
    assert.match(refusal('invite', '--role', 'viewer'), /a viewer needs at least one --library ID/);
    assert.match(refusal('invite', '--role', 'provider'), /needs a --label/);
    assert.match(refusal('invite', '--role', 'coordinator', '--library', 'a'), /leave --library out/);
    assert.match(refusal('invite', '--role', 'desk'), /at least one --queue ID/);
    assert.match(refusal('invite', '--role', 'desk', '--queue', 'a', '--library', 'b'), /no --library/);
    assert.match(refusal('invite', '--role', 'coordinator', '--queue', 'a'), /leave --queue out/);
  });

  test('readCommand: the usage text names every command', () => {
    for (const name of [
      'start',
      'migrate',
      'import',
      'export',
      'check',
      'invite',
      'accounts',
      'score',
      'sign-out',
      'end-account',
    ])
      assert.match(USAGE, new RegExp(`^  ${name}\\b`, 'm'));
  });
});

test('command line: its help names every setting of the environment', () => {
  const names = Object.keys(environmentSchema.shape);
  assert.ok(names.length > 15);
  assert.deepEqual(
    names.filter((name) => !new RegExp(`\\b${name}\\b`).test(USAGE)),
    [],
  );
});
