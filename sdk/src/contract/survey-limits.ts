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
const SCALE_WORDS: ReadonlySet<string> = new Set(
  [
    'very bad,bad,very poor,poor,so-so,so so,fair,ok,okay,average,neutral,good,very good,great,excellent',
    'very dissatisfied,dissatisfied,unsatisfied,satisfied,very satisfied',
    'strongly disagree,disagree,agree,strongly agree',
    'yes,no,partly,somewhat,maybe,not sure',
  ].flatMap((words) => words.split(',')),
);
/** Letters and numbers below 100: no address, phone or card number. */
const CHOICE = /^(?!.*\d{3})[\p{L}\p{M}\p{N} '’/&,.()–-]+$/u;

/** The word of an answer in lower case, without the number that stands beside it. */
export const answerWord = (answer: string): string => answer.toLowerCase().replaceAll(NUMBER_BESIDE, '').trim();

/** Whether one answer, by itself, may be a choice of a list. */
export const mayBeChoice = (answer: string): boolean => answer.length <= SURVEY_ANSWER_CHARS_MAX && CHOICE.test(answer);

/**
 * Whether the answers to a question are choices of a list, and no free text: at most 12 different ones, each of at most 24
 * characters, and each a number from 0 to 10, a word of a usual scale, or given by at least 5 patrons.
 */
export const isClosedList = (answers: ReadonlyMap<string, number>): boolean =>
  answers.size <= SURVEY_ANSWERS_MAX &&
  [...answers].every(
    ([answer, count]) =>
      mayBeChoice(answer) &&
      (NUMBER.test(answer) || SCALE_WORDS.has(answerWord(answer)) || count >= SURVEY_ANSWERED_MIN),
  );
