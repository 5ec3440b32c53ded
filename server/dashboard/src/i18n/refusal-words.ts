import type { RefusalReason } from '@askusnow/sdk';

/** Who can fix the cause of a refusal. */
export type Mender = 'coordinator' | 'webmaster' | 'nobody';

interface RefusalWords {
  why: string;
  mender: Mender;
}

const WORDS: Record<RefusalReason, RefusalWords> = {
  'origin-not-registered': { why: 'sent from a site that is not registered for this library', mender: 'coordinator' },
  'malformed-batch': { why: 'not in the format of the tag', mender: 'webmaster' },
  'too-large': { why: 'larger than the tag ever sends', mender: 'webmaster' },
  'batch-day': { why: "dated on another day: the visitor's clock is wrong", mender: 'nobody' },
  'unknown-library': { why: 'sent for a library that does not exist', mender: 'webmaster' },
};

/** Reasons of a later server version are shown by their names. */
export const refusalWords = (reason: RefusalReason | undefined): RefusalWords =>
  (reason && WORDS[reason]) ?? { why: reason?.replaceAll('-', ' ') ?? '', mender: 'coordinator' };
