// In:    sessions.
// Out:   sums by calendar year, the latest first.
import type { Training, TrainingSession } from '@askusnow/sdk/contract';

export const toYears = (sessions: readonly Pick<TrainingSession, 'date' | 'headcount'>[]): Training['years'] =>
  [...Map.groupBy(sessions, ({ date }) => Number(date.slice(0, 4)))]
    .map(([year, its]) => ({
      year,
      sessions: its.length,
      headcount: its.reduce((sum, { headcount }) => sum + headcount, 0),
    }))
    .sort((one, other) => other.year - one.year);
