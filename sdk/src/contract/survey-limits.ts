// Which answers of patrons are choices of a list. No zod in this file: pages decide by it what of a file may be sent, and the
// server what it takes.

/** Fewest patrons whose answers to a question are shown. */
export const SURVEY_ANSWERED_MIN = 5;
/** Most different answers to one question. */
export const SURVEY_ANSWERS_MAX = 12;
/** Longest answer. Units: characters. */
export const SURVEY_ANSWER_CHARS_MAX = 24;
/** Longest question. Units: characters. */
export const SURVEY_QUESTION_CHARS_MAX = 120;
/** Most questions of a month. */
export const SURVEY_QUESTIONS_MAX = 10;
/** Most months in one request, and in a response. */
export const SURVEY_MONTHS_MAX = 24;

const NUMBER = /^(?:\d|10)(?: ?(?:\/|of) ?(?:\d|10))?$/;
/** "4 - Great", "Great (4)" */
const NUMBER_BESIDE = /^\d{1,2} ?[-–:.)=] ?| ?\(\d{1,2}\)$/g;
// A pattern and no set: a bundle leaves out a constant that it does not use, and calls no constructor for it.
const SCALE =
  /^(?:(?:very |strongly )?(?:bad|poor|good|satisfied|dissatisfied|agree|disagree)|unsatisfied|so[- ]so|fair|ok|okay|average|neutral|great|excellent|yes|no|partly|somewhat|maybe|not sure)$/;
/** Letters and numbers below 100: no address, phone or card number. */
export const SURVEY_ANSWER = /^(?!.*\d{3})[\p{L}\p{M}\p{N} '’/&,.()–-]+$/u;

/**
 * The word of an answer in lower case, without the number that stands beside it.
 * Errors: none.
 * @example answerWord('4 - Great'); // 'great'
 */
export const answerWord = (answer: string): string => answer.toLowerCase().replaceAll(NUMBER_BESIDE, '').trim();

/**
 * Whether one answer, by itself, may be a choice of a list.
 * Errors: none.
 * @example mayBeChoice('410-555-0199'); // false
 */
export const mayBeChoice = (answer: string): boolean =>
  answer.length <= SURVEY_ANSWER_CHARS_MAX && SURVEY_ANSWER.test(answer);

/**
 * Whether the answers to a question are choices of a list, and no free text: at most 12 different ones, each of at most 24
 * characters, and each a number from 0 to 10, a word of a usual scale, or given by at least 5 patrons.
 * Errors: none.
 * @example isClosedList(new Map([['Good', 3], ['Faculty', 4]])); // false: four have said “Faculty”
 */
export const isClosedList = (answers: ReadonlyMap<string, number>): boolean =>
  answers.size <= SURVEY_ANSWERS_MAX &&
  [...answers].every(
    ([answer, count]) =>
      mayBeChoice(answer) && (NUMBER.test(answer) || SCALE.test(answerWord(answer)) || count >= SURVEY_ANSWERED_MIN),
  );
