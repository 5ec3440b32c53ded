// In:    "By the Numbers" of a month that is over.
// Out:   what of it leaves the cooperative, in words: for the mailing list, the share link and the monthly mail.
// Never: a figure below 5, or what one could compute it from. A month that is not over: two days' figures, subtracted,
//        would give the day between.
import type { MonthContribution, MonthPeriod, MonthReport, SurveyRating } from '@askusnow/sdk/contract';
import { dayFormat } from '../../platform/time/clock-text.ts';
import { addDays, addMonths } from '../../platform/time/day-window.ts';
import { knownRating, type KnownRating } from './cooperative-sums.ts';
import { messages } from './messages.ts';
import { isSmall, suppressParts } from './suppress.ts';

export interface ShownMonth {
  library: string;
  /** "October 2026" */
  month: string;
  /** "Counted October 23–31.", of the rows alone; '': all days of the month. */
  counted: string;
  /** Another month beside it has figures. */
  isCompared: boolean;
  rows: { label: string; month: string; lastMonth: string; lastYear: string }[];
  /** `definition`: of the figures in the text. */
  facts: { label: string; text: string; definition?: string }[];
  improved: ReturnType<typeof messages.improvements>;
  comment: string;
  /** Nothing was counted or observed, nothing improved, no hour was owed, and nobody has written a comment. */
  saysNothing: boolean;
}

const ROWS = [
  [messages.clicksLabel, 'clicks'],
  [messages.followsLabel, 'follows'],
  [messages.viewsLabel, 'impressions'],
] as const;

export const monthName = (month: string): string =>
  new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', month: 'long', year: 'numeric' }).format(noonOf(`${month}-15`));
const noonOf = (date: string): Date => new Date(`${date}T12:00:00Z`);
const dayText = (date: string): string => dayFormat('UTC', { year: 'numeric' }).format(noonOf(date));

/** Below 5, in words. */
export const shownFigure = (count: number): string => (isSmall(count) ? messages.few : messages.count(count));

/** With the hours, a rate of few clicks would give their number away. */
const shownValue = ({ questions, value }: MonthContribution): number | null =>
  questions !== null && isSmall(questions) ? null : value;

const isWhole = ({ days, countedDays }: Pick<MonthPeriod, 'days' | 'countedDays'>): boolean => countedDays >= days;

/** Fewest answers of which a share leaves the cooperative, as for other rates. */
const SHARE_OF_MIN = 20;

/** The number of good answers; null: so few are good, or are not, that the share would give their number away. */
export const shownGood = ({ answered, good }: Pick<KnownRating, 'answered' | 'good'>): number | null =>
  answered < SHARE_OF_MIN || isSmall(good) || isSmall(answered - good) ? null : good;

function ratingText(rating: SurveyRating): string {
  const known = knownRating(rating);
  return known === null ? messages.fewAnswered : messages.ratingOf(known.answered, known.chats, shownGood(known));
}

/** "October 23–31"; '': all days, or none. */
function countedDaysText(period: MonthPeriod): string {
  const { to, countedDays } = period;
  if (countedDays === 0 || isWhole(period)) return '';
  const counted = dayFormat('UTC', {}).formatRange(noonOf(addDays(to, 1 - countedDays)), noonOf(to));
  return counted.replace(/\s*–\s*/, '–');
}

/** One that is counted from its first day on is whole itself. */
const firstWholeMonth = (since: string): string => addMonths(since.slice(0, 7), since.endsWith('-01') ? 0 : 1);

/** Null: the month is not over. */
export function shownMonth({
  metrics,
  coverage,
  rating,
  score,
  sharedDesk,
  improved,
  comment,
}: MonthReport): ShownMonth | null {
  if (!metrics.isOver) return null;
  const { name, month, lastMonth, lastYear, byViewport, countingSince } = metrics;
  // The counted days of the month itself are named; beside it stand whole months only.
  const shownCounts = (period: MonthPeriod): MonthPeriod['counts'] =>
    period === month || isWhole(period) ? period.counts : null;
  const isShown = (period: MonthPeriod): boolean => shownCounts(period) !== null;
  const of = (period: MonthPeriod, key: (typeof ROWS)[number][1]): string => {
    const counts = shownCounts(period);
    if (counts !== null) return shownFigure(counts[key]);
    return countingSince === null ? messages.nothingCounted : messages.notInFull;
  };
  const periods = [month, lastMonth, lastYear];
  const isCompared = [lastMonth, lastYear].some(isShown);
  const hasFigures = isShown(month) || isCompared;
  const widths = suppressParts(byViewport.map(({ clicks }) => clicks));
  const byWidth = byViewport.map(({ viewport, clicks }, index) => ({
    viewport,
    clicks,
    isHidden: widths.parts[index]!,
  }));
  const partCounted = countedDaysText(month);
  const nextWhole =
    countingSince === null || isWhole(month) ? '' : messages.firstWholeMonth(monthName(firstWholeMonth(countingSince)));
  const isWatched = coverage.month !== null && coverage.month.observedShare !== 0;
  return {
    library: name,
    month: monthName(month.month),
    counted: partCounted === '' ? '' : `${messages.countedOn(partCounted)} ${nextWhole}`,
    isCompared,
    rows: (hasFigures || countingSince === null ? ROWS : []).map(([label, key]) => ({
      label,
      month: of(month, key),
      lastMonth: of(lastMonth, key),
      lastYear: of(lastYear, key),
    })),
    facts: [
      // The row of clicks has the total.
      ...(widths.total || !hasFigures || widths.parts.every(Boolean)
        ? []
        : [{ label: messages.byWidth, text: messages.widths(byWidth) }]),
      ...(coverage.month?.observedShare === 0
        ? []
        : [
            {
              label: messages.coverage,
              text: coverage.month === null ? messages.nothingScheduled : messages.coverageOf(coverage.month),
            },
          ]),
      ...(rating.month === null ? [] : [{ label: messages.rating, text: ratingText(rating.month) }]),
      ...(sharedDesk === null
        ? []
        : [
            {
              label: messages.sharedDesk,
              text: messages.sharedDeskOf({ ...sharedDesk, value: shownValue(sharedDesk) }),
              definition: sharedDesk.definition,
            },
          ]),
      ...(score.month === null
        ? []
        : [{ label: messages.score, text: messages.rulesMet(score.month.passed, score.month.of) }]),
      ...(countingSince === null || partCounted !== '' || periods.every(isWhole)
        ? []
        : [{ label: messages.countingBeganLabel, text: `${dayText(countingSince)}. ${nextWhole}`.trim() }]),
    ],
    improved: messages.improvements(improved),
    comment: comment.text,
    saysNothing:
      month.counts === null &&
      !isWatched &&
      rating.month === null &&
      sharedDesk === null &&
      improved.length === 0 &&
      comment.text === '',
  };
}
