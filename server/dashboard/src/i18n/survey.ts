// What pages say of patrons' answers to the chat system's survey.
import { SURVEY_ANSWERED_MIN } from '@askusnow/sdk/survey-limits';
import type { SurveyMonth, SurveyRating } from '@askusnow/sdk';
import type { CountedMonth } from '../logic/survey-answers.js';
import { countedText, countText, percentText } from './count-text.js';
import { monthText } from './month.js';

type Answers = SurveyRating['answers'];

const goodOf = (answers: Answers): number => answers.reduce((sum, { count, isGood }) => sum + (isGood ? count : 0), 0);

const either = new Intl.ListFormat('en-US', { type: 'disjunction' });

/** "87 of 412 patrons answered; 79 % said Good or Great" */
export function ratingText({ chats, answered, answers }: Pick<SurveyRating, 'chats' | 'answered' | 'answers'>): string {
  if (answered === null)
    return `Too few to show: fewer than ${SURVEY_ANSWERED_MIN} of ${countedText(chats, 'patron')} answered`;
  const good = answers.filter(({ isGood }) => isGood).map(({ answer }) => answer);
  const share = good.length === 0 ? '' : `; ${percentText(goodOf(answers) / answered)} said ${either.format(good)}`;
  return `${countText(answered)} of ${countedText(chats, 'patron')} answered${share}`;
}

/** "79 % good, 87 answered": for a cell of a table. */
export const ratingCell = (rating: SurveyRating | null): string => {
  if (rating === null) return 'not read';
  const { answered, answers } = rating;
  return answered === null
    ? 'too few to show'
    : `${percentText(goodOf(answers) / answered)} good, ${countText(answered)} of ${countText(rating.chats)} answered`;
};

/** Of all libraries. */
export const ratingOfAll = (
  rating: { libraries: number; chats: number; answered: number; good: number } | null,
): string =>
  rating === null
    ? 'no library has read its answers'
    : `${countText(rating.answered)} of ${countedText(rating.chats, 'patron')} answered; ${percentText(rating.good / rating.answered)} said it was good, at ${countedText(rating.libraries, 'library', 'libraries')}`;

/** "4: 60, 3: 9" */
export const countsText = ({ question, answers }: CountedMonth['questions'][number]): string =>
  `${question} ${answers.length === 0 ? 'no answer' : answers.map(({ answer, count }) => `${answer}: ${countText(count)}`).join(', ')}`;

/** What a month of the survey says first. */
export const monthLine = ({ chats, questions }: SurveyMonth): string => {
  const rating = questions.find(({ isRating }) => isRating) ?? questions[0];
  return rating === undefined ? countedText(chats ?? 0, 'chat') : ratingText({ ...rating, chats: chats ?? 0 });
};

export const messages = {
  heading: 'What patrons said',
  none: 'No answers yet.',
  noneHow: 'They come with your chat system’s file, below.',
  limit: 'Who answers',
  limitText: `Few patrons answer, and those who do are not like all others: compare months, not libraries. A question that fewer than ${SURVEY_ANSWERED_MIN} answered is not shown.`,
  answers: (question: string): string => `Answers: ${question}`,
  answer: 'Answer',
  patrons: 'Patrons',
  fewAnswered: 'Too few to show',
  takeBack: 'Remove the answers',
  ofMonth: (month: string): string => `of ${monthText(month)}`,
  takeBackYes: 'Yes, remove them',
  takeBackAsk: (month: string): string =>
    `Remove the answers of ${monthText(month)}? To have them again, read the file again.`,
  takenBack: (month: string): string => `Removed: the answers of ${monthText(month)}.`,

  inFile: 'What patrons said in this file',
  rating: 'Rating',
  noRating: 'None',
  good: 'Counts as good',
  willBeSent: 'What will be sent',
  month: 'Month',
  chats: 'Chats',
  counts: 'Answers',
  unread: (columns: readonly string[]): string => `Not read, free text: ${columns.join(', ')}`,
  rule: 'Which answers are read',
  ruleText:
    'Only choices of a list: at most 12 different answers, each at most 24 characters. Each is a number from 0 to 10, a usual word such as “Good”, or given by at least 5 patrons. One other answer makes the column free text: it is dropped in this browser.',
  replace: (months: readonly string[]): string => `Replace what is stored for ${months.map(monthText).join(', ')}`,
  save: 'Save answers',
  saved: (months: number): string => `Answers saved: ${countedText(months, 'month')}.`,
};
