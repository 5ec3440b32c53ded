// The ways in which a line is made wrong. Each is a slip that a person makes and a compiler may let pass.

export interface Rule {
  name: string;
  /** The wrong line; null: the rule does not apply to it. */
  apply(line: string): string | null;
}

const replaceOnce =
  (pattern: RegExp, by: string) =>
  (line: string): string | null =>
    pattern.test(line) ? line.replace(pattern, by) : null;
const drop =
  (pattern: RegExp) =>
  (line: string): string | null =>
    pattern.test(line) ? '' : null;

export const RULES: readonly Rule[] = [
  { name: 'a dropped condition of a statement', apply: drop(/^\s+\.where\(.*\)$/) },
  { name: 'a dropped condition in SQL', apply: replaceOnce(/^(\s+)and (?!.*\bbetween\b)[^`'$]+$/, '$1') },
  { name: 'a forgotten publish', apply: drop(/^\s+(?:await .*\.publish|record\.(?:publish|entry))\(.*\);$/) },
  { name: 'a lost await', apply: replaceOnce(/^(\s+)await (\w[\w.]*\(.*\);)$/, '$1void $2') },
  { name: 'an unescaped text', apply: replaceOnce(/\b(?:escapeHtml|escapeXml|escapeText)\((\w[\w.]*)\)/, '$1') },
  { name: 'a swapped bound', apply: replaceOnce(/ (<|>) (?=[\w(.])(?!.*=>)/, ' $1= ') },
  { name: 'an inclusive bound made exclusive', apply: replaceOnce(/ (<|>)= (?!.*=>)/, ' $1 ') },
  { name: 'a turned condition', apply: replaceOnce(/\bif \(!(\w[\w.]*)\)/, 'if ($1)') },
  { name: 'an early return that is gone', apply: drop(/^\s+if \(.*\) return[^{]*;$/) },
  { name: 'an "and" that is an "or"', apply: replaceOnce(/ && (?!.*=>)/, ' || ') },
  { name: 'an "equal" that is "not equal"', apply: replaceOnce(/ === /, ' !== ') },
];

const COMMENT_TYPE_OR_IMPORT = /^\s*(\/\/|\/?\*|import\b|export (type|interface)\b|type\b|interface\b|\w+\??: [^(]*;$)/;
const SELECTOR = /^\s*[.#\w[\]:*-]+( > [.#\w[\]:*-]+)+ \{$/;

export const isCode = (line: string): boolean => !COMMENT_TYPE_OR_IMPORT.test(line) && !SELECTOR.test(line);
