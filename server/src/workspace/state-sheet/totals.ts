// In:    the libraries' rows of a fiscal year; the hours of their desks, and those that all gave at shared ones.
// Out:   their sums, each with from how many libraries it is.
// Never: takes what is not known for zero: a sum of nothing known is null.
import type { StateRow, StateSheet } from '@askusnow/sdk/contract';
import { addEstimates } from '../sampling/estimate.ts';

type Total = NonNullable<StateSheet['total']>;
type Questions = NonNullable<Total['questions']>;

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
const known = <T>(values: readonly (T | null)[]): T[] => values.filter((value) => value !== null);

/** Of hours that nobody observed none is in the sum, given or missed. */
const isObserved = ({ owed, given, unmonitored }: NonNullable<StateRow['given']>): boolean =>
  given > 0 || unmonitored < owed;

const addQuestions = (questions: readonly Questions[]): Questions | null =>
  questions.length === 0
    ? null
    : { ...addEstimates(questions), method: questions.every(({ method }) => method === 'CT') ? 'CT' : 'ES' };

/** `hours`: of all desks, each once: libraries may share one. `given`: of all libraries. */
export function toTotal(rows: readonly StateRow[], { hours, given }: Pick<StateRow, 'hours' | 'given'>): Total {
  const clicks = known(rows.map((row) => row.clicks));
  const questions = known(rows.map((row) => row.questions));
  const followUps = known(rows.map((row) => row.followUps));
  const of = (each: (row: StateRow) => number): number => sum(rows.map(each));
  return {
    clicks: clicks.length === 0 ? null : sum(clicks),
    clicksToCheck: of((row) => row.clicksToCheck),
    questions: addQuestions(questions),
    hours,
    given,
    partners: rows.filter(({ placements }) => placements > 0).length,
    placements: of(({ placements }) => placements),
    practice: of(({ practice }) => practice),
    training: {
      sessions: of(({ training }) => training.sessions),
      headcount: of(({ training }) => training.headcount),
    },
    followUps:
      followUps.length === 0
        ? null
        : { due: sum(followUps.map(({ due }) => due)), inTime: sum(followUps.map(({ inTime }) => inTime)) },
    known: {
      clicks: clicks.length,
      questions: questions.length,
      hours: known(rows.map((row) => row.hours)).length,
      given: known(rows.map((row) => row.given)).filter(isObserved).length,
    },
  };
}
