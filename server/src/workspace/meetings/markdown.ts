// In:    words that a person typed.
// Out:   Markdown that shows exactly these words, in any renderer.
// Never: a mark, a table or HTML of theirs; a link, but for the address of a place.

/** As entities: older renderers know no backslash before these. */
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const MARKS = /[\\`*_[\]#|~$]/g;
/** What makes a list, a heading or a line of it where a line begins. */
const AT_START = /^(\d*)([-+=.):])/;

const escapeLine = (line: string): string =>
  line
    .trim()
    .replaceAll(MARKS, String.raw`\$&`)
    .replaceAll(/[&<>]/g, (mark) => ENTITIES[mark]!)
    .replace(AT_START, String.raw`$1\$2`);

/** On one line. */
export const toMarkdown = (text: string): string => escapeLine(text.replaceAll(/\s+/g, ' '));

/** A web address stays whole, as a link: one with a backslash in it would lead nowhere. */
export const toPlace = (text: string): string =>
  text
    .split(/\s+/)
    .map((word) => (/^https?:\/\/[^\s<>]+$/.test(word) ? `<${word}>` : toMarkdown(word)))
    .join(' ');

/** A paragraph for each line. */
export const toParagraphs = (text: string): string[] =>
  text
    .split(/[\r\n]+/)
    .map(escapeLine)
    .filter((line) => line !== '');
