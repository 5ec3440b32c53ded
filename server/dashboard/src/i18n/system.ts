import type { RolePower, System } from '@askusnow/sdk';
import { countedText } from './count-text.js';

/** The names of the periodic jobs. A job without a name here is shown by its own. */
const JOBS: Readonly<Record<string, string>> = {
  assistance: 'Move help requests to the next tier, close expired ones',
  calendars: 'Load shift calendars',
  'page-checks': 'Read key pages and look for the tag',
  partitions: 'Add storage for new counts, delete old counts',
  presence: 'Ask chat systems who is there',
  schedule: 'Plan the schedules of the next days',
  announcements: 'Reminders of announcements that are not acknowledged',
  'shared-hours': 'Notices of hours that libraries give, help where nobody accepts',
  'make-up-notices': 'Notices of hours to make up',
  meetings: 'Reminders of statewide meetings',
  'follow-ups': 'Reminders of overdue follow-ups',
  'desk-months': 'Monthly coverage and contributions of desks',
  'policy-reviews': 'Reminders before the review of policy pages',
  questions: 'Reminders of the weeks to count questions',
  'account-mail': 'Mails about changed account addresses',
  'contact-mail': 'Mails that ask whether contacts are right',
  'contact-reminders': 'Reminders of contacts to verify',
  'sent-requests': 'Forget requests of more than a day ago',
  sites: 'Check for lost buttons, refused reports and odd counts',
  summaries: 'Queue the Monday mails',
  digests: 'Queue the mails that have what was not urgent',
  scores: 'Store each library’s visibility score',
  trouble: 'Check for failing live status and calendars',
};

/** A clock that is off by more is corrected. Units: ms. */
const TOLERANCE_MS = 2_000;

/** "23 MB"; "1.4 GB" */
const sizeText = (bytes: number): string =>
  bytes < 1e9 ? `${Math.max(1, Math.round(bytes / 1e6))} MB` : `${(bytes / 1e9).toFixed(1)} GB`;

const POWERS: Readonly<Record<RolePower, string>> = {
  superuser: 'its role in the database is a superuser, who can read everything',
  'bypasses-policies': 'the rules of the database do not apply to its role',
  'owns-tables': 'its role in the database owns the tables, and can switch the rules off',
  'changes-audit-log': 'its role in the database can change and remove entries of the audit log',
};

export const messages = {
  works: ({ mail }: Pick<System, 'mail'>): string =>
    `The server works. Email is ${mail ? '' : 'not '}set up. Last backup: not known here.`,
  fails: (count: number): string => `${count === 1 ? '1 job is' : `${count} jobs are`} failing: see Periodic work.`,
  setUp: 'Setup',
  forTechnician: 'For the person who runs the server',
  isSetUp: 'Set up',
  database: 'Database',
  databaseText: ({ kind, version, bytes }: System['database']): string =>
    `${kind === 'pglite' ? 'Embedded in the server, ' : ''}Postgres ${version}, ${sizeText(bytes)}`,
  separation: 'Separation of libraries',
  separationText: ({ kind, powers }: Pick<System['database'], 'kind' | 'powers'>): string =>
    kind !== 'pglite' && powers.length === 0 ? 'Checked by the server and the database' : 'Checked by the server',
  separationWhy: ({ kind, powers }: Pick<System['database'], 'kind' | 'powers'>): string => {
    if (kind === 'pglite')
      return 'The embedded database cannot check again what an account may see, nor protect the audit log from the server.';
    const reasons = powers.map((power) => POWERS[power]).join('; ');
    return (
      reasons && `Checked by the server: ${reasons}. Ask the person who runs the server for a role with fewer rights.`
    );
  },
  dataFormat: 'Data format',
  dataFormatText: (schema: number): string => `Version ${schema}`,
  backups: 'Backups',
  backupsText: 'Not known here: ask the person who runs the server',
  noMail: 'Not set up: nothing is mailed',
  why: 'What this means',
  openId: 'Sign-in with the organization’s accounts',
  noOpenId: 'Not set up',
  nodes: 'Running servers',
  node: 'Server',
  nodeName: (number: number, isThis: boolean): string => (isThis ? `${number} (answered this page)` : String(number)),
  version: 'Version (server and tag)',
  started: 'Started',
  lastSeen: 'Last seen',
  notKnown: 'Not known',
  clock: 'Clock',
  clockText(differenceMs: number | null): string {
    if (differenceMs === null) return 'Not compared yet';
    if (Math.abs(differenceMs) <= TOLERANCE_MS) return 'Right';
    const seconds = Math.round(Math.abs(differenceMs) / 1_000);
    return `${seconds} s ${differenceMs > 0 ? 'ahead' : 'behind'}: corrected, but have it set`;
  },
  jobs: 'Periodic work',
  failing: 'Jobs that fail',
  working: (count: number): string => `${countedText(count, 'job')} working`,
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
