// Source files and their lines.
import { globSync, readFileSync } from 'node:fs';

export interface SourceFile {
  path: string;
  lines: readonly string[];
}

export const filesOf = (...patterns: string[]): SourceFile[] =>
  patterns
    .flatMap((pattern) => globSync(pattern))
    .sort()
    .map((path) => ({ path, lines: readFileSync(path, 'utf8').trimEnd().split('\n') }));

export const SOURCES = [
  'sdk/src/**/*.ts',
  'widget/src/**/*.ts',
  'server/src/**/*.ts',
  'server/dashboard/src/**/*.ts',
] as const;

export const countLines = (files: readonly SourceFile[]): number =>
  files.reduce((total, { lines }) => total + lines.length, 0);

export const countMatches = (files: readonly SourceFile[], pattern: RegExp): number =>
  files.reduce((total, { lines }) => total + lines.filter((line) => pattern.test(line)).length, 0);

export const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
