// Folders of the dashboard and the widget that import each other.
import { dirname, join, normalize } from 'node:path';
import { filesOf } from './files.ts';

const IMPORT = /(?:from|import)\s*\(?\s*'(\.[^']+)'/g;

/** Pairs of folders of which each imports the other. */
export function circlesOf(root: string): string[] {
  const folderOf = (path: string): string =>
    path
      .slice(root.length + 1)
      .split('/')
      .slice(0, -1)[0] ?? '(files)';
  const arrows = new Set<string>();
  for (const { path, lines } of filesOf(`${root}/**/*.ts`))
    for (const [, specifier = ''] of lines.join('\n').matchAll(IMPORT)) {
      const to = normalize(join(dirname(path), specifier));
      if (to.startsWith(`${root}/`) && folderOf(to) !== folderOf(path)) arrows.add(`${folderOf(path)} ${folderOf(to)}`);
    }
  return [...arrows]
    .map((arrow) => arrow.split(' '))
    .filter(([from = '', to = '']) => from < to && arrows.has(`${to} ${from}`))
    .map((pair) => pair.join(' and '));
}
