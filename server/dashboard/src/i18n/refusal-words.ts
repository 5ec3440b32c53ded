import type { RefusalReason } from '@askusnow/sdk';

/** Who can put a refusal right. */
export type Mender = 'coordinator' | 'webmaster' | 'nobody';

interface RefusalWords {
  why: string;
  mender: Mender;
}

const WORDS: Record<RefusalReason, RefusalWords> = {
  'origin-not-registered': { why: 'sent from a site that is not registered for this library', mender: 'coordinator' },
  'malformed-batch': { why: 'not in the form that the tag sends', mender: 'webmaster' },
  'too-large': { why: 'larger than the tag ever sends', mender: 'webmaster' },
  'batch-day': { why: "dated on another day: the visitor's clock is wrong", mender: 'nobody' },
  'unknown-library': { why: 'sent for a library that does not exist', mender: 'webmaster' },
};

/** A page that was opened before the server was upgraded meets reasons that it does not know: shown by their names. */
export const refusalWords = (reason: RefusalReason | undefined): RefusalWords =>
  (reason && WORDS[reason]) ?? { why: reason?.replaceAll('-', ' ') ?? '', mender: 'coordinator' };
