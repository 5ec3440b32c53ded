/** Periodic work, as the coordinator would call it. A job without a line here has its own name. */
const JOBS: Readonly<Record<string, string>> = {
  assistance: 'Calls for help: deadlines and passing on',
  calendars: 'Reading of shift calendars',
  partitions: 'Storage for the counts of coming days, and deletion of old ones',
  presence: 'Asking chat systems who is there',
  schedule: 'Schedules of the coming days',
  trouble: 'Looking for presence sources and calendars that fail',
};

export const messages = {
  jobs: 'Periodic work',
  jobsNote: 'What the server does by itself, and when. Times are by your own clock.',
  noJobs: 'Nothing has run yet.',
  jobName: (name: string): string => JOBS[name] ?? name,
  lastRun: 'Last run',
  lastFailure: 'Last failure',
  nextRun: 'Next run',
  never: 'never',
  failedCount: (count: number): string => (count === 1 ? '1 failed run in all' : `${count} failed runs in all`),
  isFailing: 'Failing',
  isFine: 'Works',
  whoMends: 'Why a run failed stands in the server’s log: ask the person who runs the server.',
};
