import type { Answers, AnswerState } from '@askusnow/sdk';
import type { Tone } from './status-advice.js';

type Answer = Answers['answers'][number];

/** What patrons are told in a word or two. */
export const ANSWER_WORDS: Record<AnswerState, { word: string; tone: Tone }> = {
  available: { word: 'Can answer', tone: 'good' },
  busy: { word: 'Busy', tone: 'note' },
  closed: { word: 'Closed', tone: 'note' },
  unknown: { word: 'Not known', tone: 'warn' },
};

/** Which desk answers, and whether anybody was seen there. */
export function whoAnswersText({ tier, evidence }: Pick<Answer, 'tier' | 'evidence'>): string {
  if (tier === null) return 'nobody';
  return `${tier} desk, ${evidence === 'observed' ? 'seen there' : 'by its hours'}`;
}

export const startsText = ({ startsAt }: Pick<Answer, 'startsAt'>): string =>
  startsAt === null ? 'nearest desk' : `${startsAt} desk: help was taken`;
