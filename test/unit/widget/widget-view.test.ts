// What the tag says and where it leads: one pure rule, held to a table. The zone of this process is neither the library's nor UTC.
process.env['TZ'] = 'Asia/Dubai';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Availability, TierAnswer } from '@askusnow/sdk';
import { toView, type View, type ViewInput } from '../../../widget/dist/view.js';
import { readLanguages, toLanguage } from '../../../widget/make-languages.mjs';

const { en, es } = readLanguages();
const english = toLanguage(en!);
const spanish = toLanguage(es!);

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
    offsets: [['2026-11-23T00:00:00.000Z', -300]],
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
  return toView({ snapshot, now: Date.parse(NOW), language: english, label: '', href: OWN, pinned: false, ...changes });
}
/** As it stands on the control's two lines, and in short. */
const said = ({ label, status, short }: View): string => [label, status, short].join(' | ');

describe('the words', () => {
  const local = aTier('local', [until5]);
  const rows: [string, Availability, string, string][] = [
    [
      'open by the timetable',
      anAvailability([local]),
      'Ask a librarian | Open until 5 PM | open until 5 PM',
      'Pregunte a la biblioteca | Abierto hasta las 5 p.m. | abierto hasta las 5 p.m.',
    ],
    [
      'seen at the desk',
      anAvailability([local], { evidence: 'observed' }),
      'Ask a librarian | Available until 5 PM | open until 5 PM',
      'Pregunte a la biblioteca | Disponible hasta las 5 p.m. | abierto hasta las 5 p.m.',
    ],
    [
      'open until half past five',
      anAvailability([aTier('local', [['2026-11-24T14:00:00.000Z', '2026-11-24T22:30:00.000Z']])]),
      'Ask a librarian | Open until 5:30 PM | open until 5:30 PM',
      'Pregunte a la biblioteca | Abierto hasta las 5:30 p.m. | abierto hasta las 5:30 p.m.',
    ],
    [
      'a farther tier answers: the good news first',
      anAvailability([aTier('local', [tomorrow9]), aTier('statewide', [until10])]),
      'Ask a librarian | Librarians statewide can chat until 10 PM. Ours are back tomorrow. | open until 10 PM',
      'Pregunte a la biblioteca | Bibliotecarios de todo el estado atienden hasta las 10 p.m. Mostrador local mañana. | abierto hasta las 10 p.m.',
    ],
    [
      'the own desk is empty',
      anAvailability([
        aTier('local', [until5], { state: 'nobody', evidence: 'observed' }),
        aTier('statewide', [until10]),
      ]),
      'Ask a librarian | Librarians statewide can chat until 10 PM. Ours are not on right now. | open until 10 PM',
      'Pregunte a la biblioteca | Bibliotecarios de todo el estado atienden hasta las 10 p.m. No hay nadie en nuestro mostrador. | abierto hasta las 10 p.m.',
    ],
    [
      'round the clock',
      anAvailability([aTier('global', [['2026-11-24T00:00:00.000Z', '2026-12-02T00:00:00.000Z']])], {
        validUntil: '2026-11-25T19:00:00.000Z',
      }),
      'Ask a librarian | Partner librarians can chat 24 hours a day | open 24 hours a day',
      'Pregunte a la biblioteca | Bibliotecarios asociados atienden las 24 horas | abierto las 24 horas',
    ],
    [
      'closed until tomorrow',
      anAvailability([aTier('local', [tomorrow9])]),
      'Ask a librarian | Chat opens at 9 AM tomorrow | opens 9 AM tomorrow',
      'Pregunte a la biblioteca | Abre mañana a las 9 a.m. | abre mañana a las 9 a.m.',
    ],
    [
      'closed until Monday',
      anAvailability([aTier('local', [['2026-11-30T18:00:00.000Z', '2026-11-30T22:00:00.000Z']])]),
      'Ask a librarian | Chat opens Monday, 1 PM | opens Monday',
      'Pregunte a la biblioteca | Abre el lunes | abre el lunes',
    ],
    [
      'closed for a week',
      anAvailability([aTier('local', [['2026-12-01T14:00:00.000Z', '2026-12-01T22:00:00.000Z']])]),
      'Ask a librarian | Chat opens Dec 1, 9 AM | opens Dec 1',
      'Pregunte a la biblioteca | Abre el 1 dic | abre el 1 dic',
    ],
    [
      'closes at two in the morning',
      anAvailability([aTier('local', [['2026-11-24T14:00:00.000Z', '2026-11-25T07:00:00.000Z']])], {
        validUntil: '2026-11-25T07:00:00.000Z',
      }),
      'Ask a librarian | Open until 2 AM | open until 2 AM',
      'Pregunte a la biblioteca | Abierto hasta las 2 a.m. | abierto hasta las 2 a.m.',
    ],
    [
      'closes at midnight',
      anAvailability([aTier('local', [['2026-11-24T14:00:00.000Z', '2026-11-25T05:00:00.000Z']])]),
      'Ask a librarian | Open until midnight | open until midnight',
      'Pregunte a la biblioteca | Abierto hasta medianoche | abierto hasta medianoche',
    ],
    [
      'closes at the end of tomorrow',
      anAvailability([aTier('local', [['2026-11-24T14:00:00.000Z', '2026-11-26T05:00:00.000Z']])]),
      'Ask a librarian | Open until midnight tomorrow | open now',
      'Pregunte a la biblioteca | Abierto hasta medianoche de mañana | abierto ahora',
    ],
    [
      'busy',
      anAvailability([local], { state: 'busy', tier: 'local' }),
      'Ask a librarian | Everyone is busy, expect a wait | busy now',
      'Pregunte a la biblioteca | Todos están ocupados, habrá espera | ocupado ahora',
    ],
    [
      'seen to be empty',
      anAvailability([aTier('local', [until5], { state: 'nobody', evidence: 'observed' })]),
      'Ask a librarian | Nobody is on right now | nobody on right now',
      'Pregunte a la biblioteca | No hay nadie en este momento | nadie por ahora',
    ],
    [
      'closed, no opening known',
      anAvailability([aTier('local', [], { open: null })]),
      'Ask a librarian | Closed right now | closed',
      'Pregunte a la biblioteca | Cerrado en este momento | cerrado',
    ],
  ];
  for (const [what, availability, inEnglish, inSpanish] of rows) {
    test(what, () => {
      assert.equal(said(viewOf(availability)), inEnglish);
      assert.equal(said(viewOf(availability, { language: spanish })), inSpanish);
    });
  }

  test('status text: a page in a language leads to the tier that answers in it, others to the nearest', () => {
    const answer = anAvailability([local, aTier('statewide', [until10])], { byLanguage: { es: 1 } });
    const inSpanish = viewOf(answer, { language: { ...spanish, tag: 'es' } });
    assert.deepEqual([inSpanish.tier, inSpanish.href], ['statewide', 'https://chat.example.org/statewide']);
    assert.equal(inSpanish.status, 'Bibliotecarios de todo el estado atienden hasta las 10 p.m.');
    assert.equal(viewOf(answer).tier, 'local');
    const pinned = viewOf(answer, { language: { ...spanish, tag: 'es' }, pinned: true });
    assert.equal(pinned.href, OWN);
    const isForEnglish = viewOf({ ...answer, byLanguage: { es: 0, en: 1 } });
    assert.equal(isForEnglish.tier, 'statewide');
  });

  test('status text: no clock time without an offset, and never the reader’s own', () => {
    const { offsets: _offsets, ...older } = anAvailability([local]);
    const later: Availability = { ...older, offsets: [['2026-12-24T00:00:00.000Z', -300]] };
    const earlier: Availability = { ...older, offsets: [['2026-11-01T00:00:00.000Z', -300]] };
    for (const answer of [older, later, earlier]) {
      assert.equal(said(viewOf(answer)), 'Ask a librarian | Open now | open now');
      const shut: Availability = { ...answer, state: 'closed', tier: null, tiers: [aTier('local', [tomorrow9])] };
      assert.equal(said(viewOf(shut)), 'Ask a librarian | Closed right now | closed');
      const farther = {
        ...answer,
        tier: 'statewide',
        tiers: [...shut.tiers, aTier('statewide', [until10])],
      } as Availability;
      assert.equal(said(viewOf(farther)), 'Ask a librarian | Librarians statewide can chat now | open now');
    }
  });

  test('status text: never "available" by the schedule alone', () => {
    for (const tier of ['local', 'statewide', 'global'] as const) {
      for (const open of [[until5], [['2026-11-20T00:00:00.000Z', '2026-12-05T00:00:00.000Z']], []] as [
        string,
        string,
      ][][]) {
        const answer = anAvailability([aTier(tier, open, { state: 'available' })]);
        assert.doesNotMatch(viewOf(answer).status, /available/);
        assert.doesNotMatch(viewOf(answer, { language: spanish }).status, /disponible/);
      }
    }
  });
});

