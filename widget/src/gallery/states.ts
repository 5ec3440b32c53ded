import type { AnswerState, Availability } from '@askusnow/sdk';

const HOUR_MS = 3_600_000;
/** On the hour, as desks open and close. */
const at = (hours: number): string => new Date((Math.ceil(Date.now() / HOUR_MS) + hours) * HOUR_MS).toISOString();

const CHAT = { url: 'https://chat.example.org/harford' };
type Tiers = Availability['tiers'];
const tier = (
  name: Tiers[number]['tier'],
  state: Tiers[number]['state'],
  open: Tiers[number]['open'],
): Tiers[number] => ({
  tier: name,
  state,
  evidence: 'observed',
  chat: CHAT,
  open,
});
const openNow = (): [string, string][] => [[at(-4), at(5)]];
const openLater = (): [string, string][] => [[at(3), at(9)]];

type Says = Pick<Availability, 'state' | 'tier' | 'tiers'> & Partial<Availability>;
const closed = (): Says => ({ state: 'closed', tier: null, chat: null, tiers: [tier('local', 'closed', openLater())] });

/** What a server may say of a library, and what the gallery calls it. */
export interface ShownState {
  title: string;
  answer(): Says;
}

/** Each state that an answer can have, and those that look otherwise within it, by a name that can be a host's. */
export const STATES = {
  available: {
    title: 'The library’s own desk is there',
    answer: () => ({ state: 'available', tier: 'local', tiers: [tier('local', 'available', openNow())] }),
  },
  statewide: {
    title: 'Another library answers',
    answer: () => ({
      state: 'available',
      tier: 'statewide',
      tiers: [tier('local', 'closed', openLater()), tier('statewide', 'available', openNow())],
    }),
  },
  busy: {
    title: 'All are busy',
    answer: () => ({ state: 'busy', tier: 'local', tiers: [tier('local', 'busy', openNow())] }),
  },
  closed: {
    title: 'Closed, with other ways to ask',
    answer: closed,
  },
  lines: {
    title: 'Closed, with an urgent line and a message',
    answer: () => ({
      ...closed(),
      urgent: { text: 'In danger? Call 911', phone: '911', translations: { es: '¿En peligro? Llame al 911' } },
      message: {
        text: 'Closed on Monday for a holiday.',
        translations: { es: 'Cerrado el lunes por feriado.' },
        until: at(12),
      },
    }),
  },
  nobody: {
    title: 'Open, but nobody is at a desk',
    answer: () => ({ state: 'closed', tier: null, chat: null, tiers: [tier('local', 'nobody', openNow())] }),
  },
  unknown: {
    title: 'Nobody knows',
    answer: () => ({ state: 'unknown', tier: null, chat: null, tiers: [tier('local', 'unknown', null)] }),
  },
} satisfies Record<AnswerState, ShownState> & Record<string, ShownState>;

/** A name in {@link STATES}. */
export type StateName = keyof typeof STATES;

/** A server whose libraries are in one state; there is none at this address. */
export const endpointOf = (state: string): string => `https://${state}.invalid`;

/** What such a server answers. `languages`: those that its cooperative has turned on. */
export function answerOf(state: StateName, library: string, languages: string[]): Availability {
  return {
    library,
    name: 'Harford County Public Library',
    zone: 'America/New_York',
    offsets: [[at(-24), -300]],
    evidence: 'observed',
    chat: CHAT,
    fallback: { phone: '410-555-0142', tel: '4105550142', form: 'https://library.example.org/ask' },
    asOf: at(-2),
    validUntil: at(3),
    nextChange: null,
    updates: { mode: 'poll', everySec: 60 },
    languages,
    ...STATES[state].answer(),
  };
}
