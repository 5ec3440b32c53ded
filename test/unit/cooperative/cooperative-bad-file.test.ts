import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatFileError, parseCooperativeFile } from '../../../server/src/cooperative-file/file.ts';
import { aCooperativeText, fileOptions } from '../../support/data/cooperative-text.ts';

function faultsOf(text: string): string[] {
  const parsed = parseCooperativeFile(text, fileOptions);
  return 'errors' in parsed ? parsed.errors.map(formatFileError) : [];
}

const HARFORD_ZONE = 'name: Harford County Public Library\n    zone: America/New_York';
const HTTPS = 'should be an https address like "https://chat.example.org/harford" (http only on a loopback host)';
const ORIGIN = 'should be an origin like "https://www.example.org" or "https://*.example.org"';
const stranger = (domain: string): string =>
  `should name each host, like "https://yours.${domain}": "${domain}" is shared by many customers, so a wildcard would admit strangers`;

/** Title, what is put wrong, and the one line that a person reads. */
const CASES: [title: string, from: string, to: string, says: string][] = [
  [
    'a zone that does not exist',
    HARFORD_ZONE,
    HARFORD_ZONE.replace('America/New_York', 'Mars/Olympus_Mons'),
    '24: library "harford", zone: should be an IANA time zone like "America/New_York"',
  ],
  [
    'a zone near to a known one',
    HARFORD_ZONE,
    HARFORD_ZONE.replace('America/New_York', 'America/Chicgo'),
    '24: library "harford", zone: should be an IANA time zone like "America/New_York"; did you mean "America/Chicago"?',
  ],
  [
    'a zone as people say it',
    HARFORD_ZONE,
    HARFORD_ZONE.replace('America/New_York', 'PST'),
    '24: library "harford", zone: should be an IANA time zone like "America/New_York"; did you mean "America/Los_Angeles"?',
  ],
  [
    'a zone that is an offset',
    'zone: America/New_York\n    hours:\n',
    'zone: "-05:00"\n    hours:\n',
    '7: queue "harford-desk", zone: should be an IANA time zone like "America/New_York"',
  ],
  [
    'hours that overlap in a week',
    'days: [we], open: "22:00"',
    'days: [tu], open: "16:00"',
    '11: queue "harford-desk", hours.weekly.1: tu 16:00–02:00 overlaps tu 09:00–17:00: end one before the other starts, or write one opening',
  ],
  [
    'hours that overlap over midnight',
    'days: [we], open: "22:00", close: "02:00"',
    'days: [mo], open: "22:00", close: "10:00"',
    '10: queue "harford-desk", hours.weekly.0: tu 09:00–17:00 overlaps mo 22:00–10:00: end one before the other starts, or write one opening',
  ],
  [
    'hours that overlap over the end of the week',
    'days: [we], open: "22:00", close: "02:00"',
    'days: [su], open: "22:00", close: "10:00"',
    '10: queue "harford-desk", hours.weekly.0: mo 09:00–17:00 overlaps su 22:00–10:00: end one before the other starts, or write one opening',
  ],
  [
    'a season that ends before it begins',
    'to: 2027-08-31',
    'to: 2027-05-31',
    '13: queue "harford-desk", hours.seasons.0.to: 2027-05-31 is before 2027-06-01: the last day cannot come before the first',
  ],
  [
    'seasons that share days',
    'weekly: [] }',
    'weekly: [] }\n        - { name: Heat, from: 2027-08-31, to: 2027-09-02, weekly: [] }',
    '14: queue "harford-desk", hours.seasons.1: season "Heat" shares days with season "Summer": give each day to one of them',
  ],
  [
    'two exceptions for one day',
    'note: Thanksgiving }',
    'note: Thanksgiving }\n        - { date: 2026-11-26, open: [] }',
    '16: queue "harford-desk", hours.exceptions.1: the exception of 2026-11-26 shares days with the exception of 2026-11-26: give each day to one of them',
  ],
  [
    'a day that does not exist',
    'date: 2026-11-26',
    'date: 2026-11-31',
    '15: queue "harford-desk", hours.exceptions.0.date: should be a day like "2026-11-26"',
  ],
  [
    'a clock time without its zero',
    'open: 09:00',
    'open: 9:00',
    '10: queue "harford-desk", hours.weekly.0.open: should be a 24-hour clock time like "09:00"; "24:00" is allowed',
  ],
  [
    'a day of the week that is none',
    '[mo, tu]',
    '[mo, tue]',
    '10: queue "harford-desk", hours.weekly.0.days.1: should be one of mo, tu, we, th, fr, sa, su',
  ],
  [
    'a duplicate library',
    'id: carroll',
    'id: harford',
    '37: library "harford", id: "harford" is used already; a library\'s id should be unique',
  ],
  [
    'a duplicate queue',
    'libraries:\n',
    '  - { id: harford-desk, name: Twin, tier: local, zone: UTC, hours: { weekly: null } }\nlibraries:\n',
    '21: queue "harford-desk", id: "harford-desk" is used already; a queue\'s id should be unique',
  ],
  [
    'a second statewide queue',
    'libraries:\n',
    '  - { id: other, name: Other, tier: statewide, zone: UTC, hours: { weekly: null } }\nlibraries:\n',
    '21: queue "other", tier: there should be one statewide queue; "statewide" is one already',
  ],
  [
    'a queue that does not exist',
    'queue: harford-desk,',
    'queue: harford-dsk,',
    '30: library "harford", queues.local.queue: there is no queue "harford-dsk"; should be an id under queues; did you mean "harford-desk"?',
  ],
  [
    'a queue at the wrong tier',
    'statewide: { queue: statewide }',
    'statewide: { queue: harford-desk }',
    '31: library "harford", queues.statewide.queue: queue "harford-desk" is of tier local; should be a statewide queue',
  ],
  [
    'a tier that does not exist',
    'statewide: { queue: statewide }',
    'state: { queue: statewide }',
    '31: library "harford", queues.state: no such field; should be one of local, statewide, global',
  ],
  [
    'a library without a queue',
    '{ statewide: { queue: statewide, chat: "https://chat.example.org/carroll" } }',
    '{}',
    '43: library "carroll", queues: should name a queue at one tier at least: local, statewide, global',
  ],
  [
    'a javascript: chat address',
    '"https://chat.example.org/harford"',
    '"javascript:alert(1)"',
    `30: library "harford", queues.local.chat: "javascript:alert(1)" ${HTTPS}`,
  ],
  [
    'a chat address on plain http',
    '"https://chat.example.org/harford"',
    '"http://chat.example.org/harford"',
    `30: library "harford", queues.local.chat: "http://chat.example.org/harford" ${HTTPS}`,
  ],
  [
    'a fallback on plain http',
    'page: https://',
    'page: http://',
    `34: library "harford", fallback.page: "http://www.harford.example.org/ask" ${HTTPS}`,
  ],
  [
    'a telephone number that YAML takes for a number',
    'phone: 410-555-0100',
    'phone: 4105550100',
    '33: library "harford", fallback.phone: should be text, in quotes: "4105550100"',
  ],
  [
    'a telephone number that is none',
    'phone: 410-555-0100',
    'phone: call us!',
    '33: library "harford", fallback.phone: should be a telephone number as people write it, like "410-555-0100"',
  ],
  [
    'a wildcard on a vendor domain',
    'https://*.carroll.example.org',
    'https://*.libguides.com',
    `42: library "carroll", origins.0: ${stranger('libguides.com')}`,
  ],
  [
    'a wildcard on a public suffix',
    'https://*.carroll.example.org',
    'https://*.lib.md.us',
    '42: library "carroll", origins.0: should name each host: "*.lib.md.us" would admit strangers, since "lib.md.us" is not one owner\'s domain',
  ],
  [
    'an origin with a path',
    'https://www.harford.example.org\n',
    'https://www.harford.example.org/\n',
    '27: library "harford", origins.0: should be "https://www.harford.example.org": scheme, host and port, as a browser sends them',
  ],
  [
    'an origin without a scheme',
    'https://www.harford.example.org\n',
    'www.harford.example.org\n',
    `27: library "harford", origins.0: ${ORIGIN}`,
  ],
  [
    'a repeated origin',
    '- "${PUBLIC_URL}"',
    '- https://www.harford.example.org',
    '28: library "harford", origins.1: "https://www.harford.example.org" is used already; an origin should be unique',
  ],
  [
    'a key page without a condition',
    '{ name: Home page, pattern: /, placement: header }',
    '{ name: Home page, minPatterns: 2 }',
    '36: library "harford", keyPages.0: should have a condition: origin, pattern, placement or viewport',
  ],
  [
    'a key page with a pattern outside the grammar',
    'pattern: /,',
    'pattern: "/a?b",',
    '36: library "harford", keyPages.0.pattern: should be "/a": pages at "/a?b" are counted under that pattern',
  ],
  [
    'a key page with a pattern that no page has',
    'pattern: /,',
    'pattern: /branches/bel-air,',
    '36: library "harford", keyPages.0.pattern: should be "/branches/:slug": pages at "/branches/bel-air" are counted under that pattern',
  ],
  [
    'a key page on an origin that is not registered',
    'pattern: /,',
    'origin: "https://other.example.org",',
    '36: library "harford", keyPages.0.origin: "https://other.example.org" should be one of the library\'s origins, spelled as there',
  ],
  [
    'a repeated key page',
    'placement: header }',
    'placement: header }\n      - { name: Home page, placement: footer }',
    '37: library "harford", keyPages.1.name: "Home page" is used already; a key page\'s name should be unique',
  ],
  [
    'a misspelt field',
    'origins:\n      - https://www',
    'orgins:\n      - https://www',
    '26: library "harford", orgins: no such field; should be "origins"',
  ],
  ['a missing field', '    live: true\n', '', '22: library "harford", live: is missing; should be true or false'],
  ['"yes" for true', 'live: true', 'live: yes', '25: library "harford", live: should be true or false'],
  [
    'an id with a capital',
    'id: carroll',
    'id: Carroll',
    '37: library "Carroll", id: should be lower-case letters, digits and inner hyphens, 1 to 40 characters, like "harford"',
  ],
  [
    'a field twice',
    '    live: true\n',
    '    live: true\n    live: false\n',
    '26: library "harford", live: this field is repeated; should occur once',
  ],
  [
    'a variable without a value',
    '${PUBLIC_URL}',
    '${PUBLIC_ULR}',
    '28: library "harford", origins.1: ${PUBLIC_ULR} has no value; should be ${PUBLIC_URL}',
  ],
];

