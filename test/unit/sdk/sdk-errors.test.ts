import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ContractError,
  isAskError,
  isContractError,
  isNetworkError,
  isProblemError,
  NetworkError,
  ProblemError,
} from '@askusnow/sdk';

const aProblem = (status: number) => ({ type: 'about:blank', title: 'No', status, code: 'busy' }) as const;

test('SDK errors: what may pass is retried, what the server decided is not', () => {
  assert.equal(new NetworkError('offline').shouldRetry(), true);
  assert.equal(new ContractError('nonsense').shouldRetry(), false);
  for (const [status, retries] of [
    [400, false],
    [404, false],
    [409, false],
    [429, true],
    [500, true],
    [503, true],
  ] as const) {
    assert.equal(new ProblemError(aProblem(status)).shouldRetry(), retries, `${status}`);
  }
});

test('SDK errors: distinguished by name, so that those of another copy of the script are recognised', () => {
  const foreign = Object.assign(new Error('No'), { name: 'ProblemError', problem: aProblem(404) });
  assert.equal(foreign instanceof ProblemError, false);
  assert.ok(isProblemError(foreign) && isAskError(foreign));
  assert.ok(!isNetworkError(foreign) && !isContractError(foreign) && !isAskError(new TypeError('x')));
  assert.ok(!isAskError(undefined) && !isAskError({ name: 'AskError' }));
});

test('SDK errors: an error prints its own name', () => {
  assert.equal(
    String(new ProblemError({ ...aProblem(404), detail: 'No such library' })),
    'ProblemError: No such library',
  );
});
