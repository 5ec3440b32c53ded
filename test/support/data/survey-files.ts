// Files with patrons' answers as chat systems write them, with invented rows; marks stand where a patron types.
import { MARKS } from './chat-files.ts';
import { aRandom } from './random.ts';

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const csv = (rows: readonly (readonly string[])[]): string => rows.map((row) => row.map(quoted).join(',')).join('\r\n');

const hour = (row: number): string => String(10 + (row % 12)).padStart(2, '0');

/** LibAnswers' chat transcripts: ratings from 1 to 4, comments that patrons type. `ratings`: '' is none; one a chat. */
export const libAnswersCsv = (ratings: readonly string[], month = '2026-10'): string =>
  csv([
    'Chat ID,Name,Contact Info,IP,Timestamp,Duration (seconds),Department,Answerer,Rating,Comment,Initial Question'.split(','),
    ...ratings.map((rating, row) => [
      String(row + 1),
      'Ada Lovemark',
      'ada.mark@example.org',
      '203.0.113.77',
      `${month}-${String(1 + (row % 28)).padStart(2, '0')} ${hour(row)}:00:00`,
      '300',
      'harford',
      'mark-operator',
      rating,
      rating === '' ? '' : MARKS[row % MARKS.length]!,
      'pregnancy-mark, please',
    ]),
  ]);

/** LibraryH3lp's chats with an exit survey: a choice, a yes or no, and a question to which patrons type. */
export const exitSurveyCsv = (answers: readonly (readonly [how: string, again: string, typed: string])[]): string =>
  csv([
    ['id', 'guest', 'queue', 'started', 'operator', 'How was this chat?', 'Would you use it again?', 'What is your name?', 'What else?'],
    ...answers.map(([how, again, typed], row) => [
      String(row + 1),
      '+14105550199',
      'harford-queue',
      `2026-${row % 3 === 0 ? '09' : '10'}-${String(2 + (row % 27)).padStart(2, '0')}T${hour(row)}:30:00Z`,
      'mark-operator',
      how,
      again,
      'Ada Lovemark',
      typed,
    ]),
  ]);

const pick = <T>(random: () => number, of: readonly T[]): T => of[Math.floor(random() * of.length)]!;

/** Drawn answers: most patrons give none. */
export function drawnAnswers(seed: number, rows: number): (readonly [string, string, string])[] {
  const random = aRandom(seed);
  return Array.from({ length: rows }, (_, row) =>
    random() < 0.6
      ? (['', '', ''] as const)
      : ([
          pick(random, ['Very good', 'Good', 'so-so', 'Bad', 'good']),
          pick(random, ['Yes', 'No', '']),
          random() < 0.5 ? '' : `${pick(random, MARKS)} ${row}`,
        ] as const),
  );
}
