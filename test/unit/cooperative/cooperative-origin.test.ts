import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse } from 'tldts';
import fc from 'fast-check';
import { createOriginMatcher, originFault } from '../../../server/src/cooperative/origin.ts';
import { VENDOR_DOMAINS } from '../../../server/src/cooperative/vendor-domains.ts';
import { addressFault } from '../../../server/src/cooperative-file/address.ts';

const REGISTERED = [
  'https://www.harford.org',
  'https://*.harford.org',
  'http://localhost:8080',
  'https://*.carroll.org:8443',
];
const matcher = createOriginMatcher(REGISTERED.map((origin, id) => ({ id, origin })));
const covered = (origin: string | undefined): string | undefined => matcher(origin)?.origin;

/** What a first version does. */
const naiveEndsWith = (registered: string, origin: string): boolean =>
  origin.endsWith(registered.replace(/^https?:\/\/(\*\.)?/, ''));

const FOREIGN: (string | undefined)[] = [
  undefined,
  '',
  'null',
  'https://harford.org',
  'https://evil-harford.org',
  'https://evilharford.org',
  'https://www.harford.org.evil.com',
  'https://evil.com/.harford.org',
  'https://evil.com#.harford.org',
  'https://evil.com\\.harford.org',
  'https://user@.harford.org',
  'https://.harford.org',
  'https://a..harford.org',
  'https://*.harford.org',
  'https://WWW.HARFORD.ORG',
  'HTTPS://www.harford.org',
  'https://www.harford.org:443',
  'https://www.harford.org:8443',
  'https://www.harford.org/',
  'http://www.harford.org',
  'http://localhost',
  'https://localhost:8080',
  'https://a.carroll.org',
  'https://a.carroll.org:84430',
  `https://${'a.'.repeat(200)}harford.org`,
];

describe('an Origin header is covered by the registered origin that a browser would send, and by no look-alike', () => {
  test('origins: the exact origin wins over the wildcard that covers it too', () => {
    assert.equal(covered('https://www.harford.org'), 'https://www.harford.org');
  });

  test('origins: a wildcard covers every depth below its domain', () => {
    assert.equal(covered('https://catalog.harford.org'), 'https://*.harford.org');
    assert.equal(covered('https://a.b.c.harford.org'), 'https://*.harford.org');
    assert.equal(covered('https://a.carroll.org:8443'), 'https://*.carroll.org:8443');
    assert.equal(covered('http://localhost:8080'), 'http://localhost:8080');
  });

  for (const origin of FOREIGN) {
    test(`origins: not ${String(origin).slice(0, 60) || '(empty)'}`, () => assert.equal(covered(origin), undefined));
  }

  test('origins: mutant: comparing ends lets the look-alikes in', () => {
    const admitted = FOREIGN.filter(
      (origin) => origin !== undefined && REGISTERED.some((registered) => naiveEndsWith(registered, origin)),
    );
    assert.ok(admitted.includes('https://evil-harford.org'));
    assert.ok(admitted.includes('https://evilharford.org'));
    assert.ok(admitted.includes('https://evil.com/.harford.org'));
  });

  test('origins: whatever is covered by the wildcard is a host below its domain to the browser as well', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9.:/@#?\\_%-]{0,12}$/), (start) => {
        const origin = `https://${start}.harford.org`;
        if (covered(origin) === undefined) return;
        assert.match(new URL(origin).hostname, /^(?:[^.]+\.)+harford\.org$/);
      }),
    );
  });
});

