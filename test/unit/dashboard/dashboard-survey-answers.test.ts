// Survey columns of chat systems' files, read in the browser: counts of choices by month, and never what a patron typed.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { isClosedList } from '@askusnow/sdk/survey-limits';
import { guessColumns, readChats } from '../../../server/dashboard/out/logic/chat-export.js';
import { csvRows, delimiterOf } from '../../../server/dashboard/out/logic/csv-file.js';
import {
  countAnswers,
  guessGood,
  guessRating,
  SurveyReader,
  toEntries,
} from '../../../server/dashboard/out/logic/survey-answers.js';
import { MARKS } from '../../support/data/chat-files.ts';
import { drawnAnswers, exitSurveyCsv, libAnswersCsv } from '../../support/data/survey-files.ts';

const WINDOW = { isOwn: () => true, from: '2026-01-01', to: '2026-12-31' };

/** A file as the page reads it. */
async function read(text: string) {
  const rows = csvRows(text, delimiterOf(text));
  const header = rows.next().value as string[];
  const survey = new SurveyReader(header);
  const facts = await readChats(rows, guessColumns(header, {}), header.length, () => Promise.resolve(), survey);
  return { facts, file: survey.close() };
}

const countIn = async (text: string) => {
  const { facts, file } = await read(text);
  return countAnswers(file, facts, 'America/New_York', WINDOW);
};

const bodyOf = async (text: string): Promise<string> => {
  const { facts, file } = await read(text);
  const months = countAnswers(file, facts, 'America/New_York', WINDOW);
  return JSON.stringify(toEntries(months, guessRating(file), []));
};

/** What the reader must not do: sends each column that the chat system asks for, whatever patrons have typed. */
function naiveBody(text: string): string {
  const [header, ...rows] = [...csvRows(text, ',')];
  return JSON.stringify(header!.map((question, index) => ({ question, answers: rows.map((row) => row[index]) })));
}

const marksIn = (text: string): string[] => MARKS.filter((mark) => text.toLowerCase().includes(mark.toLowerCase()));

describe('survey in files of chat systems', () => {
  test('survey: LibAnswers: ratings from 1 to 4 by month, and the comments are named and not read', async () => {
    const text = libAnswersCsv(['4', '', '3', '4', '', '1', '']);
    assert.deepEqual(await countIn(text), [
      {
        month: '2026-10',
        chats: 7,
        questions: [
          {
            question: 'Rating',
            answers: [
              { answer: '1', count: 1 },
              { answer: '3', count: 1 },
              { answer: '4', count: 2 },
            ],
          },
        ],
      },
    ]);
    const { file } = await read(text);
    assert.deepEqual(file.unread, ['Comment']);
    const { question, good } = guessRating(file);
    assert.deepEqual([question, [...good]], ['Rating', ['3', '4']]);
  });

  test('survey: LibraryH3lp: each exit question by month; one that patrons type into is named and not read', async () => {
    const answers = Array.from({ length: 9 }, (_, row) => ['Good', row % 2 ? 'Yes' : 'No', MARKS[row]!] as const);
    const { file } = await read(exitSurveyCsv(answers));
    assert.deepEqual(
      file.questions.map(({ question }) => question),
      ['How was this chat?', 'Would you use it again?'],
    );
    assert.deepEqual(file.unread, ['What else?', 'What is your name?']);
    const months = await countIn(exitSurveyCsv(answers));
    assert.deepEqual(
      months.map(({ month, chats }) => [month, chats]),
      [
        ['2026-09', 3],
        ['2026-10', 6],
      ],
    );
    assert.equal(guessRating(file).question, 'How was this chat?');
  });

  test('survey: a list is closed by its number of answers, their length, and words that are usual or said by 5 patrons', () => {
    const isClosed = (...answers: [string, number][]): boolean => isClosedList(new Map(answers));
    assert.ok(isClosed(['0', 1], ['10', 1], ['4/5', 1], ['4 - Great', 1], ['Very good', 1]));
    assert.ok(isClosed(['Faculty', 5], ['Student', 9]));
    assert.ok(!isClosed(['Faculty', 4], ['Student', 9]));
    // What stands there often enough is still no choice where it has the shape of an address, a number or a sentence.
    for (const typed of ['ada@example.org', '410-555-0199', '21234000987654', 'I could not find the book', 'a\nb', ''])
      assert.ok(!isClosed([typed, 99]), typed);
    assert.ok(!isClosed(...Array.from({ length: 13 }, (_, each): [string, number] => [`Desk ${each}`, 9])));
  });

  test('survey: one answer that is typed makes the whole column free text, also one that comes last', async () => {
    const { file } = await read(libAnswersCsv([...Array<string>(60).fill('4'), 'Ada Lovemark']));
    assert.deepEqual([file.questions, file.unread], [[], ['Rating', 'Comment']]);
    assert.deepEqual(marksIn(JSON.stringify(file)), []);
  });

  test('survey: the list is closed for each library of a file by its own answers', async () => {
    const { facts, file } = await read(
      exitSurveyCsv(Array.from({ length: 6 }, () => ['Good', 'Next week', ''] as const)),
    );
    const isOwn = (fact: (typeof facts)[number]): boolean => facts.indexOf(fact) < 4;
    const months = countAnswers(file, facts, 'America/New_York', { ...WINDOW, isOwn });
    // Four of its patrons said so: too few to be a choice.
    assert.deepEqual(
      [...new Set(months.flatMap(({ questions }) => questions.map((each) => each.question)))],
      ['How was this chat?'],
    );
  });

  test('survey: of any file, the answers and those without add up to the chats, and no mark is in what is sent', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 120 }), async (seed, rows) => {
        const answers = drawnAnswers(seed, rows);
        const text = exitSurveyCsv(answers);
        const months = await countIn(text);
        if (months.length > 0)
          assert.equal(
            months.reduce((sum, { chats }) => sum + chats, 0),
            rows,
          );
        const said = answers.filter(([how]) => how !== '').length;
        const counted = months
          .flatMap(({ questions }) => questions.filter(({ question }) => question === 'How was this chat?'))
          .flatMap((each) => each.answers)
          .reduce((sum, { count }) => sum + count, 0);
        assert.equal(counted, said);
        assert.deepEqual(marksIn(await bodyOf(text)), []);
      }),
    );
  });

  test('survey: mutant: a reader that sends every column that is asked for sends the marks', () => {
    const text = exitSurveyCsv(MARKS.map((mark) => ['Good', 'Yes', mark] as const));
    assert.deepEqual(marksIn(naiveBody(text)), [...MARKS]);
  });

  test('survey: good are the upper numbers of a usual scale, and usual good words', () => {
    const good = (...answers: string[]): string[] => [...guessGood(answers)];
    assert.deepEqual(good('1', '2', '3', '4'), ['3', '4']);
    assert.deepEqual(good('1', '2', '3', '4', '5'), ['4', '5']);
    assert.deepEqual(good('0', '6', '7', '10'), ['7', '10']);
    assert.deepEqual(good('Bad', 'so-so', 'Good', '4 - Great', 'Very good'), ['Good', '4 - Great', 'Very good']);
  });
});
