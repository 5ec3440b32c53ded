// The script of `askusnow completions`, run by a real bash.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { ROLES } from '@askusnow/sdk/contract';
import { COMMANDS } from '../../../server/src/cli/commands.ts';
import { readCommand } from '../../../server/src/cli/words.ts';

const script = (): string => {
  const read = readCommand(['completions']);
  assert.ok(read.name === 'print');
  return read.text;
};

/** What bash offers for the last of the words. */
const offered = (...words: string[]): string[] =>
  execFileSync(
    'bash',
    [
      '-c',
      `${script()}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _askusnow; printf '%s\\n' "\${COMPREPLY[@]}"`,
      'bash',
      'askusnow',
      ...words,
    ],
    { encoding: 'utf8' },
  )
    .split('\n')
    .filter(Boolean);

test('completions: every command, every option of a command, and its values', () => {
  assert.deepEqual(
    offered('').filter((word) => !word.startsWith('-')),
    COMMANDS.map(([usage]) => usage.split(' ')[0]),
  );
  assert.deepEqual(offered('exp'), ['export']);
  for (const [usage, , , ...options] of COMMANDS)
    assert.deepEqual(offered(usage.split(' ')[0]!, '--'), [...options.map(({ long }) => long), '--help'], usage);
  assert.deepEqual(offered('invite', '--role', ''), [...ROLES]);
  assert.deepEqual(offered('invite', '--role', 'li'), ['liaison']);
});

test('completions: where no word fits nothing is offered, and bash offers files', () => {
  assert.deepEqual(offered('import', 'coop'), []);
  assert.match(script(), /^complete -o default -F _askusnow askusnow$/m);
});
