// Shifts, presence sources and deadlines in the file: each fault by file, line, owner and field, with what would be right.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatFileError, parseCooperativeFile } from '../../../server/src/cooperative-file/file.ts';
import { aCooperativeText, fileOptions } from '../../support/data/cooperative-text.ts';

function faultsOf(text: string, egressAllow: string[] = []): string[] {
  const parsed = parseCooperativeFile(text, { ...fileOptions, egressAllow });
  return 'errors' in parsed ? parsed.errors.map(formatFileError) : [];
}

/** Stands on the statewide desk: its shifts from line 22 on, its source on line 21. */
const withShifts = (...rules: string[]): string =>
  aCooperativeText([
    'hours: { weekly: null }\n',
    `hours: { weekly: null }\n    shifts:\n${rules.map((rule) => `      - ${rule}\n`).join('')}`,
  ]);
const withPresence = (source: string): string =>
  aCooperativeText(['hours: { weekly: null }\n', `hours: { weekly: null }\n    presence: ${source}\n`]);

const DESK = '{ label: Desk, days: [mo, we], start: "09:00", end: "13:00" }';

const SHIFTS: [title: string, rules: string[], says: string][] = [
  [
    'two shifts of one label at once',
    [DESK, '{ label: Desk, days: [we, th], start: "12:00", end: "17:00" }'],
    '23: queue "statewide", shifts.1.start: Desk we th 12:00–17:00 overlaps Desk mo we 09:00–13:00: end one before the other starts, or give it a label of its own',
  ],
  [
    'an end before the start',
    ['{ label: Desk, days: [mo], start: "17:00", end: "09:00" }'],
    '22: queue "statewide", shifts.0.end: 17:00–09:00 would last 16 hours, until the next day, and a shift over midnight lasts less than 16: is the end before the start? If not, write it as two',
  ],
  [
    'a day without a relief',
    ['{ label: Desk, days: [mo], start: "06:00", end: "23:00" }'],
    '22: queue "statewide", shifts.0.end: 06:00–23:00 would last 17 hours, and a shift lasts 16 at most: write it as two',
  ],
  [
    'a last day before the first',
    ['{ label: Desk, days: [mo], start: "09:00", end: "13:00", from: 2026-12-01, until: 2026-11-01 }'],
    '22: queue "statewide", shifts.0.until: 2026-11-01 is before 2026-12-01: the last day cannot come before the first',
  ],
  [
    'a day off on which nothing starts',
    ['{ label: Desk, days: [mo], start: "09:00", end: "13:00", except: [2026-11-26] }'],
    '22: queue "statewide", shifts.0.except.0: 2026-11-26 is a th, and the shift does not start then: name a day on which it would',
  ],
  [
    'a date and a first day',
    ['{ label: Desk, date: 2026-12-01, from: 2026-12-01, start: "09:00", end: "13:00" }'],
    '22: queue "statewide", shifts.0.from: a shift on one date has no from: leave it out, or name days of the week in place of the date',
  ],
  [
    'a date and days of the week',
    ['{ label: Desk, date: 2026-12-01, days: [tu], start: "09:00", end: "13:00" }'],
    '22: queue "statewide", shifts.0.days: exactly one of days (every week) and date (once)',
  ],
  [
    'a date that does not exist',
    ['{ label: Desk, date: 2026-11-31, start: "09:00", end: "13:00" }'],
    '22: queue "statewide", shifts.0.date: should be a day like "2026-11-26"',
  ],
  [
    'a shift without a label',
    ['{ days: [mo], start: "09:00", end: "13:00" }'],
    '22: queue "statewide", shifts.0.label: is missing; should be a desk or team on one line, or at a shared desk the library that owes the shift',
  ],
  [
    'a misspelt field',
    ['{ label: Desk, days: [mo], start: "09:00", end: "13:00", untill: 2026-12-01 }'],
    '22: queue "statewide", shifts.0.untill: no such field; should be "until"',
  ],
];

