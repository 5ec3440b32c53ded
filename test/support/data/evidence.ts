// Documents whose lines name tests: `test/….test.ts`, and after it, where it matters, (_words of the title_).
import { existsSync, readFileSync } from 'node:fs';

const NAMED = /`(test\/[^`]+\.test\.ts)`(?: \(_(.+?)_\))?/g;

/** Tests that a document names and that are not there, one line each. */
export const missingTests = (
  document: string,
  read = (file: string): string | null => (existsSync(file) ? readFileSync(file, 'utf8') : null),
): string[] =>
  [...document.matchAll(NAMED)].flatMap(([, file = '', title]) => {
    const text = read(file);
    if (text === null) return [`${file}: no such file`];
    return title === undefined || text.includes(title) ? [] : [`${file}: no title with "${title}"`];
  });

/** The cells of the tables' rows, without heads and rules. */
export const rowsOf = (document: string): string[][] =>
  document
    .split('\n')
    .filter((line, index, lines) => line.startsWith('|') && !isRule(line) && !isRule(lines[index + 1] ?? ''))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

const isRule = (line: string): boolean => /^\|[ :|-]+\|$/.test(line);
