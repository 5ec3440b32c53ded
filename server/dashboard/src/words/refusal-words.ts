/** Who can put a refusal right. */
export type Mender = 'coordinator' | 'webmaster' | 'nobody';

interface RefusalWords {
  why: string;
  mender: Mender;
}

// The reasons are those of POST /v1/events (sdk/src/contract/events.ts); a reason of a later version is shown by its name.
const WORDS: Record<string, RefusalWords> = {
  'origin-not-registered': { why: 'sent from a site that is not registered for this library', mender: 'coordinator' },
  'malformed-batch': { why: 'not in the form that the tag sends', mender: 'webmaster' },
  'too-large': { why: 'larger than the tag ever sends', mender: 'webmaster' },
  'batch-day': { why: "dated on another day: the visitor's clock is wrong", mender: 'nobody' },
  'unknown-library': { why: 'sent for a library that does not exist', mender: 'webmaster' },
};

export const refusalWords = (reason: string): RefusalWords =>
  WORDS[reason] ?? { why: reason.replaceAll('-', ' '), mender: 'coordinator' };