const PUBLIC = 'should be a host on the public internet';
const PRESENCE: [title: string, source: string, says: string][] = [
  [
    'a source of no known kind',
    '{ kind: carrier-pigeon }',
    '21: queue "statewide", presence.kind: should be one of libraryh3lp, libanswers, libchat, chatwoot, xmpp, heartbeat',
  ],
  [
    'a source without its queue',
    '{ kind: libraryh3lp, host: libraryh3lp.com }',
    '21: queue "statewide", presence.name: is missing; should be text',
  ],
  [
    'a LibChat source that names nobody',
    '{ kind: libchat, iid: "12" }',
    '21: queue "statewide", presence: names nobody: should name a user or a department, or for the cooperative’s own queue a cooperative',
  ],
  [
    'a LibChat desk and its cooperative at once',
    '{ kind: libchat, iid: "12", user: "7", cooperative: "3" }',
    '21: queue "statewide", presence.cooperative: should be left out beside a user or a department: a cooperative is observed by a queue of its own, which names it alone',
  ],
  [
    'a field of another kind',
    '{ kind: heartbeat, host: libraryh3lp.com }',
    '21: queue "statewide", presence.host: no such field; should be one of kind',
  ],
  [
    'an address in place of a host',
    '{ kind: libanswers, host: "https://api2.libanswers.com/1.0", widget: "7" }',
    '21: queue "statewide", presence.host: should be a host, with a port if it is not the usual one, like "libraryh3lp.com"',
  ],
  [
    'a private address',
    '{ kind: libraryh3lp, host: 10.0.0.7, name: desk }',
    `21: queue "statewide", presence.host: ${PUBLIC}: 10.0.0.7 is private; to allow a private host, add it to EGRESS_ALLOW`,
  ],
  [
    'a private address in disguise',
    '{ kind: libraryh3lp, host: "2130706433", name: desk }',
    `21: queue "statewide", presence.host: ${PUBLIC}: 127.0.0.1 is loopback; to allow a private host, add it to EGRESS_ALLOW`,
  ],
  [
    'this machine by its name',
    '{ kind: xmpp, host: "localhost:5280", jid: desk@localhost }',
    `21: queue "statewide", presence.host: ${PUBLIC}: localhost is loopback; to allow a private host, add it to EGRESS_ALLOW`,
  ],
  [
    'plain http to a public host',
    '{ kind: xmpp, scheme: http, host: chat.example.org, jid: desk@chat.example.org }',
    '21: queue "statewide", presence.scheme: should begin with https:// (http is for hosts that EGRESS_ALLOW names, and this one is not)',
  ],
];

describe('a fault among shifts has its file, line, owner and field, with what would be right', () => {
  test('cooperative’s file: two desks at once, days off, a season and one date have none', () => {
    const season =
      '{ label: Desk, days: [sa], start: "09:00", end: "13:00", from: 2026-12-01, until: 2027-02-01, except: [2026-12-26] }';
    assert.deepEqual(
      faultsOf(
        withShifts(
          DESK,
          DESK.replace('Desk', 'Team'),
          season,
          '{ label: Desk, date: 2026-12-01, start: "22:00", end: "02:00" }',
        ),
      ),
      [],
    );
  });
  for (const [title, rules, says] of SHIFTS) {
    test(title, () => {
      assert.deepEqual(faultsOf(withShifts(...rules)), [`cooperative.yaml:${says}`]);
    });
  }
});

describe('a fault in a presence source has its file, line, owner and field, with what would be right', () => {
  for (const [title, source, says] of PRESENCE) {
    test(title, () => {
      assert.deepEqual(faultsOf(withPresence(source)), [`cooperative.yaml:${says}`]);
    });
  }

  test('cooperative’s file: operators of a source stand for libraries of it, each once', () => {
    const operators = (...all: string[]): string[] =>
      faultsOf(withPresence(`{ kind: chatwoot, host: chat.example.org, inbox: x, operators: [${all.join(', ')}] }`));
    const avery = '{ name: Avery Sample, library: harford }';
    assert.deepEqual(operators(avery, '{ name: Blake Sample, library: carroll }'), []);
    const at = 'cooperative.yaml:21: queue "statewide", presence.operators';
    assert.deepEqual(operators('{ name: Avery Sample, library: nowhere }'), [
      `${at}.0.library: there is no library "nowhere" in the cooperative`,
    ]);
    assert.equal(operators(avery, avery).length, 1);
    assert.equal(operators().length, 1);
  });

  test('cooperative’s file: a host of the deployment’s own that its configuration names is right, in plain http too, and only that one', () => {
    const own = withPresence('{ kind: libraryh3lp, scheme: http, host: "127.0.0.1:5280", name: desk }');
    assert.deepEqual(faultsOf(own, ['127.0.0.1:5280']), []);
    assert.equal(faultsOf(own, ['127.0.0.1:5281']).length, 1);
  });
});

test('cooperative’s file: missing deadlines are the defaults; one that is no number of minutes is refused', () => {
  const named = (escalation: string): string =>
    aCooperativeText(['name: Test Cooperative', `name: Test Cooperative\n  escalation: ${escalation}`]);
  const parsed = parseCooperativeFile(named('{ localMin: 5 }'), fileOptions);
  assert.deepEqual('cooperative' in parsed && parsed.cooperative.cooperative.escalation, {
    localMin: 5,
    statewideMin: 15,
    globalMin: 60,
    atOnce: ['statewide'],
  });
  assert.deepEqual(faultsOf(named('{ localMin: 0, global: 1, atOnce: [local] }')), [
    'cooperative.yaml:3: cooperative.escalation.localMin: should be at least 1',
    'cooperative.yaml:3: cooperative.escalation.atOnce.0: should be one of statewide, global',
    'cooperative.yaml:3: cooperative.escalation.global: no such field; should be one of localMin, statewideMin, globalMin, atOnce',
  ]);
});
