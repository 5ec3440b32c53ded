// Out:   every source of tasks. To add one: its file, and a line here.
import { announcementSource } from '../announcements/tasks.ts';
import { followUpSource } from '../follow-ups/tasks.ts';
import { problemSource } from '../problem-reports/tasks.ts';
import { proposedAddressSource } from '../proposed-addresses/tasks.ts';
import { samplingSource } from '../sampling/tasks.ts';
import { meetingSource } from '../meetings/tasks.ts';
import { servedSource } from '../training/served-tasks.ts';
import { trainingSource } from '../training/tasks.ts';
import { policySource } from '../policy-pages/tasks.ts';
import type { TaskSource } from '../tasks/task.ts';
import { deskEmailSource } from './desk-email-tasks.ts';
import { attentionSource } from './attention-tasks.ts';
import { helpSource } from './help-tasks.ts';
import { nextStepSource } from './next-step-tasks.ts';
import { readinessSource } from './readiness-tasks.ts';
import { sharedHoursSource } from './shared-hours-tasks.ts';
import { shiftRequestSource } from './shift-request-tasks.ts';
import { jobSource, troubleSource } from './trouble-tasks.ts';

export const TASK_SOURCES: readonly TaskSource[] = [
  helpSource,
  attentionSource,
  sharedHoursSource,
  troubleSource,
  jobSource,
  followUpSource,
  policySource,
  samplingSource,
  announcementSource,
  meetingSource,
  problemSource,
  proposedAddressSource,
  shiftRequestSource,
  deskEmailSource,
  trainingSource,
  servedSource,
  readinessSource,
  nextStepSource,
];
