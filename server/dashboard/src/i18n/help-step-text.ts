import type { AssistanceMove, AssistanceRequest, AssistanceStep } from '@askusnow/sdk';
import { PEOPLE } from './help-people-text.js';
import { momentText } from './moment-text.js';

const STEPS: Record<Exclude<AssistanceStep, 'opened' | 'escalated'>, string> = {
  acknowledged: 'Saw it and is looking for help',
  taken: 'Took it',
  released: 'Gave it back',
  covered: 'Marked as covered',
  uncovered: 'Help is needed again: the desk is empty',
  closed: 'Closed it',
  expired: 'Ended without help',
  noted: 'Noted',
};

/** "Took it · Statewide coordinator, 10:05 AM": who did it, and when. The clock’s steps are automatic. */
export const stepText = (
  { at, step, by, owner }: AssistanceRequest['steps'][number],
  zone: string,
  nowMs: number,
): string => {
  const what =
    step === 'escalated'
      ? `Went on to ${PEOPLE[owner]}`
      : step === 'opened'
        ? `Asked ${PEOPLE[owner]} for help`
        : STEPS[step];
  return `${what} · ${by ?? 'automatically'}, ${momentText(at, zone, nowMs)}`;
};

/** Announces each step to the person who took it, in a sentence that makes sense alone. */
export const DONE: Record<AssistanceMove['step'], (name: string) => string> = {
  acknowledged: (name) => `You are looking for help for ${name}.`,
  taken: (name) => `You have taken the request of ${name}.`,
  released: (name) => `You have given back the request of ${name}. It is waiting again.`,
  covered: (name) => `You have marked the request of ${name} as covered.`,
  closed: (name) => `You have closed the request of ${name}.`,
  escalated: (name) => `You have asked more people to help ${name}.`,
  noted: (name) => `Your note is with the request of ${name}.`,
};
