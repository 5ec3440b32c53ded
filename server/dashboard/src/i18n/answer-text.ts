import type { Answers, AnswerState } from '@askusnow/sdk';
import type { Tone } from '../logic/tone.js';

type Answer = Answers['answers'][number];

interface Word {
  word: string;
  tone: Tone;
}

/** What the button shows. */
export const STATE_NAMES: Record<AnswerState, string> = {
  available: 'Open',
  busy: 'Busy',
  closed: 'Closed',
  unknown: 'Not known',
};

/** What patrons see, in a word or two. Without an observation a desk is "Open", by its hours alone. */
export function answerWord({ state, evidence }: Pick<Answer, 'state' | 'evidence'>): Word {
  if (state === 'available' && evidence === 'observed') return { word: 'Can answer', tone: 'good' };
  return { word: STATE_NAMES[state], tone: state === 'unknown' ? 'warn' : 'note' };
}

/** The desk that answers, and whether somebody was observed there. */
export function whoAnswersText({ tier, evidence }: Pick<Answer, 'tier' | 'evidence'>): string {
  if (tier === null) return 'nobody';
  return `${tier} desk, ${evidence === 'observed' ? 'seen there' : 'by its hours'}`;
}

/** The tier at which the search for an available desk starts. */
export const startsText = ({ passedOver }: Pick<Answer, 'passedOver'>): string =>
  passedOver.length === 0 ? 'at the nearest desk' : `after the ${passedOver.join(' and ')} desk: a helper took over`;
