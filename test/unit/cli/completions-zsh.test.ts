// The script of `askusnow completions` in a real zsh: words are typed on its terminal, each with the tab key.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, test } from 'node:test';
import { temporaryFolder } from '../../support/app/process.ts';
import { readCommand } from '../../../server/src/cli/words.ts';

const files = temporaryFolder();
after(() => files.remove());

/** A shell in a terminal of zsh's own: what it prints between two lines of this script is what was typed, completed. */
const typedIn = (script: string): string => `
zmodload zsh/zpty
zpty shell zsh -f -i
say() { zpty -w -n shell "$1"; zpty -r -m shell shown "*$2*" }
say $'PS1="> "; autoload -U compinit && compinit -u -d ${files.path}/dump; autoload -U bashcompinit && bashcompinit; source ${script}; askusnow() { print "typed" "[$*]" }; print re""ady\\n' 'ready'
for words in "$@"; do
  say "askusnow $words"$'\\t\\n' 'typed \\[*\\]'
  print -r -- \${\${shown##*typed \\[}%%\\]*}
done
`;

test('completions: zsh completes a command, an option and a value', () => {
  const read = readCommand(['completions']);
  assert.ok(read.name === 'print');
  const driver = files.write('driver.zsh', typedIn(files.write('completions.sh', read.text)));
  const typed = execFileSync('zsh', [driver, 'exp', 'invite --que', 'invite --role li'], { encoding: 'utf8' });
  assert.deepEqual(typed.trim().split('\n'), ['export', 'invite --queue', 'invite --role liaison']);
});
