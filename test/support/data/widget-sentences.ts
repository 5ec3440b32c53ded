// Every sentence of the tag in one language, made by the rule itself: states and times, near and far.
import type { Availability, QueueState, Tier, TierAnswer } from '@askusnow/sdk';
import { DAY_MS, HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import type { Language } from '../../../widget/dist/language.js';
import { toView, type View } from '../../../widget/dist/view.js';

/** A Tuesday noon by UTC, which is the library's time here: words are as long in every zone. */
const NOON = Date.UTC(2026, 10, 24, 12);
const at = (ms: number): string => new Date(ms).toISOString();

export interface Said {
  /** The words of the whole control: label, status and other ways. */
  view: View;
  what: string;
}

const aTier = (tier: Tier, state: QueueState, open: [number, number][]): TierAnswer => ({
  tier,
  state,
  evidence: state === 'closed' || state === 'available' ? 'scheduled' : 'observed',
  chat: null,
  open: open.map(([start, end]) => [at(start), at(end)]),
});

function viewOf(language: Language, tiers: TierAnswer[], changes: Partial<Availability>, nowMs: number): View {
  const availability: Availability = {
    library: 'harford',
    name: 'Harford',
    zone: 'UTC',
    offsets: [[at(nowMs - DAY_MS), 0]],
    state: 'closed',
    tier: null,
    evidence: 'scheduled',
    chat: null,
    fallback: { phone: '410-555-0100', form: 'https://library.example/ask', page: 'https://library.example/help' },
    tiers,
    asOf: at(nowMs),
    validUntil: at(nowMs + HOUR_MS),
    nextChange: null,
    updates: { mode: 'poll', everySec: 60 },
    ...changes,
  };
  const snapshot = { state: availability.state, availability, clockOffsetMs: 0 };
  return toView({ snapshot, now: nowMs, language, label: '', href: 'https://library.example/chat', pinned: false });
}

/** Hours and half hours of one day, and every day ahead at the hour that looks longest in most scripts. */
const TIMES = [
  ...Array.from({ length: 48 }, (_, half) => NOON + (half + 1) * (HOUR_MS / 2)),
  ...Array.from({ length: 8 }, (_, day) => NOON + (day + 1) * DAY_MS - 1.5 * HOUR_MS),
];

/** All that is said of one tier, and of two of which the own desk is the nearer. */
export function everySentence(language: Language): Said[] {
  const all: Said[] = [];
  const add = (what: string, tiers: TierAnswer[], changes: Partial<Availability> = {}, nowMs = NOON): void => {
    all.push({ what, view: viewOf(language, tiers, changes, nowMs) });
  };
  const ends: (number | null)[] = [null, NOON + 7 * DAY_MS, ...TIMES];
  for (const tier of ['local', 'statewide', 'global'] as const) {
    for (const end of ends) {
      const entry = aTier(tier, 'available', end === null ? [] : [[NOON - HOUR_MS, end]]);
      const answers = { state: 'available', tier } as const;
      add(`${tier} open`, [entry], answers);
      add(`${tier} seen`, [entry], { ...answers, evidence: 'observed' });
      if (tier === 'local') continue;
      for (const state of ['nobody', 'busy'] as const)
        add(`${tier} open, own desk ${state}`, [aTier('local', state, []), entry], answers);
    }
    add(`${tier} busy`, [aTier(tier, 'busy', [])], { state: 'busy', tier });
  }
  // The ends and the starts of today that are longest are found by measuring; here each meets each of a sample.
  for (const tier of ['statewide', 'global'] as const)
    for (const end of [NOON + 10.5 * HOUR_MS, NOON + 12 * HOUR_MS, NOON + 7 * DAY_MS])
      for (const start of TIMES)
        for (const state of ['available', 'busy'] as const)
          add(
            `${tier} ${state}, own desk closed`,
            [aTier('local', 'closed', [[start, start + HOUR_MS]]), aTier(tier, state, [[NOON - HOUR_MS, end]])],
            { state, tier },
          );
  for (const start of TIMES) add('closed', [aTier('local', 'closed', [[start, start + HOUR_MS]])]);
  add('closed for good', [aTier('local', 'closed', [])]);
  add('nobody', [aTier('local', 'nobody', [])]);
  add('unknown', [aTier('local', 'unknown', [])], { state: 'unknown', validUntil: at(NOON - HOUR_MS) });
  return all;
}
