// The lint of the gate needs types: a promise that nobody waits for is found by the type of what is called.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, test } from 'node:test';
import { temporaryFolder } from '../support/app/process.ts';

const folder = temporaryFolder();
after(() => folder.remove());

test('lint: mutant: a call that waits for nothing is found by its type', () => {
  folder.write('tsconfig.json', JSON.stringify({ compilerOptions: { strict: true, types: [] }, include: ['*.ts'] }));
  const lint = (name: string, call: string) => {
    const file = folder.write(name, `const write = async (): Promise<void> => {};\n${call}\n`);
    return spawnSync('oxlint', ['--type-aware', '--config', '.oxlintrc.json', file], { encoding: 'utf8' });
  };
  assert.equal(lint('waits.ts', 'await write();\nexport {};').status, 0);
  const { status, stdout } = lint('mutant.ts', 'write();\nexport {};');
  assert.notEqual(status, 0);
  assert.match(stdout, /no-floating-promises/);
});
