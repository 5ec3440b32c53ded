// In:    a word that somebody searches for.
// Out:   the pattern of LIKE that finds it anywhere in a text.
// Never: lets a wildcard in the word match anything but itself.
export const likePattern = (word: string): string => `%${word.replace(/[\\%_]/g, String.raw`\$&`)}%`;