describe('evidence that is stale or missing', () => {
  const open = anAvailability([aTier('local', [until5])]);
  /** The naive rule: what the last answer said, whenever that was. */
  const mutant = (input: ViewInput): View['tone'] =>
    input.snapshot?.availability?.state === 'available' ? 'open' : 'closed';

  test('stale evidence: makes no claim before the first answer, and shows a failed request', () => {
    assert.deepEqual([viewOf(null, { snapshot: null }).tone, viewOf(null, { snapshot: null }).status], ['quiet', '']);
    assert.equal(viewOf(null).status, "We can't check who is on right now");
    assert.equal(viewOf(null).short, "can't check now");
  });

  test('stale evidence: is never open, from the instant that the answer ends', () => {
    for (const ms of [0, 5_000, 10_000, 3_600_000]) {
      const view = viewOf(open, { now: Date.parse(open.validUntil) + ms });
      assert.deepEqual([view.state, view.tier, view.href], ['unknown', null, OWN]);
      assert.equal(view.status, ms < 10_000 ? '' : english.unknown);
    }
    assert.equal(viewOf({ ...open, validUntil: 'soon' }).state, 'unknown');
    assert.equal(
      viewOf(open, { snapshot: { state: 'unknown', availability: open, clockOffsetMs: 0 } }).tone,
      'unknown',
    );
  });

  test('stale evidence: mutant: the last answer for ever claims to be open at night', () => {
    const snapshot = { state: 'unknown' as const, availability: open, clockOffsetMs: 0 };
    const input: ViewInput = {
      snapshot,
      now: Date.parse('2026-11-25T08:00:00.000Z'),
      language: english,
      label: '',
      href: OWN,
      pinned: false,
    };
    assert.notEqual(mutant(input), toView(input).tone);
  });

  test('stale evidence: is looked at again when it ends, and at midnight where the library is', () => {
    assert.equal(viewOf(open).until, Date.parse(open.validUntil));
    assert.equal(
      viewOf({ ...open, validUntil: '2026-11-26T00:00:00.000Z' }).until,
      Date.parse('2026-11-25T05:00:00.000Z'),
    );
  });
});

test('status text: the target is the tier that answers; pinned, the tag alone; nothing inside, what the answer knows', () => {
  const open = anAvailability([aTier('local', [until5])]);
  assert.equal(viewOf(open).href, 'https://chat.example.org/local');
  assert.equal(viewOf(open, { pinned: true }).href, OWN);
  assert.equal(viewOf(open, { pinned: true, href: '' }).href, 'https://chat.example.org/local');
  const closed = anAvailability([aTier('local', [tomorrow9])], { fallback: { page: 'https://own.example.org/ask' } });
  assert.equal(viewOf(closed, { href: '' }).href, 'https://own.example.org/ask');
  assert.equal(viewOf(null, { href: '' }).href, '');
});

test('widget view: other ways to ask: shows the phone as people write it, and dials what the answer says', () => {
  const fallback = { phone: '1-800-273-TALK', tel: '18002738255' };
  const closed = anAvailability([aTier('local', [tomorrow9])], { fallback });
  assert.deepEqual(viewOf(closed).others, [['tel:18002738255', 'Call 1-800-273-TALK']]);
});
