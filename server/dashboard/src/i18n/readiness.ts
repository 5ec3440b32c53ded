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
  checklist: 'Ready to go live?',
  partners: 'Partners',
  findPartner: 'Find a partner',
  loading: 'Checking every partner…',
  counts: (met: number, all: number) => `${countText(met)} of ${countText(all)}`,
  proved: (day: string) => `Proved on ${fullDayText(day)}.`,
  allMet: 'Every line is proved.',
  someUnmet: (unmet: number, unknown: number) =>
    [
      ...(unmet > 0 ? [`${countedText(unmet, 'line')} not proved yet`] : []),
      ...(unknown > 0 ? [`${countText(unknown)} not checked`] : []),
    ].join(', ') + '.',
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
