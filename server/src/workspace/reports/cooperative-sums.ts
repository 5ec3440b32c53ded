// In:    a month of each library.
// Out:   the month of all together, each figure with the number of libraries that it rests on.
// Never: a mean of shares; a library that did not count the whole month; a change between different libraries.
import type { CooperativeReport, MonthPeriod, SurveyRating } from '@askusnow/sdk/contract';
import { addSums } from '../../coverage/ledger/sums.ts';
import { addEstimates } from '../sampling/estimate.ts';
import { sumCounts, toClickThrough } from '../../visibility/metrics/metrics.ts';

/** A rating that enough patrons gave. */
export interface KnownRating {
  chats: number;
  answered: number;
  good: number;
}

/** Null: none was read, or too few patrons answered. */
export const knownRating = (rating: SurveyRating | null): KnownRating | null =>
  rating === null || rating.answered === null
    ? null
    : {
        chats: rating.chats,
        answered: rating.answered,
        good: rating.answers.reduce((sum, { count, isGood }) => sum + (isGood ? count : 0), 0),
      };

/** A library's part, with the months that its own is compared with. */
export type LibraryMonth = CooperativeReport['libraries'][number] &
  Record<'lastMonth' | 'lastYear', MonthPeriod> & {
    rating: SurveyRating | null;
    /** Its own desk; other libraries may have the same. Null: none. */
    desk: string | null;
  };

type Which = 'month' | 'lastMonth' | 'lastYear';

const wholeCounts = ({ counts, days, countedDays }: MonthPeriod) => (countedDays === days ? counts : null);
const known = <T>(values: readonly (T | null)[]): T[] => values.flatMap((value) => (value === null ? [] : [value]));

export const countsOf = (libraries: readonly LibraryMonth[], which: Which) =>
  known(libraries.map((library) => wholeCounts(library[which])));

function periodOf(
  libraries: readonly LibraryMonth[],
  which: Which,
  month: string,
): CooperativeReport['periods'][Which] {
  const each = countsOf(libraries, which);
  const counts = each.length === 0 ? null : sumCounts(each);
  return { month, libraries: each.length, counts, clickThrough: counts && toClickThrough(counts) };
}

function changeOf(libraries: readonly LibraryMonth[], which: 'lastMonth' | 'lastYear') {
  const both = libraries.filter((each) => wholeCounts(each.month) !== null && wholeCounts(each[which]) !== null);
  if (both.length === 0) return null;
  const clicks = (period: Which): number => sumCounts(countsOf(both, period)).clicks;
  return { libraries: both.length, clicks: clicks('month'), before: clicks(which) };
}

/** Of libraries with the same reporting year: that of most of them. */
function questionsOf(libraries: readonly LibraryMonth[]): CooperativeReport['questions'] {
  const reported = known(libraries.map(({ questions }) => questions));
  const [largest] = [...Map.groupBy(reported, ({ from }) => from).values()].sort(
    (one, other) => other.length - one.length,
  );
  if (largest === undefined) return null;
  const counted = largest.filter(({ method }) => method === 'CT').length;
  const { from, to } = largest[0]!;
  return {
    from,
    to,
    libraries: largest.length,
    ...addEstimates(largest),
    counted,
    estimated: largest.length - counted,
  };
}

/** Those of which at least 5 patrons answered. */
export const ratingsOf = (libraries: readonly LibraryMonth[]): KnownRating[] =>
  libraries.flatMap(({ rating }) => knownRating(rating) ?? []);

function ratingOf(libraries: readonly LibraryMonth[]): CooperativeReport['rating'] {
  const ratings = ratingsOf(libraries);
  if (ratings.length === 0) return null;
  const sum = (key: keyof KnownRating): number => ratings.reduce((total, each) => total + each[key], 0);
  return { libraries: ratings.length, chats: sum('chats'), answered: sum('answered'), good: sum('good') };
}

export function cooperativeSums(
  libraries: readonly LibraryMonth[],
  months: Record<Which, string>,
): Pick<CooperativeReport, 'periods' | 'changes' | 'coverage' | 'questions' | 'rating'> {
  const scheduled = libraries.filter((library) => library.coverage !== null);
  const desks = new Map(scheduled.map(({ desk, coverage }) => [desk, coverage!]));
  const period = (which: Which) => periodOf(libraries, which, months[which]);
  return {
    periods: { month: period('month'), lastMonth: period('lastMonth'), lastYear: period('lastYear') },
    changes: { lastMonth: changeOf(libraries, 'lastMonth'), lastYear: changeOf(libraries, 'lastYear') },
    coverage: desks.size === 0 ? null : { libraries: scheduled.length, sum: addSums([...desks.values()]) },
    questions: questionsOf(libraries),
    rating: ratingOf(libraries),
  };
}
