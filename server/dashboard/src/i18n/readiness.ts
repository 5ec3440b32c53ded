import type { ReadinessKey, ReadinessLine, ReadinessList } from '@askusnow/sdk';
import type { Tone } from '../logic/tone.js';
import { countedText, countText } from './count-text.js';
import { fullDayText } from './day-text.js';

/** The state of a line, in a word, and as a sign in the table of all libraries. */
export const STATE_WORDS: Record<ReadinessLine['state'], { tone: Tone; word: string; sign: string }> = {
  met: { tone: 'good', word: 'Yes', sign: '✓' },
  unmet: { tone: 'warn', word: 'Not yet', sign: '✗' },
  unknown: { tone: 'note', word: 'Not checked', sign: '?' },
};

/** Heads of the table's columns. */
export const CHECK_WORDS: Record<ReadinessKey, string> = {
  hours: 'Hours',
  presence: 'Live status',
  fallback: 'If closed',
  recipients: 'Help contacts',
  tag: 'Button',
  origins: 'Sites',
  practice: 'Trial click',
  contacts: 'Local contacts',
  policy: 'Policies',
};

export const CHECKS = Object.keys(CHECK_WORDS) as ReadinessKey[];

export const messages = {
  setup: 'Setup',
  setupOf: (library: string) => `Setup of ${library}`,
  loading: 'Checking every library…',
  counts: (met: number, all: number) => `${countText(met)} of ${countText(all)}`,
  done: (count: number) => `Done: ${countText(count)}`,
  proved: (day: string) => `Seen on ${fullDayText(day)}.`,
  why: 'Why',
  askCoordinator: 'Ask your coordinator to add it',
  /** "2 steps left"; what nobody has checked is not done. */
  left: (unmet: number, unknown: number) =>
    unmet + unknown === 0
      ? 'all done'
      : unmet === 0
        ? `${countText(unknown)} not checked`
        : `${countedText(unmet, 'step')} left`,
  /** "24 of 24 libraries have open checks. Most often: Policies (24), Help contacts (20). Least ready: Somerset (2 of 9)." */
  openChecks: ({ notReady, of, met }: ReadinessList, least?: ReadinessList['libraries'][number]): string => {
    const open = CHECKS.map((key) => ({ key, count: of - met[key] }))
      .filter(({ count }) => count > 0)
      .toSorted((one, other) => other.count - one.count)
      .slice(0, 2)
      .map(({ key, count }) => `${CHECK_WORDS[key]} (${countText(count)})`);
    const most = open.length === 0 ? '' : ` Most often: ${open.join(', ')}.`;
    const last = least === undefined ? '' : ` Least ready: ${least.name} (${least.met} of ${CHECKS.length}).`;
    return `${countText(notReady)} of ${countedText(of, 'library has', 'libraries have')} open checks.${most}${last}`;
  },
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
