import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAway, isGone } from '../../server/src/db/faults.ts';

const anError = (code?: string, message = 'x', cause?: unknown): Error =>
  Object.assign(new Error(message, { cause }), code === undefined ? {} : { code });

test('a lost, refused, full or stopping database is away, however the error says it', () => {
  for (const code of ['08006', '53300', '57P01', '57P03', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT'])
    assert.ok(isAway(anError(code)), code);
  for (const message of [
    'Connection terminated unexpectedly',
    'timeout exceeded when trying to connect',
    'Client has encountered a connection error and is not queryable',
  ])
    assert.ok(isAway(anError(undefined, message)), message);
  assert.ok(isAway(anError(undefined, 'the query failed', anError('57P01'))));
});

test('a wrong query, a canceled one and a fault of ours are not', () => {
  for (const code of ['23503', '23505', '42601', '22001', '57014', '40001']) assert.ok(!isAway(anError(code)), code);
  assert.ok(!isAway(anError('42601', 'Connection terminated')));
  for (const other of [new TypeError('x is undefined'), anError(), null, undefined, 'ECONNRESET'])
    assert.ok(!isAway(other));
});

test('a key that leads nowhere is gone, and nothing else is', () => {
  assert.ok(isGone(anError('23503')) && isGone(anError(undefined, 'x', anError('23503'))));
  assert.ok(!isGone(anError('23505')) && !isGone(anError('57P01')) && !isGone(undefined));
});
