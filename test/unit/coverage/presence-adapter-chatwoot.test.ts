// The answer as Chatwoot's own view writes it; names, pictures and the token are made up.
// Source: github.com/chatwoot/chatwoot, app/views/api/v1/widget/inbox_members/index.json.jbuilder (the members) and
//   app/models/concerns/availability_statusable.rb (their statuses).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { presenceSourceSchema } from '@askusnow/sdk/contract';
import { adapterOf } from '../../../server/src/coverage/presence/adapters/index.ts';
import { nonsense, REFUSALS, replyOf } from '../../support/data/egress-reply.ts';

const source = presenceSourceSchema.parse({ kind: 'chatwoot', host: 'chat.example.org', inbox: 'made-up-token' });
const adapter = adapterOf('chatwoot')!;
const read = (body: string, type?: string, status?: number) => adapter.read(replyOf(body, type, status), source);
const members = (...statuses: unknown[]): string =>
  JSON.stringify({
    payload: statuses.map((status, at) => ({
      id: at,
      name: `Person ${at}`,
      avatar_url: `https://chat.example.org/avatars/${at}.png`,
      availability_status: status,
    })),
  });

test('Chatwoot: the members of the inbox are asked for', () => {
  assert.equal(
    adapter.ask(source).url,
    'https://chat.example.org/api/v1/widget/inbox_members?website_token=made-up-token',
  );
});

test('Chatwoot: any member online is available, else any busy one is busy, else nobody', () => {
  assert.deepEqual(read(members('offline', 'busy', 'online')), { state: 'available' });
  assert.deepEqual(read(members('offline', 'busy')), { state: 'busy' });
  assert.deepEqual(read(members('offline', 'offline')), { state: 'nobody' });
  assert.deepEqual(read(members()), { state: 'nobody' });
});

test('Chatwoot: no name and no picture leaves the adapter, in an answer or in a fault', () => {
  for (const body of [members('online'), members('online', 'Person 0'), members('gone'), `{"payload":"Person 0"}`]) {
    assert.doesNotMatch(JSON.stringify(read(body)), /Person|avatar/);
  }
});

test('Chatwoot: operators of the desk’s settings say which libraries are there, by the libraries alone', () => {
  const named = presenceSourceSchema.parse({
    ...source,
    operators: [
      { name: 'Person 0', library: 'harford' },
      { name: ' Person 1 ', library: 'cecil' },
      { name: 'Person 2', library: 'harford' },
    ],
  });
  const seen = (...statuses: string[]) => adapter.read(replyOf(members(...statuses)), named);
  assert.deepEqual(seen('offline', 'busy', 'online', 'online'), {
    state: 'available',
    libraries: ['cecil', 'harford'],
  });
  assert.deepEqual(seen('online', 'offline', 'online'), { state: 'available', libraries: ['harford'] });
  assert.deepEqual(seen('offline', 'offline', 'offline', 'online'), { state: 'available', libraries: [] });
  assert.doesNotMatch(JSON.stringify([seen('online', 'gone'), seen('online')]), /Person/);
});

test('Chatwoot: a lie in a type is a fault, even beside a member who is online', () => {
  for (const status of ['Online', '', 1, true, null, ['online'], undefined, 'toString']) {
    assert.ok('fault' in read(members('online', status)), String(status));
  }
  for (const body of ['{}', '{"payload":{}}', '{"payload":"online"}', '{"payload":["online"]}', '{"payload":[null]}']) {
    assert.ok('fault' in read(body), body);
  }
});

test('Chatwoot: nonsense, a wrong type and a refusal are faults', () => {
  for (const [what, reply] of nonsense('application/json')) assert.ok('fault' in adapter.read(reply, source), what);
  for (const type of ['', 'text/html', 'text/plain']) assert.ok('fault' in read(members('online'), type), type);
  for (const status of REFUSALS) assert.ok('fault' in read(members('online'), 'application/json', status));
});
