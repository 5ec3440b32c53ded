// The answer's shape, as a library's page reads it; the ids are made up.
// Source: github.com/BGSU-LITS/bgsu-template, src/libchat.js: asks https://chat-us.libanswers.com/widget_status with
//   `iid` and `rules` and takes any of `u`, `d` and `c` for online; the vendor's own floating widget takes a `c` of some
//   length for a cooperative.
// No bytes of the vendor's own server are at hand: what an id looks like in the answer is not known, so a number, a text
// and a list of either are read; an answer with none of the three is a fault and not "nobody".
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { presenceSourceSchema } from '@askusnow/sdk/contract';
import { adapterOf } from '../../../server/src/coverage/presence/adapters/index.ts';
import { nonsense, REFUSALS, replyOf } from '../../support/data/egress-reply.ts';

const sourceOf = (who: Record<string, string>) => presenceSourceSchema.parse({ kind: 'libchat', iid: '4711', ...who });
const desk = sourceOf({ department: '9001' });
const person = sourceOf({ user: '77', department: '9001' });
const cooperative = sourceOf({ cooperative: 'coop-1' });
const adapter = adapterOf('libchat')!;
const read = (body: string, source = desk, type?: string, status?: number) =>
  adapter.read(replyOf(body, type, status), source);

const askedOf = (source: typeof desk) => {
  const url = new URL(adapter.ask(source).url);
  return [url.origin + url.pathname, url.searchParams.get('iid'), url.searchParams.get('rules')];
};

test('LibChat: the rule names who the source names, and nobody else', () => {
  const at = 'https://chat-us.libanswers.com/widget_status';
  assert.deepEqual(askedOf(desk), [at, '4711', '[{"u":0,"d":[9001],"c":"","fallbackSeconds":0}]']);
  assert.deepEqual(askedOf(cooperative), [at, '4711', '[{"u":0,"d":[],"c":"coop-1","fallbackSeconds":0}]']);
  assert.deepEqual(askedOf(person), [at, '4711', '[{"u":77,"d":[9001],"c":"","fallbackSeconds":0}]']);
});

test('LibChat: a user or a department is the desk', () => {
  for (const body of ['{"u":77}', '{"d":[9001]}', '{"u":0,"d":9001,"c":""}', '{"u":true,"d":[],"c":[]}']) {
    assert.deepEqual(read(body), { state: 'available' }, body);
    assert.deepEqual(read(body, person), { state: 'available' }, body);
  }
});

test('LibChat: only the cooperative is nobody at the desk, and somebody in the cooperative’s own queue', () => {
  for (const body of ['{"u":0,"d":[],"c":"coop-1"}', '{"c":["coop-2","coop-1"],"away":false}']) {
    assert.deepEqual(read(body), { state: 'nobody' }, body);
    assert.deepEqual(read(body, person), { state: 'nobody' }, body);
    assert.deepEqual(read(body, cooperative), { state: 'available' }, body);
  }
});

test('LibChat: another cooperative, or one without a name, is not this one', () => {
  for (const body of ['{"c":"coop-2"}', '{"c":true}', '{"c":["coop-10"]}', '{"u":77,"d":[9001],"c":""}']) {
    assert.deepEqual(read(body, cooperative), { state: 'nobody' }, body);
  }
});

test('LibChat: nobody of the three is nobody', () => {
  for (const body of ['{"u":0,"d":0,"c":0}', '{"u":false,"d":[],"c":""}', '{"u":null}']) {
    for (const source of [desk, person, cooperative]) assert.deepEqual(read(body, source), { state: 'nobody' }, body);
  }
});

test('LibChat: an answer that says none of the three, or lies in a type, is a fault', () => {
  for (const body of ['{}', '{"away":true}', '{"u":{}}', '{"d":[{}]}', '{"d":[[9001]]}', '{"u":77,"c":{"a":1}}']) {
    for (const source of [desk, person, cooperative]) assert.ok('fault' in read(body, source), body);
  }
});

test('LibChat: nonsense, a wrong type and a refusal are faults', () => {
  for (const [what, reply] of nonsense('application/json')) assert.ok('fault' in adapter.read(reply, desk), what);
  for (const type of ['', 'text/html', 'text/plain']) assert.ok('fault' in read('{"u":77}', desk, type), type);
  for (const status of REFUSALS) assert.ok('fault' in read('{"u":77}', desk, 'application/json', status));
});
