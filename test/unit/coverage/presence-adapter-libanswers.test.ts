// The answer's shape, as pages of libraries read it; the ids are made up.
// Source:
//   github.com/uqlibrary/uqlibrary-reusable-components, elements/uql-chat-button/uql-chat-button.js: asks
//   https://api2.libanswers.com/1.0/chat/widgets/status/{id}, by JSONP, and reads `data.online` of what comes.
// No bytes of the vendor's own server are at hand: the shape is taken from what those pages read.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { presenceSourceSchema } from '@askusnow/sdk/contract';
import { adapterOf } from '../../../server/src/coverage/presence/adapters/index.ts';
import { nonsense, REFUSALS, replyOf } from '../../support/data/egress-reply.ts';

const source = presenceSourceSchema.parse({ kind: 'libanswers', widget: '90210' });
const adapter = adapterOf('libanswers')!;
const read = (body: string, type?: string, status?: number) => adapter.read(replyOf(body, type, status), source);

test('LibAnswers: the widget is asked at the vendor, or at the host of a region', () => {
  assert.equal(adapter.ask(source).url, 'https://api2.libanswers.com/1.0/chat/widgets/status/90210');
  const canada = presenceSourceSchema.parse({ kind: 'libanswers', host: 'api2-ca.libanswers.com', widget: '90210' });
  assert.equal(adapter.ask(canada).url, 'https://api2-ca.libanswers.com/1.0/chat/widgets/status/90210');
});

test('LibAnswers: online is available, not online is nobody', () => {
  assert.deepEqual(read('{"online":true}'), { state: 'available' });
  assert.deepEqual(read('{"online":false}', 'application/json; charset=UTF-8'), { state: 'nobody' });
});

test('LibAnswers: the answer as a callback has it is read too', () => {
  assert.deepEqual(read('{"data":{"online":true}}'), { state: 'available' });
  assert.deepEqual(read('{"data":{"online":false},"online":true}'), { state: 'nobody' });
});

test('LibAnswers: a lie in the type is a fault', () => {
  for (const online of ['1', '"true"', '"online"', 'null', '[]', '[true]', '{}', '0', '""']) {
    assert.ok('fault' in read(`{"online":${online}}`), online);
    assert.ok('fault' in read(`{"data":{"online":${online}}}`), online);
  }
  assert.ok('fault' in read('{}'));
  assert.ok('fault' in read('{"Online":true}'));
  assert.ok('fault' in read('{"data":{}}'));
  assert.ok('fault' in read('cb({"data":{"online":true}})'), 'a script is not run');
});

test('LibAnswers: nonsense, a wrong type and a refusal are faults', () => {
  for (const [what, reply] of nonsense('application/json')) assert.ok('fault' in adapter.read(reply, source), what);
  for (const type of ['', 'text/html', 'text/plain', 'text/javascript', 'text/xml']) {
    assert.ok('fault' in read('{"online":true}', type), type);
  }
  for (const status of REFUSALS) assert.ok('fault' in read('{"online":true}', 'application/json', status));
});
