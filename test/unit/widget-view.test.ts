// What the tag says and where it leads: one pure rule, held to a table. The zone of this process is neither the library's nor UTC.
process.env['TZ'] = 'Asia/Dubai';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Availability, TierAnswer } from '@askusnow/sdk';
import { joint, toView, type View, type ViewInput } from '../../widget/dist/view.js';
import { en } from '../../widget/dist/strings/en.js';
import { es } from '../../widget/dist/strings/es.js';

/** Tuesday 2026-11-24, 14:00 in New York. */
const NOW = '2026-11-24T19:00:00.000Z';
const OWN = 'https://own.example.org/chat';

const aTier = (tier: TierAnswer['tier'], open: [string, string][], changes: Partial<TierAnswer> = {}): TierAnswer => ({
  tier,
  state: open.some(([start, end]) => start <= NOW && NOW < end) ? 'available' : 'closed',
  evidence: 'scheduled',
  chat: { url: `https://chat.example.org/${tier}` },
  open: open.map(([start, end]) => [start, end]),
  ...changes,
});

const until5: [string, string] = ['2026-11-24T14:00:00.000Z', '2026-11-24T22:00:00.000Z'];
const until10: [string, string] = ['2026-11-24T14:00:00.000Z', '2026-11-25T03:00:00.000Z'];
const tomorrow9: [string, string] = ['2026-11-25T14:00:00.000Z', '2026-11-25T22:00:00.000Z'];

function anAvailability(tiers: TierAnswer[], changes: Partial<Availability> = {}): Availability {
  const answers = tiers.find((one) => one.state === 'available');
  return {
    library: 'harford',
    name: 'Harford',
    zone: 'America/New_York',
    state: answers ? 'available' : 'closed',
    tier: answers?.tier ?? null,
    evidence: 'scheduled',
    chat: answers?.chat ?? null,
    fallback: {},
    tiers,
    asOf: NOW,
    validUntil: '2026-11-24T22:00:00.000Z',
    nextChange: null,
    updates: { mode: 'poll', everySec: 30 },
    ...changes,
  };
}

function viewOf(availability: Availability | null, changes: Partial<ViewInput> = {}): View {
  const snapshot = { state: availability?.state ?? ('unknown' as const), availability, clockOffsetMs: 0 };
  return toView({ snapshot, now: Date.parse(NOW), strings: en, label: '', href: OWN, pinned: false, ...changes });
}
/** Versions of Unicode's data differ in a space of the Spanish "p. m.". */
const said = (view: View): string => (view.label + joint(view.status) + view.status).replaceAll('. m.', '.m.');

describe('the words', () => {
  const local = aTier('local', [until5]);
  const rows: [string, Availability, string, string][] = [
    [
      'open by the timetable',
      anAvailability([local]),
      'Ask a librarian, open until 5:00 PM',
      'Pregunte a la biblioteca, abierto hasta las 5:00 p.m.',
    ],
    [
      'seen at the desk',
      anAvailability([local], { evidence: 'observed' }),
      'Ask a librarian, available now, until 5:00 PM',
      'Pregunte a la biblioteca, disponible ahora, hasta las 5:00 p.m.',
    ],
    [
      'a farther tier answers',
      anAvailability([aTier('local', [tomorrow9]), aTier('statewide', [until10])]),
      'Ask a librarian. Back at 9:00 AM tomorrow; statewide help until 10 PM',
      'Pregunte a la biblioteca. Volvemos mañana a las 9:00 a.m.; ayuda estatal hasta las 10 p.m.',
    ],
    [
      'round the clock',
      anAvailability([aTier('global', [['2026-11-24T00:00:00.000Z', '2026-12-02T00:00:00.000Z']])], {
        validUntil: '2026-11-25T19:00:00.000Z',
      }),
      'Ask a librarian, partner help 24 hours a day',
      'Pregunte a la biblioteca, ayuda de bibliotecas asociadas las 24 horas',
    ],
    [
      'closed until Monday',
      anAvailability([aTier('local', [['2026-11-30T18:00:00.000Z', '2026-11-30T22:00:00.000Z']])]),
      'Ask a librarian. Back at 1:00 PM on Monday',
      'Pregunte a la biblioteca. Volvemos el lunes a la 1:00 p.m.',
    ],
    [
      'closes at two in the morning',
      anAvailability([aTier('local', [['2026-11-24T14:00:00.000Z', '2026-11-25T07:00:00.000Z']])], {
        validUntil: '2026-11-25T07:00:00.000Z',
      }),
      'Ask a librarian, open until 2:00 AM',
      'Pregunte a la biblioteca, abierto hasta las 2:00 a.m.',
    ],
    [
      'closes at midnight',
      anAvailability([aTier('local', [['2026-11-24T14:00:00.000Z', '2026-11-25T05:00:00.000Z']])]),
      'Ask a librarian, open until midnight',
      'Pregunte a la biblioteca, abierto hasta la medianoche',
    ],
    [
      'busy',
      anAvailability([local], { state: 'busy', tier: 'local' }),
      'Ask a librarian, everyone is busy, expect a wait',
      'Pregunte a la biblioteca, todos están ocupados, puede haber espera',
    ],
    [
      'seen to be empty',
      anAvailability([aTier('local', [until5], { state: 'nobody', evidence: 'observed' })]),
      'Ask a librarian, nobody is on right now',
      'Pregunte a la biblioteca, no hay nadie en este momento',
    ],
    [
      'closed, no opening known',
      anAvailability([aTier('local', [], { open: null })]),
      'Ask a librarian, closed right now',
      'Pregunte a la biblioteca, cerrado en este momento',
    ],
  ];
  for (const [what, availability, english, spanish] of rows) {
    test(what, () => {
      assert.equal(said(viewOf(availability)), english);
      assert.equal(said(viewOf(availability, { strings: es })), spanish);
    });
  }

  test('a timetable is never worded "available"', () => {
    for (const tier of ['local', 'statewide', 'global'] as const) {
      for (const open of [[until5], [['2026-11-20T00:00:00.000Z', '2026-12-05T00:00:00.000Z']], []] as [
        string,
        string,
      ][][]) {
        const answer = anAvailability([aTier(tier, open, { state: 'available' })]);
        assert.doesNotMatch(viewOf(answer).status, /available/);
        assert.doesNotMatch(viewOf(answer, { strings: es }).status, /disponible/);
      }
    }
  });
});

