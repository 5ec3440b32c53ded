import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAway, isBusy, isGone } from '../../../server/src/platform/db/faults.ts';
import { DatabaseBusyError } from '../../../server/src/platform/db/session-queue.ts';
import { faultOf } from '../../../server/src/visibility/ingest/faults.ts';

const anError = (code?: string, message = 'x', cause?: unknown): Error =>
  Object.assign(new Error(message, { cause }), code === undefined ? {} : { code });

test('database faults: a lost, refused, full or stopping database is away, however the error says it', () => {
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

test('database faults: a host without a route, a name that cannot be resolved and a read-only database are away', () => {
  for (const code of [
    'EHOSTUNREACH',
    'ENETUNREACH',
    'EAI_AGAIN',
    'ENOTFOUND',
    '25006',
    '53100',
    '58030',
    '28P01',
    '3D000',
  ])
    assert.ok(isAway(anError(code)), code);
  for (const message of ['timeout expired', 'Query read timeout'])
    assert.ok(isAway(anError(undefined, message)), message);
});

test('database faults: a limit that was reached and a meeting of two are busy, not away', () => {
  const errors = ['57014', '55P03', '40001', '40P01', '25P03', '25P04'].map((code) => anError(code));
  for (const error of [...errors, new DatabaseBusyError('people')]) assert.ok(isBusy(error) && !isAway(error));
  for (const error of [anError('23505'), anError('57P01'), new TypeError('x'), undefined]) assert.ok(!isBusy(error));
});

test('database faults: what is no fault of a batch fails its whole group at once; what may be one is looked for', () => {
  const codes = ['25006', '53100', '57P01', '57014', '28P01', '42P01', '42501', 'EHOSTUNREACH', 'EAI_AGAIN', '25P02'];
  for (const code of codes) assert.equal(faultOf(anError(code)), 'away', code);
  for (const code of ['22001', '23514', '21000']) assert.equal(faultOf(anError(code)), 'invalid', code);
  for (const code of ['40001', '40P01', '55P03', '23503']) assert.equal(faultOf(anError(code)), 'retry', code);
});

test('database faults: a wrong query, a canceled one and a fault of ours are not', () => {
  for (const code of ['23503', '23505', '42601', '22001', '57014', '40001']) assert.ok(!isAway(anError(code)), code);
  assert.ok(!isAway(anError('42601', 'Connection terminated')));
  for (const other of [new TypeError('x is undefined'), anError(), null, undefined, 'ECONNRESET'])
    assert.ok(!isAway(other));
});

test('database faults: a key that leads nowhere is gone, and nothing else is', () => {
  assert.ok(isGone(anError('23503')) && isGone(anError(undefined, 'x', anError('23503'))));
  assert.ok(!isGone(anError('23505')) && !isGone(anError('57P01')) && !isGone(undefined));
});
