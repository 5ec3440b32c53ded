// Documents compared with each other and with the tree: rows and settings that stand twice, and links and paths that lead nowhere.
import { dirname, join, normalize } from 'node:path';
import { rowsOf } from './evidence.ts';

/** A document's text by its path from the root. */
export type Documents = ReadonlyMap<string, string>;

const isLong = (row: string): boolean => row.split(' ').length > 4;

/** Rows of tables that stand in two documents, or twice in one, as `file, file: row`. */
export function sameRows(documents: Documents): string[] {
  const places = new Map<string, string[]>();
  for (const [file, text] of documents)
    for (const cells of rowsOf(text)) {
      const row = cells.join(' | ').replaceAll(/ +/g, ' ').toLowerCase();
      if (isLong(row)) places.set(row, [...(places.get(row) ?? []), file]);
    }
  return [...places].flatMap(([row, files]) => (files.length > 1 ? [`${files.join(', ')}: ${row}`] : []));
}

const NAMES = /^(?:\| |- )((?:`[A-Z_]+`(?:, )?)+)(?: *\||:)/;

/** Where a setting is described, as files: rows of tables and entries of lists that are about it. */
export const placesOf = (setting: string, documents: Documents): string[] =>
  [...documents].flatMap(([file, text]) =>
    text
      .split('\n')
      .filter((line) => NAMES.exec(line)?.[1]?.includes(`\`${setting}\``))
      .map(() => file),
  );

/** Without blocks of code: links in them are no links. */
const prose = (text: string): string => text.replaceAll(/^( *)```[^]*?^\1```/gm, '').replaceAll(/`[^`\n]*`/g, '``');

/** The anchors of a document's headings, as the forge makes them. */
export const anchorsOf = (text: string): string[] =>
  [...text.replaceAll(/^( *)```[^]*?^\1```/gm, '').matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/\]\([^)]*\)/g, '')
      .replaceAll(/[^\p{L}\p{N}\p{Pc} -]/gu, '')
      .replaceAll(' ', '-'),
  );

/** Relative links to a file that is not there, or to a heading that it has not, as `file: link`. */
export const deadLinks = (documents: Documents, isThere: (path: string) => boolean): string[] =>
  [...documents].flatMap(([file, text]) =>
    [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link = '']) => link)
      .filter((link) => !/^[a-z]+:/.test(link))
      .filter((link) => {
        const [path = '', anchor] = link.split('#');
        const target = path === '' ? file : normalize(join(dirname(file), path));
        if (path !== '' && !isThere(target)) return true;
        const text = documents.get(target);
        return anchor !== undefined && text !== undefined && !anchorsOf(text).includes(anchor);
      })
      .map((link) => `${file}: ${link}`),
  );

const PATH = /^(?:docs|examples|sdk|server|test|widget)\/[\w./-]+$/;
/** What a build or a person makes is not in the tree. */
const IS_MADE = /\/(?:dist|out)\/|^test\/run\/durations/;

/** Paths in backquotes that lead nowhere, as `file: path`. */
export const deadPaths = (documents: Documents, isThere: (path: string) => boolean): string[] =>
  [...documents].flatMap(([file, text]) =>
    [...text.matchAll(/`([^`\n]+)`/g)]
      .map(([, path = '']) => path)
      .filter((path) => PATH.test(path) && !IS_MADE.test(path) && !isThere(path))
      .map((path) => `${file}: ${path}`),
  );

/** As `wc -w` counts them. */
export const wordsIn = (text: string): number => text.split(/\s+/).filter(Boolean).length;
