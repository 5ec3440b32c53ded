// Survey columns of a chat system's file to counts by month. Of a cell stays a choice of a list; what a patron typed is
// forgotten while the file is read, so nothing of it can be sent.
import {
  answerWord,
  isClosedList,
  mayBeChoice,
  SURVEY_ANSWERS_MAX,
  SURVEY_QUESTION_CHARS_MAX,
  SURVEY_QUESTIONS_MAX,
} from '@askusnow/sdk/survey-limits';
import type { SurveyMonth, SurveyMonthEntry } from '@askusnow/sdk';
import { dayIn, type ChatFact } from './chat-export.js';

/** A column that a chat system asks patrons for. Source: LibAnswers' transcripts; LibraryH3lp's exit surveys, by their questions. */
const ASKED = /\brat(?:e|ed|ing|ings)\b|survey|satisf|feedback|\bcomments?\b|\?$/i;
/** Patrons type into it, or it is about them: it is never read. */
const TYPED = /\bnames?\b|mail|phone|\bip\b|guest|initial|transcript|message|\bnotes?\b|comment|entered by/i;

interface Column {
  question: string;
  index: number;
  /** By row of the file; '': none. Null: a free text, of which nothing is kept. */
  answers: string[] | null;
  /** As they were first written, by their lower case. */
  choices: Map<string, string>;
}

/** What patrons said, by fact of the same file. */
export interface SurveyFile {
  questions: readonly { question: string; answers: readonly string[] }[];
  /** Names of columns that are not read, since they have free text. */
  unread: readonly string[];
}

const inOrder = (one: string, other: string): number => one.localeCompare(other, 'en', { numeric: true });

const countsOf = (answers: Iterable<string>): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const answer of answers) if (answer !== '') counts.set(answer, (counts.get(answer) ?? 0) + 1);
  return counts;
};

/** Without an answer there is nothing to send. */
const isRead = (answers: ReadonlyMap<string, number>): boolean => answers.size > 0 && isClosedList(answers);

/** Reads the survey columns beside the rest of a file, row by row. */
export class SurveyReader {
  #columns: Column[];
  #unread: string[];

  constructor(header: readonly string[]) {
    const asked = header
      .map((name, index) => ({ question: name.trim().slice(0, SURVEY_QUESTION_CHARS_MAX), index }))
      .filter(({ question }, index, all) => {
        const isFirst = all.findIndex((each) => each.question === question) === index;
        return isFirst && ASKED.test(question);
      });
    const read = asked.filter(({ question }) => !TYPED.test(question)).slice(0, SURVEY_QUESTIONS_MAX);
    this.#columns = read.map((each) => ({ ...each, answers: [], choices: new Map() }));
    this.#unread = asked.filter((each) => !read.includes(each)).map(({ question }) => question);
  }

  /** One row that was read. */
  take(cells: readonly string[]): void {
    for (const column of this.#columns) {
      if (column.answers === null) continue;
      const cell = (cells[column.index] ?? '').trim().replaceAll(/\s+/g, ' ');
      const plain = cell.toLowerCase();
      if (cell !== '' && !column.choices.has(plain)) column.choices.set(plain, cell);
      if (column.choices.size > SURVEY_ANSWERS_MAX || (cell !== '' && !mayBeChoice(cell))) {
        column.answers = null;
        column.choices.clear();
      } else column.answers.push(column.choices.get(plain) ?? '');
    }
  }

  /** After the last row. */
  close(): SurveyFile {
    const filled = this.#columns.filter(({ answers }) => answers === null || answers.some((answer) => answer !== ''));
    const questions = filled.flatMap(({ question, answers }) =>
      answers !== null && isRead(countsOf(answers)) ? [{ question, answers }] : [],
    );
    const unread = filled
      .map(({ question }) => question)
      .filter((name) => questions.every(({ question }) => question !== name));
    return { questions, unread: [...unread, ...this.#unread] };
  }
}

/** A month of one library. */
export interface CountedMonth {
  month: string;
  chats: number;
  questions: { question: string; answers: { answer: string; count: number }[] }[];
}

/** A library's months of a file. The rule of {@link isClosedList} holds for its own answers once more. */
export function countAnswers(
  { questions }: SurveyFile,
  facts: readonly ChatFact[],
  zone: string,
  { isOwn, from, to }: { isOwn: (fact: ChatFact) => boolean; from: string; to: string },
): CountedMonth[] {
  const dayOf = dayIn(zone);
  const own = facts.flatMap((fact, row) => {
    const day = dayOf(fact.when);
    const isCounted = fact.isAnswered || questions.some(({ answers }) => answers[row] !== '');
    return isOwn(fact) && isCounted && from <= day && day <= to ? [{ row, month: day.slice(0, 7) }] : [];
  });
  const closed = questions.filter(({ answers }) => isRead(countsOf(own.map(({ row }) => answers[row]!))));
  if (closed.length === 0) return [];
  const months = [...new Set(own.map(({ month }) => month))].sort();
  return months.map((month) => {
    const rows = own.filter((each) => each.month === month).map(({ row }) => row);
    const counted = closed.map(({ question, answers }) => {
      const counts = [...countsOf(rows.map((row) => answers[row]!))].map(([answer, count]) => ({ answer, count }));
      return { question, answers: counts.sort((one, other) => inOrder(one.answer, other.answer)) };
    });
    return { month, chats: rows.length, questions: counted };
  });
}

/** Which question is the rating, and which of its answers are good. */
export interface Rating {
  /** '': none. */
  question: string;
  good: ReadonlySet<string>;
}

const GOOD = /^(?:(?:very |strongly )?(?:good|satisfied|agree)|great|excellent|yes)$/;
/** Usual scales of numbers end at these. */
const SCALE_ENDS = [4, 5, 10];
const GOOD_FROM = 0.6;

/** Good words; of numbers, the upper part of the scale. */
export function guessGood(answers: readonly string[]): ReadonlySet<string> {
  const largest = Math.max(0, ...answers.map((answer) => Number.parseInt(answer, 10) || 0));
  const end = SCALE_ENDS.find((each) => largest <= each) ?? largest;
  return new Set(
    answers.filter((answer) => {
      const word = answerWord(answer);
      return /^\d/.test(word) ? Number.parseInt(word, 10) > GOOD_FROM * end : GOOD.test(word);
    }),
  );
}

/** The different answers to a question. */
export const answersOf = ({ questions }: SurveyFile, question: string): string[] =>
  [...countsOf(questions.find((each) => each.question === question)?.answers ?? []).keys()].sort(inOrder);

/** The question with a usual name of a rating, else none: the liaison chooses. */
export function guessRating(file: SurveyFile): Rating {
  const question = file.questions.find((each) => /\brat|satisf|how (?:good|was)/i.test(each.question))?.question ?? '';
  return { question, good: guessGood(answersOf(file, question)) };
}

/** What is sent of a library. */
export const toEntries = (
  months: readonly CountedMonth[],
  { question: rating, good }: Rating,
  stored: readonly Pick<SurveyMonth, 'month' | 'revision'>[],
): SurveyMonthEntry[] =>
  months.map(({ month, chats, questions }) => ({
    month,
    chats,
    questions: questions.map(({ question, answers }) => ({
      question,
      isRating: question === rating,
      answers: answers.map((each) => ({ ...each, isGood: question === rating && good.has(each.answer) })),
    })),
    revision: stored.find((each) => each.month === month)?.revision ?? 0,
  }));
