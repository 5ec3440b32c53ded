// Why the embedded database did not open: damage, which stays, or a lack, which may pass.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DataDirUnusableError } from '../../../server/src/platform/db/private-folder.ts';
import { DataDirDamagedError, whyNotOpened } from '../../../server/src/platform/db/whole-database.ts';

const because = (error: unknown, ...written: string[]): Error => whyNotOpened('/data/pglite', written, error);
const codeOf = (error: Error): unknown => (error.cause as NodeJS.ErrnoException | undefined)?.code;

test('not opened: too little memory is no damage', () => {
  for (const lack of [
    new RangeError('WebAssembly.Memory(): could not allocate memory'),
    new Error('Cannot enlarge memory arrays'),
    { errno: 48 },
  ]) {
    const why = because(lack);
    assert.ok(why instanceof DataDirUnusableError, why.message);
    assert.equal(codeOf(why), 'ENOMEM');
    assert.match(why.message, /too little memory/);
  }
});

test('not opened: a full disk is no damage; a log that cannot be read is', () => {
  assert.equal(codeOf(because(new Error('exit'), 'FATAL:  could not write: No space left on device')), 'ENOSPC');
  const damage = because(new Error('exit'), 'PANIC:  could not locate a valid checkpoint record');
  assert.ok(damage instanceof DataDirDamagedError);
  assert.match(damage.message, /valid checkpoint record/);
});
