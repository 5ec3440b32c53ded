import type { Language } from './dist/language.js';

/** One of widget/languages/: the sentences, and how CLDR's words stand in them. */
export interface LanguageSource extends Omit<Language, 'dir' | 'hours' | 'past' | 'weekdays' | 'months' | 'date'> {
  /** Which of the languages that pages name (BCP 47) it serves, as a pattern; default: those that begin with its own tag. */
  pages?: string;
  /** Whether a person of that language has read it. */
  reviewed: boolean;
  /** Whether the tag speaks it without being turned on by the cooperative. */
  on: boolean;
  clock: {
    /** Whose clock and day words; default: those of `lang`. */
    locale?: string;
    /** What a time without minutes looks like. */
    wholeHour: 'hour' | 'with zeros' | 'without zeros';
    /** What stands around a clock time, by the plural rule of its hour: "la 1", "las 2". */
    time?: { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;
    /** The days of the week as they stand in a sentence, where that is another form. */
    weekdays?: Record<string, string>;
    /** What stands around a date. */
    date?: string;
  };
}

export function readLanguages(): Record<string, LanguageSource>;
export function toLanguage(source: LanguageSource): Language;
/** Writes each language's file into a folder, and dist/languages.js. */
export function makeLanguages(folder: string): void;
