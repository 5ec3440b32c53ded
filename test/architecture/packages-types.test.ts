// The types of our packages by an independent checker. It is fetched for the run and is no dependency, since a newcomer who installs
// waits for each.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, describe, test } from 'node:test';
import { temporaryFolder } from '../support/app/process.ts';
import { packInto } from '../support/packed.ts';

const CHECKER = '@arethetypeswrong/cli@0.18.5';

describe('package types', () => {
  const folder = temporaryFolder();
  after(() => folder.remove());

  for (const [packageName, tarball] of packInto(folder.path, ['sdk', 'widget'])) {
    test(`packages: the types of ${packageName} resolve for every module mode that can load it`, () => {
      const words = ['--yes', '--prefer-offline', CHECKER, '--profile', 'esm-only', '--no-emoji', tarball];
      const { status, stdout, stderr } = spawnSync('npx', words, { encoding: 'utf8' });
      assert.equal(status, 0, stdout + stderr);
    });
  }
});
