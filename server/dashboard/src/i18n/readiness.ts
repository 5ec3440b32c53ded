import type { ReadinessLine } from '@askusnow/sdk';
import type { Tone } from '../logic/tone.js';
import { countedText, countText } from './count-text.js';
import { fullDayText } from './day-text.js';

/** The state of a line, in a word. */
export const STATE_WORDS: Record<ReadinessLine['state'], { tone: Tone; word: string }> = {
  met: { tone: 'good', word: 'Yes' },
  unmet: { tone: 'warn', word: 'Not yet' },
  unknown: { tone: 'note', word: 'Not checked' },
};

export const messages = {
  checklist: 'Checklist',
  checklistOf: (library: string) => `Checklist of ${library}`,
  partners: 'Partners',
  findPartner: 'Find a partner',
  loading: 'Checking every partner…',
  counts: (met: number, all: number) => `${countText(met)} of ${countText(all)}`,
  done: (count: number) => `Done: ${countText(count)}`,
  proved: (day: string) => `Proved on ${fullDayText(day)}.`,
  why: 'Why',
  /** "2 steps left"; what nobody has checked is not done. */
  left: (unmet: number, unknown: number) =>
    unmet + unknown === 0
      ? 'all done'
      : unmet === 0
        ? `${countText(unknown)} not checked`
        : `${countedText(unmet, 'step')} left`,
  notReady: (count: number, all: number) =>
    count === 0
      ? `All ${countText(all)} partners are ready.`
      : `${countedText(count, 'partner is', 'partners are')} not ready yet, the least ready first.`,
  none: 'No partner matches.',
  missing: 'Not proved yet',
  proof: 'Proved',
  isLive: 'Live',
  notLive: 'Not live yet',
};