describe('a registered origin is spelled as browsers send it', () => {
  const RIGHT = [
    'https://www.example.org',
    'http://www.example.org',
    'https://www.example.org:8443',
    'http://127.0.0.1:8080',
    'http://[::1]:8080',
    'https://*.example.org',
    'https://*.a.example.co.uk',
    'https://harford.libguides.com',
    'https://*.notlibguides.com',
    'https://*.xn--bcher-kva.example',
  ];
  for (const origin of RIGHT) test(`${origin} is right`, () => assert.equal(originFault(origin), undefined));

  const WRONG = [
    '',
    'null',
    '*',
    'https://*',
    'https://*.',
    'https://*.org',
    'https://*.co.uk',
    'https://*.localhost',
    'https://*.127.0.0.1',
    'https://a.*.example.org',
    'https://*a.example.org',
    'https://*.*.example.org',
    'https://www.example.org/ask',
    'https://www.example.org?',
    'https://www.example.org:443',
    'https://WWW.example.org',
    'https://user@www.example.org',
    'https://bücher.example',
    'javascript:alert(1)',
    'ftp://www.example.org',
    '//www.example.org',
    'https://*.github.io',
    'https://*.yours.github.io',
    'https://*.example.org.',
    'https://*.libguides.com.',
    'https://*.github.io.',
    'https://*.127.0.0.1.',
    'https://www.example.org.',
    'https://localhost.',
    'https://a..example.org',
    'https://.example.org',
    'https://www.example.org..',
    "https://a'b.example.org",
  ];
  for (const origin of WRONG)
    test(`origins: ${origin || '(empty)'} is refused`, () => assert.match(originFault(origin) ?? '', /^should /));

  test('origins: mutant: by the lists of names alone, a dot at the end admits every customer of a vendor', () => {
    const host = 'libguides.com.';
    const isListed = (name: string): boolean =>
      VENDOR_DOMAINS.some((domain) => name === domain || name.endsWith(`.${domain}`));
    assert.equal(isListed(host), false);
    assert.equal(
      createOriginMatcher([{ origin: `https://*.${host}` }])(`https://stranger.${host}`)?.origin,
      `https://*.${host}`,
    );
    assert.notEqual(originFault(`https://*.${host}`), undefined);
  });

  test('origins: no wildcard on a vendor domain, at or below it', () => {
    for (const domain of VENDOR_DOMAINS) {
      assert.match(originFault(`https://*.${domain}`) ?? '', /admit strangers/);
      assert.match(originFault(`https://*.harford.${domain}`) ?? '', /admit strangers/);
      assert.equal(originFault(`https://harford.${domain}`), undefined);
    }
  });
});

describe('a wildcard above a public suffix', () => {
  /** A suffix of the list's private part lies below each, and none is a suffix itself. */
  const ABOVE = ['amazonaws.com', 'windows.net', 'fastly.net', 'linode.com', 'salesforce.com'];
  const OWN = ['example.org', 'harfordlibrary.org', 'utah.gov', 'princeton.edu', 'bl.uk', 'city.toronto.on.ca'];

  test('is refused: names below it are given to anybody', () => {
    for (const host of ABOVE) {
      assert.match(originFault(`https://*.${host}`) ?? '', /publicsuffix\.org/, host);
      assert.equal(originFault(`https://harford.${host}`), undefined, `one host below ${host}`);
    }
  });

  test("public suffix wildcard: on one owner's domain is taken", () => {
    for (const host of OWN) assert.equal(originFault(`https://*.${host}`), undefined, host);
  });

  test('public suffix wildcard: mutant: asking only whether the host is a suffix itself takes them all', () => {
    for (const host of ABOVE) assert.notEqual(parse(host, { allowPrivateDomains: true }).domain, null, host);
  });
});

describe('an address that patrons are sent to is https', () => {
  for (const address of [
    'https://chat.example.org/harford?q=1',
    'http://127.0.0.1:8080/demo/chat/harford',
    'http://localhost/chat',
  ]) {
    test(`origins: ${address} is right`, () => assert.equal(addressFault(address), undefined));
  }
  for (const address of [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'http://chat.example.org',
    'http://127.0.0.1.evil.com/',
    'https:chat.example.org',
    '/chat',
    'https://user:secret@chat.example.org',
    '',
  ]) {
    test(`origins: ${JSON.stringify(address)} is refused`, () =>
      assert.match(addressFault(address) ?? '', / should be an https address/));
  }
});
