const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });

/** "Spanish" for es. */
export const languageName = (tag: string): string => languages.of(tag)!;
