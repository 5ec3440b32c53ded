// Places that repeat what stands elsewhere: six lines and more, with their names, or with any names.
import { filesOf, SOURCES, type SourceFile } from './files.ts';

const MIN_LINES = 6;
const NO_CODE = /^\s*(\/\/|\/?\*|import\b|\}? from\b|$)/;

interface CodeLine {
  path: string;
  text: string;
}

const codeOf = ({ path, lines }: SourceFile): CodeLine[] =>
  lines.filter((line) => !NO_CODE.test(line)).map((line) => ({ path, text: line.trim() }));

/** The same line with any name, text and number in it. */
const shapeOf = (text: string): string =>
  text
    .replace(/'[^']*'|`[^`]*`|"[^"]*"/g, 'S')
    .replace(/\b\d[\d_.]*\b/g, 'N')
    .replace(
      /\b(?!(?:if|for|const|let|return|await|async|function|export|class|new|of|in|throw|else)\b)[A-Za-z_$][\w$]*/g,
      'x',
    );

/** Longest runs of lines whose windows stand in another place as well. Counted: the runs, and the lines in them. */
function countRepeats(
  files: readonly CodeLine[][],
  keyOf: (text: string) => string,
): { places: number; lines: number } {
  const windows = new Map<string, number>();
  const keys = files.map((lines) => lines.map(({ text }) => keyOf(text)));
  const windowAt = (own: readonly string[], at: number): string => own.slice(at, at + MIN_LINES).join('\n');
  for (const own of keys)
    for (let at = 0; at + MIN_LINES <= own.length; at += 1)
      windows.set(windowAt(own, at), (windows.get(windowAt(own, at)) ?? 0) + 1);
  let places = 0;
  let lines = 0;
  for (const own of keys) {
    let coveredTo = 0;
    for (let at = 0; at + MIN_LINES <= own.length; at += 1) {
      if (windows.get(windowAt(own, at))! < 2) continue;
      if (at > coveredTo || coveredTo === 0) places += 1;
      lines += at + MIN_LINES - Math.max(at, coveredTo);
      coveredTo = at + MIN_LINES;
    }
  }
  return { places, lines };
}

export function measureRepeats(patterns: readonly string[] = SOURCES) {
  const files = filesOf(...patterns).map(codeOf);
  const same = countRepeats(files, (text) => text);
  const shape = countRepeats(files, shapeOf);
  return {
    'places with the same six lines': same.places,
    'lines in them': same.lines,
    'places with six lines of the same shape': shape.places,
    'lines in those': shape.lines,
  };
}
