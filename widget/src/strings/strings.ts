import type { Tier } from '@askusnow/sdk';
import type { Moment } from '../times.js';

/** How a tier that answers is known, and until when. */
export interface Answering {
  /** Whose desk. `local`: the library's own, which needs no name. */
  tier: Tier;
  busy: boolean;
  /** Seen to be there. Not seen: never worded "available". */
  observed: boolean;
  /** When it closes; `always`: not within a week; null: not known. */
  end: Moment | 'always' | null;
}

/**
 * Everything that the tag can say, in one language.
 * Shape: a phrase that begins with a capital is a sentence of its own beside the label; any other follows a comma.
 */
export interface Strings {
  /** The language that these are in, and whose clock times go with them, for `lang` and `Intl`. */
  lang: string;
  /** The label where neither the tag nor its link gives one. */
  label: string;
  /** A tier answers. */
  answering(how: Answering): string;
  /** When the library's own desk opens next. */
  back(start: Moment): string;
  /** The library's own desk is open and empty, while a farther tier answers. */
  away: string;
  /** It is open and busy, while a farther tier is free. */
  occupied: string;
  /** Nobody answers, and no opening is known. */
  closed: string;
  /** A desk is open, and nobody is seen at any. */
  nobody: string;
  unknown: string;
  /** Names of the other ways to ask. */
  call: string;
  form: string;
  page: string;
}
