import type { Tier } from '@askusnow/sdk';

/** A sentence per tier that answers. */
type PerTier = Record<Tier, string>;
/** Today, tomorrow, a later day. */
type PerDay = [today: string, tomorrow: string, later: string];

/**
 * All texts of the tag in one language, as data: widget/languages/ has the sentences, and the build adds the
 * clock and day words. A name in braces is a placeholder for `fill`.
 */
export interface Language {
  /** Its name for the cooperative, as "es"; absent: English. */
  tag?: string;
  /** The language of the texts, for `lang`. */
  lang: string;
  dir: 'ltr' | 'rtl';
  /** The label if neither the tag nor its link has one. */
  label: string;
  /**
   * A tier answers; `{when}` is `now`, `always` or one of `until`. `seen`: somebody was observed at the library's own desk;
   * only then the word is "available".
   */
  open: PerTier & { seen: string };
  busy: PerTier;
  now: string;
  /** It does not close within a week. */
  always: string;
  until: PerDay;
  /** What `until` calls 0:00, which ends the day that it names. */
  midnight: string;
  at: PerDay;
  /** Nobody answers until `{at}`. */
  opens: string;
  /** Why the library's own desk is not the one that answers. */
  ours: { closed: PerDay; nobody: string; busy: string };
  /** Joins the sentences about the tier that answers and the library's own desk. */
  two: string;
  /** Nobody answers, and no opening is known. */
  closed: string;
  /** A desk is open, and nobody is observed at any. */
  nobody: string;
  unknown: string;
  /** The same in a word or two. */
  short: { open: string; busy: string; opens: PerDay; closed: string; nobody: string; unknown: string };
  /** Other ways to ask. */
  call: string;
  form: string;
  page: string;
  /** "9{past} AM": one for each hour of the day, or one for each half of it with `{hour}`, from 1 to 12. */
  hours: string[];
  /** The separator without minutes, and before minutes. */
  past: [whole: string, before: string];
  /** From Sunday on. */
  weekdays: string[];
  /** From January on. */
  months: string[];
  /** A day that is a week away or more, of `{month}` and `{date}`. */
  date: string;
  /** Absent: not translated yet, and shown in English. */
  later?: LaterWords;
}

/** Sentences of files that are loaded later; English has them in those files. */
export interface LaterWords {
  /** Makes a floating tag small. */
  minimize: string;
  /** Puts the next opening into the patron's calendar. */
  remind: string;
  /** Shows what has no room below the status. */
  more: string;
}

/** Fills the placeholders of a sentence. */
export const fill = (template: string, values: Record<string, string | number>): string =>
  template.replace(/{(\w+)}/g, (_, name: string) => values[name] as string);
