// Recorded from Debian's ejabberd-mod-webpresence, whose format LibraryH3lp documents as its own; asked for real in
// test/server/coverage/presence-ejabberd.test.ts. Names made up.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { presenceSourceSchema } from '@askusnow/sdk/contract';
import { adapterOf } from '../../../server/src/coverage/presence/adapters/index.ts';
import { nonsense, REFUSALS, replyOf } from '../../support/data/egress-reply.ts';

const source = presenceSourceSchema.parse({ kind: 'libraryh3lp', host: 'example.org', name: 'Desk' });
const adapter = adapterOf('libraryh3lp')!;

const resource = (show: string, priority: string | null = '0', text = ''): string =>
  `<resource show='${show}' name='r'${priority === null ? '' : ` priority='${priority}'`}>${text}</resource>`;
const document = (...resources: string[]): string =>
  `<?xml version='1.0' encoding='utf-8'?><presence user='desk' server='chat.example.org'>${resources.join('')}</presence>`;
const read = (xml: string, type = 'text/xml; charset=utf-8', status = 200) =>
  adapter.read(replyOf(xml, type, status), source);
const stateOf = (xml: string): string => {
  const reading = read(xml);
  return 'state' in reading ? reading.state : reading.fault.code;
};

test('LibraryH3lp: the queue is asked on its host, in the part of the chat servers unless another is named', () => {
  assert.equal(adapter.ask(source).url, 'https://example.org/presence/jid/Desk/chat.example.org/xml');
  const other = presenceSourceSchema.parse({
    kind: 'libraryh3lp',
    scheme: 'http',
    host: 'presence.internal:5280',
    name: 'desk~1',
    domain: 'presence.internal',
  });
  assert.equal(adapter.ask(other).url, 'http://presence.internal:5280/presence/jid/desk~1/presence.internal/xml');
});

test('LibraryH3lp: available and chat answer, busy is busy, away is nobody', () => {
  const expected = {
    available: 'available',
    chat: 'available',
    dnd: 'busy',
    away: 'nobody',
    xa: 'nobody',
    unavailable: 'nobody',
  };
  for (const [show, state] of Object.entries(expected)) assert.equal(stateOf(document(resource(show))), state, show);
});

test('LibraryH3lp: nobody signed in is nobody, and so is a queue that the host does not know', () => {
  assert.equal(stateOf(document()), 'nobody');
  assert.equal(stateOf("<presence user='desk' server='chat.example.org'/>"), 'nobody');
  assert.equal(stateOf("<presence user='desk' server='chat.example.org'></presence>"), 'nobody');
});

test('LibraryH3lp: all clients count, wherever the available one is listed', () => {
  const others = ['away', 'xa', 'unavailable', 'dnd'].map((show) => resource(show, '5'));
  for (let at = 0; at <= others.length; at++) {
    assert.equal(stateOf(document(...others.toSpliced(at, 0, resource('available')))), 'available');
  }
  assert.equal(stateOf(document(resource('away'), resource('dnd'))), 'busy');
});

test('LibraryH3lp: mutant: looking at the first client alone, as many pages do, misses the others', () => {
  const firstOf = (xml: string): boolean =>
    /<resource show='(?:available|chat)'/.exec(xml)?.index === xml.indexOf('<resource');
  const xml = document(resource('away'), resource('available'));
  assert.equal(firstOf(xml), false);
  assert.equal(stateOf(xml), 'available');
});

test('LibraryH3lp: mutant: looking for the word takes "unavailable", a status and an error page for somebody', () => {
  const hasWord = (text: string): boolean => /available|chat/.test(text);
  for (const xml of [document(resource('unavailable')), document(resource('away', '0', 'available after 2'))]) {
    assert.equal(hasWord(xml), true);
    assert.equal(stateOf(xml), 'nobody');
  }
  const page = '<html>This service is not available</html>';
  assert.equal(hasWord(page), true);
  assert.ok('fault' in read(page, 'text/html') && 'fault' in read(page));
});