describe('evidence that is stale or missing', () => {
  const open = anAvailability([aTier('local', [until5])]);
  /** The naive rule: what the last answer said, whenever that was. */
  const mutant = (input: ViewInput): View['tone'] =>
    input.snapshot?.availability?.state === 'available' ? 'open' : 'closed';

  test('claims nothing before the first answer, and says so when asking fails', () => {
    assert.deepEqual([viewOf(null, { snapshot: null }).tone, viewOf(null, { snapshot: null }).status], ['quiet', '']);
    assert.equal(viewOf(null).status, "we can't check who is on right now");
  });

  test('is never open, from the instant that the answer ends', () => {
    for (const ms of [0, 5_000, 10_000, 3_600_000]) {
      const view = viewOf(open, { now: Date.parse(open.validUntil) + ms });
      assert.deepEqual([view.state, view.tier, view.href], ['unknown', null, OWN]);
      assert.equal(view.status, ms < 10_000 ? '' : en.unknown);
    }
    assert.equal(viewOf({ ...open, validUntil: 'soon' }).state, 'unknown');
    assert.equal(
      viewOf(open, { snapshot: { state: 'unknown', availability: open, clockOffsetMs: 0 } }).tone,
      'unknown',
    );
  });

  test('mutant: the last answer for ever claims to be open at night', () => {
    const snapshot = { state: 'unknown' as const, availability: open, clockOffsetMs: 0 };
    const input: ViewInput = {
      snapshot,
      now: Date.parse('2026-11-25T08:00:00.000Z'),
      strings: en,
      label: '',
      href: OWN,
      pinned: false,
    };
    assert.notEqual(mutant(input), toView(input).tone);
  });

  test('is looked at again when it ends, and at midnight where the library is', () => {
    assert.equal(viewOf(open).until, Date.parse(open.validUntil));
    assert.equal(
      viewOf({ ...open, validUntil: '2026-11-26T00:00:00.000Z' }).until,
      Date.parse('2026-11-25T05:00:00.000Z'),
    );
  });
});

test('the target is the tier that answers; pinned, the tag alone; nothing inside, what the answer knows', () => {
  const open = anAvailability([aTier('local', [until5])]);
  assert.equal(viewOf(open).href, 'https://chat.example.org/local');
  assert.equal(viewOf(open, { pinned: true }).href, OWN);
  assert.equal(viewOf(open, { pinned: true, href: '' }).href, 'https://chat.example.org/local');
  const closed = anAvailability([aTier('local', [tomorrow9])], { fallback: { page: 'https://own.example.org/ask' } });
  assert.equal(viewOf(closed, { href: '' }).href, 'https://own.example.org/ask');
  assert.equal(viewOf(null, { href: '' }).href, '');
});

test('a zone that nobody knows is an error here, which the tag turns into silence', () => {
  assert.throws(() => viewOf(anAvailability([aTier('local', [until5])], { zone: 'America/Atlantis' })), RangeError);
});
