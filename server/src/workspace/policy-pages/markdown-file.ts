// In:    policy pages; a Markdown file of them, perhaps edited by hand.
// Out:   the file, a heading for each topic; its pages, or what is wrong in which line.
// Never: takes a heading of a page for a topic: in the file such a line begins with a backslash.
import { POLICY_TEXT_CHARS_MAX, policyTextSchema, type PolicyTopic } from '@askusnow/sdk/contract';

/** A line that reads as a topic, however often it is escaped. */
const HEADING = /^\\*# /;
const MAX_NAMED = 10;

/** Without empty lines around it, which Markdown does not show. */
export const withoutEmptyEnds = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .trimEnd();

export const toMarkdownFile = (pages: readonly { name: string; text: string }[]): string =>
  pages
    .map(({ name, text }) => {
      const lines = withoutEmptyEnds(text).split('\n');
      return `# ${name}\n\n${lines.map((line) => (HEADING.test(line) ? `\\${line}` : line)).join('\n')}\n\n`;
    })
    .join('');

interface Part {
  /** Of its heading, from 1. */
  line: number;
  topic: PolicyTopic;
  lines: string[];
}

export interface FilePage {
  topic: PolicyTopic;
  text: string;
}

export function readMarkdownFile(
  file: string,
  topics: readonly PolicyTopic[],
): { pages: FilePage[] } | { errors: { field: 'text'; message: string }[] } {
  const wrong: { line: number; message: string }[] = [];
  const parts: Part[] = [];
  const names = topics.map(({ name }) => name).join(', ');
  let isBefore = true;
  for (const [index, line] of file
    .replace(/^\uFEFF/, '')
    .split(/\r\n?|\n/)
    .entries()) {
    const at = index + 1;
    if (line.startsWith('# ')) {
      isBefore = false;
      const name = line.slice(2).trim();
      const topic = topics.find((each) => each.name === name);
      if (topic === undefined)
        wrong.push({
          line: at,
          message: `a topic of the cooperative (${names}); or, for a heading of a page, a backslash before the #`,
        });
      else if (parts.some((part) => part.topic === topic))
        wrong.push({ line: at, message: `each topic once: “${name}” stands above already` });
      else parts.push({ line: at, topic, lines: [] });
    } else if (!policyTextSchema.safeParse(line.slice(0, POLICY_TEXT_CHARS_MAX)).success) {
      wrong.push({ line: at, message: 'text without control characters, or ones that turn its direction around' });
    } else if (isBefore) {
      if (line.trim() !== '') {
        wrong.push({ line: at, message: 'the name of a topic first, as “# Library cards”' });
        isBefore = false;
      }
    } else parts.at(-1)?.lines.push(HEADING.test(line) ? line.slice(1) : line);
  }
  const pages = parts.map(({ line, topic, lines }) => {
    const text = withoutEmptyEnds(lines.join('\n'));
    if (text.length > POLICY_TEXT_CHARS_MAX)
      wrong.push({ line, message: `a page of at most ${POLICY_TEXT_CHARS_MAX} characters; it has ${text.length}` });
    return { topic, text };
  });
  if (pages.length === 0 && wrong.length === 0)
    wrong.push({ line: 1, message: 'the name of a topic, as “# Library cards”' });
  if (wrong.length === 0) return { pages };
  const errors = wrong
    .toSorted((one, other) => one.line - other.line)
    .map(({ line, message }) => ({ field: 'text' as const, message: `Line ${line}: ${message}` }));
  return { errors: errors.slice(0, MAX_NAMED) };
}
