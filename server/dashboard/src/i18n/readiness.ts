import type { ReadinessKey, ReadinessLine, ReadinessList } from '@askusnow/sdk';
import type { Tone } from '../logic/tone.js';
import { countedText, countText } from './count-text.js';
import { fullDayText } from './day-text.js';

/** The state of a line, in a word, and as a sign in the table of all libraries. */
export const STATE_WORDS: Record<ReadinessLine['state'], { tone: Tone; word: string; sign: string }> = {
  met: { tone: 'good', word: 'Yes', sign: '✓' },
  unmet: { tone: 'warn', word: 'Not yet', sign: '✗' },
  unknown: { tone: 'note', word: 'Not checked', sign: '–' },
};

/** Heads of the table's columns. */
export const CHECK_WORDS: Record<ReadinessKey, string> = {
  hours: 'Hours',
  presence: 'Live status',
  fallback: 'While nobody can chat',
  recipients: 'Help contacts',
  tag: 'Button',
  origins: 'Sites',
  practice: 'Practice click',
  contacts: 'Local contacts',
  policy: 'Policies',
};

export const CHECKS = Object.keys(CHECK_WORDS) as ReadinessKey[];

type Waiting = NonNullable<ReadinessList['waiting']>['coordinator'];

/** What waits, the most libraries first: "Policies (24)". */
export const waitingChecks = (waiting: Waiting = {}): { key: ReadinessKey; words: string }[] =>
  CHECKS.filter((key) => waiting[key] !== undefined)
    .toSorted((one, other) => waiting[other]! - waiting[one]!)
    .map((key) => ({ key, words: `${CHECK_WORDS[key]} (${countText(waiting[key]!)})` }));

export const messages = {
  setup: 'Setup',
  setupOf: (library: string) => `Setup of ${library}`,
  loading: 'Checking every library…',
  counts: (met: number, all: number) => `${countText(met)} of ${countText(all)}`,
  done: (count: number) => `Done: ${countText(count)}`,
  proved: (day: string) => `Seen on ${fullDayText(day)}.`,
  why: 'Why',
  askCoordinator: 'Ask your coordinator to add it',
  /** "2 steps left", "2 steps left (make a practice click, check contacts)"; what nobody has checked is not done. */
  left: (unmet: number, unknown: number, steps: readonly string[] = []) =>
    unmet + unknown === 0
      ? 'all done'
      : unmet === 0
        ? `${countText(unknown)} not checked`
        : `${countedText(unmet, 'step')} left${steps.length === 0 ? '' : ` (${steps.join(', ')})`}`,
  /** "22 of 24 libraries have steps left. Most urgent: Somerset, 5 steps left (Button, Sites). Waits for libraries: Local contacts (22)." */
  openChecks: ({ notReady, of, waiting }: ReadinessList, first?: ReadinessList['libraries'][number]): string => {
    const unmet = first?.lines.filter(({ state }) => state === 'unmet') ?? [];
    const steps = unmet.map(({ key }) => CHECK_WORDS[key]).join(', ');
    const others = waitingChecks(waiting?.libraries).map(({ words }) => words);
    return [
      notReady === 0
        ? `${of === 1 ? 'The library has' : `All ${countText(of)} libraries have`} taken every step.`
        : `${countText(notReady)} of ${countedText(of, 'library has', 'libraries have')} steps left.`,
      first === undefined || unmet.length === 0
        ? ''
        : `Most urgent: ${first.name}, ${countedText(unmet.length, 'step')} left (${steps}).`,
      others.length === 0 ? '' : `Waits for libraries: ${others.join(', ')}.`,
    ]
      .filter(Boolean)
      .join(' ');
  },
  waitsForYou: 'Waits for you:',
  checks: 'Checks before going live',
  /** What the signs of the table mean. */
  signs: Object.values(STATE_WORDS)
    .map(({ sign, word }) => `${sign} ${word}`)
    .join(' · '),
  /** "Hours 20 of 24" */
  headOf: (key: ReadinessKey, met: number, of: number) =>
    `${CHECK_WORDS[key]} ${countText(met)}\u00a0of\u00a0${countText(of)}`,
  show: 'Show',
  anyOpen: (libraries: number) => `Any check open (${countText(libraries)})`,
  /** "Policies open (24)" */
  open: (check: string, libraries: number) => `${check} open (${countText(libraries)})`,
  none: 'No library matches.',
  isLive: 'Live',
  notLive: 'Not live yet',
};