describe('a fault in the file has its file, line, owner and field, with what would be right', () => {
  test('cooperative’s file: the file as it is has none', () => {
    assert.deepEqual(faultsOf(aCooperativeText()), []);
  });
  for (const [title, from, to, says] of CASES) {
    test(title, () => {
      assert.deepEqual(faultsOf(aCooperativeText([from, to])), [`cooperative.yaml:${says}`]);
    });
  }
});

test('cooperative’s file: all faults are listed at once, in the order of the file, and none hides another', () => {
  const edits: [string, string][] = [
    ['zone: America/New_York', 'zone: EST'],
    ['open: 09:00', 'open: 9:00'],
    ['live: true', 'live: 1'],
    ['queue: harford-desk,', 'queue: nowhere,'],
    ['id: carroll', 'id: harford'],
  ];
  assert.deepEqual(faultsOf(aCooperativeText(...edits)), [
    'cooperative.yaml:7: queue "harford-desk", zone: should be an IANA time zone like "America/New_York"',
    'cooperative.yaml:10: queue "harford-desk", hours.weekly.0.open: should be a 24-hour clock time like "09:00"; "24:00" is allowed',
    'cooperative.yaml:25: library "harford", live: should be true or false',
    'cooperative.yaml:30: library "harford", queues.local.queue: there is no queue "nowhere"; should be an id under queues',
    'cooperative.yaml:37: library "harford", id: "harford" is used already; a library\'s id should be unique',
  ]);
});

test('cooperative’s file: an http origin is allowed and flagged; loopback is not', () => {
  const parsed = parseCooperativeFile(aCooperativeText(['https://*.carroll', 'http://*.carroll']), fileOptions);
  assert.ok('cooperative' in parsed);
  assert.deepEqual(parsed.warnings.map(formatFileError), [
    'cooperative.yaml:42: library "carroll", origins.0: http://*.carroll.example.org is http: others on the network can alter its pages and their link; use https',
  ]);
});
