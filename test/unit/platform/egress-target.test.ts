import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EgressError } from '../../../server/src/platform/egress/fault.ts';
import { targetOf } from '../../../server/src/platform/egress/target.ts';

const ALLOW = ['presence.internal:5280', '[::1]:5280', '10.0.0.5'];
const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof EgressError) return error.code;
  }
  return 'none';
};

test('egress target: a public host is asked by https, on any port', () => {
  for (const url of ['https://libraryh3lp.com/x', 'https://8.8.8.8/', 'https://[2606:4700::1111]:8443/x?y']) {
    assert.equal(targetOf(url, ALLOW).isAllowed, false, url);
  }
  assert.equal(
    codeOf(() => targetOf('http://libraryh3lp.com/x', ALLOW)),
    'bad-address',
  );
});

test('a host is let through as it is named: with its port, or with all of them', () => {
  const through = ['http://presence.internal:5280/', 'https://PRESENCE.internal:5280/', 'http://[::1]:5280/'];
  for (const url of [...through, 'http://10.0.0.5/', 'https://10.0.0.5:8443/', 'http://0xa.5/']) {
    assert.equal(targetOf(url, ALLOW).isAllowed, true, url);
  }
  for (const url of [
    'http://presence.internal/',
    'http://presence.internal.:5280/',
    'http://a.presence.internal:5280/',
  ])
    assert.equal(
      codeOf(() => targetOf(url, ALLOW)),
      'private-address',
      url,
    );
});

test('egress target: a private address is called private, by http, too', () => {
  const loopback = ['http://[::1]/', 'http://127.0.0.1:8080/', 'http://localhost:8080/', 'http://catalog.localhost/'];
  const named = ['http://catalog/', 'http://catalog.local:8080/', 'http://koha.library.internal/'];
  for (const url of [...loopback, ...named, 'http://10.0.0.6/', 'http://[::ffff:10.0.0.5]/', 'https://192.168.1.20/'])
    assert.equal(
      codeOf(() => targetOf(url, ALLOW)),
      'private-address',
      url,
    );
});

test('egress target: a port of the scheme is the same whether it is written or not', () => {
  assert.equal(targetOf('http://desk.internal/', ['desk.internal:80']).isAllowed, true);
  assert.equal(targetOf('https://desk.internal:443/', ['desk.internal:443']).isAllowed, true);
});

test('egress target: a stranger’s redirect does not reach a host that is opened for its own; one of them may redirect to another', () => {
  const stranger = targetOf('https://libraryh3lp.com/', ALLOW);
  assert.equal(
    codeOf(() => targetOf('http://presence.internal:5280/', ALLOW, stranger)),
    'private-address',
  );
  assert.equal(targetOf('https://other.example.org/', ALLOW, stranger).isAllowed, false);
  const own = targetOf('http://10.0.0.5/', ALLOW);
  assert.equal(targetOf('http://presence.internal:5280/', ALLOW, own).isAllowed, true);
  assert.equal(targetOf('/again', ALLOW, own).url.href, 'http://10.0.0.5/again');
  assert.equal(
    codeOf(() => targetOf('//127.0.0.1/', ALLOW, own)),
    'private-address',
  );
});

test('egress target: what is wrong says what would be right', () => {
  const messageOf = (url: string): string => {
    try {
      targetOf(url, []);
    } catch (error) {
      return (error as Error).message;
    }
    return '';
  };
  assert.equal(messageOf('example.org/feed'), 'should be a whole address, like https://host.example.org/path');
  assert.equal(messageOf('ftp://example.org/'), 'should begin with https://');
  assert.match(messageOf('http://example.org/'), /^should begin with https:\/\/ \(http is for hosts that EGRESS_ALLOW/);
  assert.equal(messageOf('https://a:b@example.org/'), 'should have no user name and no password in it');
  assert.equal(
    messageOf('https://10.0.0.5/'),
    'should be a host on the public internet: 10.0.0.5 is private; to allow a private host, add it to EGRESS_ALLOW',
  );
});