test('LibraryH3lp: mutant: accepting any account shows a desk by another desk’s provider', () => {
  const believed = (xml: string): boolean => /<resource show='(?:available|chat)'/.test(xml);
  const mine = document(resource('available'));
  assert.equal(stateOf(mine), 'available');
  const others = [
    mine.replace("user='desk'", "user='other'"),
    mine.replace("server='chat.example.org'", "server='elsewhere.example.org'"),
    mine.replace(/ user='desk' server='[^']*'/, ''),
  ];
  for (const xml of others) {
    assert.equal(believed(xml), true);
    assert.deepEqual(read(xml), {
      fault: {
        code: 'unknown-value',
        detail: '"user" and "server" should be desk and chat.example.org, as was asked for',
      },
    });
  }
});

test('LibraryH3lp: a client with a negative priority does not answer', () => {
  assert.equal(stateOf(document(resource('available', '-1'))), 'nobody');
  assert.equal(stateOf(document(resource('available', '-1'), resource('dnd', '0'))), 'busy');
  assert.equal(stateOf(document(resource('chat', null))), 'available');
});

test('LibraryH3lp: what a provider writes as a status is text, whatever it looks like', () => {
  assert.equal(stateOf(document(resource('away', '0', '&lt;resource show=&quot;available&quot;/&gt;'))), 'nobody');
  assert.equal(stateOf(document(resource('away', '0', '<![CDATA[<resource show="available"/>]]>'))), 'nobody');
  assert.equal(stateOf(document(`<!-- ${resource('available')} -->`)), 'nobody');
});

test('LibraryH3lp: a content type that is given twice is fine', () => {
  assert.deepEqual(read(document(resource('chat')), 'text/html; charset=utf-8, text/xml; charset=utf-8'), {
    state: 'available',
  });
  assert.deepEqual(read(document(resource('chat')), 'Text/XML'), { state: 'available' });
});

test('LibraryH3lp: an unknown host answers 404, and that is a fault: nothing is known of the desk', () => {
  assert.deepEqual(read('<html>Not Found</html>', 'text/html', 404), {
    fault: { code: 'refused', detail: 'answered with status 404' },
  });
  for (const status of REFUSALS) assert.ok('fault' in read(document(resource('available')), 'text/xml', status));
});

test('LibraryH3lp: the right body in a wrong type is a fault', () => {
  for (const type of ['', 'text/html', 'text/plain', 'application/json', 'text/xmlish']) {
    const reading = read(document(resource('available')), type);
    assert.ok('fault' in reading && reading.fault.code === 'wrong-content-type', type);
  }
});

test('LibraryH3lp: nonsense is a fault, never a state', () => {
  for (const [what, reply] of nonsense('text/xml')) assert.ok('fault' in adapter.read(reply, source), what);
});

test('LibraryH3lp: a lie in a type is a fault, even beside a client that answers', () => {
  const good = resource('available');
  const lies = [
    document(good, resource('Available')),
    document(good, resource('')),
    document(good, '<resource/>'),
    document(good, '<resource>available</resource>'),
    document(good, resource('chat', 'high')),
    document(good, resource('chat', '1e3')),
    document(good, resource('toString')),
    document(good).replaceAll(/(<\/?)presence/g, '$1other'),
    document(good).replace(/<presence.*/, '<a>$&</a>'),
    document(good).replace(/<presence.*/, '$&$&'),
    document(good).replace('</presence>', ''),
  ];
  for (const xml of lies) assert.ok('fault' in read(xml), xml);
});

test('LibraryH3lp: a reply of more markup than a desk has is refused before it is parsed', () => {
  assert.deepEqual(read(document(resource('available').repeat(500))), { state: 'available' });
  const many = read(document('<a/>'.repeat(4_000)));
  assert.ok('fault' in many);
  assert.equal(many.fault.detail, 'answered with more than 4000 pieces of markup');
});

test('LibraryH3lp: no entity is resolved', () => {
  const laughs =
    '<!DOCTYPE presence [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY show "available">]>' +
    document(resource('&show;', '0', '&b;')).replace(/^<\?.*?\?>/, '');
  assert.ok('fault' in read(laughs));
  assert.ok('fault' in read(document(resource('&show;'))));
  assert.ok('fault' in read(document(resource('&#97;vailable'))));
});
