import type { Answers, AnswerState } from '@askusnow/sdk';
import type { Tone } from './status-advice.js';

type Answer = Answers['answers'][number];

interface Word {
  word: string;
  tone: Tone;
}

const WORDS: Record<Exclude<AnswerState, 'available'>, Word> = {
  busy: { word: 'Busy', tone: 'note' },
  closed: { word: 'Closed', tone: 'note' },
  unknown: { word: 'Not known', tone: 'warn' },
};

/** What patrons are told in a word or two: by its hours alone a desk is open, and nobody has been seen there. */
export function answerWord({ state, evidence }: Pick<Answer, 'state' | 'evidence'>): Word {
  if (state !== 'available') return WORDS[state];
  return evidence === 'observed' ? { word: 'Can answer', tone: 'good' } : { word: 'Open', tone: 'note' };
}

/** Which desk answers, and whether anybody was seen there. */
export function whoAnswersText({ tier, evidence }: Pick<Answer, 'tier' | 'evidence'>): string {
  if (tier === null) return 'nobody';
  return `${tier} desk, ${evidence === 'observed' ? 'seen there' : 'by its hours'}`;
}

/** Where the answer starts to look for somebody. */
export const startsText = ({ passedOver }: Pick<Answer, 'passedOver'>): string =>
  passedOver.length === 0 ? 'at the nearest desk' : `past the ${passedOver.join(' and ')} desk: help was taken`;
