// In:    the month of all libraries together, and each library's part.
// Out:   the sums as plain text for a mailing list, in lines of at most 72 columns.
// Never: a sum that is below 5, or from which one library's small figure could be computed: libraries publish their own.
import type { CooperativeReport } from '@askusnow/sdk/contract';
import { countsOf, ratingsOf, type LibraryMonth } from './cooperative-sums.ts';
import { messages } from './messages.ts';
import { monthName, shownGood } from './shown-month.ts';
import { mayShowTotal } from './suppress.ts';
import { wrapText } from './wrap.ts';

const shown = (parts: readonly number[], sum: number): string =>
  mayShowTotal(parts) ? messages.count(sum) : messages.hidden;

export function cooperativeText(
  { month, periods, coverage, questions, rating }: CooperativeReport,
  libraries: readonly LibraryMonth[],
): string {
  const figure = (which: keyof typeof periods, key: 'clicks' | 'follows' | 'impressions'): string => {
    const { counts, libraries: rests } = periods[which];
    if (counts === null) return messages.notCounted;
    const parts = countsOf(libraries, which).map((each) => each[key]);
    return messages.clicksOf(shown(parts, counts[key]), rests);
  };
  const line = (label: string, key: 'clicks' | 'follows' | 'impressions'): string =>
    `${label}: ${figure('month', key)}. ${messages.monthBefore}: ${figure('lastMonth', key)}. ${messages.yearBefore}: ${figure('lastYear', key)}.`;
  const reported = libraries.flatMap(({ questions: own }) => (own?.from === questions?.from && own ? [own.value] : []));
  const isShareShown = ratingsOf(libraries).every((each) => shownGood(each) !== null);
  const ratingLine = ({ answered, chats, good, libraries: rests }: NonNullable<typeof rating>): string =>
    messages.ratingOfAll(messages.ratingOf(answered, chats, isShareShown ? good : null), rests);
  return wrapText(
    [
      messages.byTheNumbers(messages.allLibraries, monthName(month)),
      '',
      line(messages.clicksLabel, 'clicks'),
      line(messages.followsLabel, 'follows'),
      line(messages.viewsLabel, 'impressions'),
      ...(coverage === null
        ? []
        : [`${messages.coverage}: ${messages.coverageOfAll(messages.coverageOf(coverage.sum), coverage.libraries)}`]),
      ...(questions === null
        ? []
        : [
            `${messages.questions}: ${messages.questionsOf(shown(reported, questions.value), questions.counted, questions.estimated)}`,
          ]),
      ...(rating === null ? [] : [`${messages.rating}: ${ratingLine(rating)}`]),
    ].join('\n'),
  );
}
