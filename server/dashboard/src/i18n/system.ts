/** The names of the periodic jobs. A job without a name here is shown by its own. */
const JOBS: Readonly<Record<string, string>> = {
  assistance: 'Move help requests to the next tier, close expired ones',
  calendars: 'Load shift calendars',
  'page-checks': 'Read key pages and look for the tag',
  partitions: 'Add storage for new counts, delete old counts',
  presence: 'Ask chat systems who is there',
  schedule: 'Plan the schedules of the next days',
  sites: 'Check for lost buttons, refused reports and odd counts',
  scores: 'Store each library’s visibility score',
  trouble: 'Check for failing presence sources and calendars',
};

export const messages = {
  jobs: 'Periodic work',
  jobsNote: 'Jobs that the server runs automatically. Times are in your own time zone.',
  noJobs: 'Nothing has run yet.',
  jobName: (name: string): string => JOBS[name] ?? name,
  lastRun: 'Last run',
  lastFailure: 'Last failure',
  nextRun: 'Next run',
  never: 'never',
  failedCount: (count: number): string => (count === 1 ? '1 failed run in total' : `${count} failed runs in total`),
  isFailing: 'Failing',
  isFine: 'Working',
  whoMends: 'If a job fails, ask the person who runs the server: its log has the reason.',
};
