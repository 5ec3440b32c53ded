// The functions in docs/sdk.md from the SDK's sources: each with its route and the first sentence of its docstring.
import { readFileSync } from 'node:fs';
import { formatted } from './formatted.ts';

export const SDK_PAGE_FILE = 'docs/sdk.md';
/** What follows it is made by `npm run sdk-page`. */
const MARK = '<!-- Made by `npm run sdk-page` from here on. -->';

export interface SdkFunction {
  name: string;
  /** Null: it sends no single request. */
  route: string | null;
  does: string;
}

const EXPORTED = /\/\*\*((?:(?!\*\/)[^])*)\*\/\nexport (?:const|(?:async )?function\*?) (\w+)([^]*?)(?=\n\/\*\*|\nexport |$)/g;

/** The first sentence, on one line. */
const firstSentence = (docstring: string): string => {
  const text = docstring.replaceAll(/^\s*\* ?/gm, '').split(/\n(?:Errors:|@|Shape:|Units:|Source:)/)[0]!.replaceAll(/\s+/g, ' ').trim();
  return /^.*?[.:](?= [A-Z`]|$)/.exec(text)?.[0] ?? text;
};

export const functionsIn = (source: string): SdkFunction[] =>
  [...source.matchAll(EXPORTED)].flatMap(([, docstring = '', name = '', body = '']) => {
    const isFunction = /^\s*(?:<|\()|=\s*call</.test(body) || /=\s*(?:async )?(?:<[^>]*>)?\(/.test(body);
    if (!isFunction) return [];
    const route = /call<[^(]*>\(\s*'([A-Z]+ [^']+)'/.exec(body)?.[1] ?? null;
    return [{ name, route, does: firstSentence(docstring) }];
  });

/** By file, of those that the package hands on. */
export function loadFunctions(): Map<string, SdkFunction[]> {
  const index = readFileSync('sdk/src/index.ts', 'utf8');
  const files = [...index.matchAll(/^export \* from '\.\/management\/([\w-]+)\.js';$/gm)].map(([, file = '']) => file).sort();
  return new Map(files.map((file) => [file, functionsIn(readFileSync(`sdk/src/management/${file}.ts`, 'utf8'))]));
}

/** `written`: the page, whose hand-written beginning stays. */
export async function renderSdkPage(written: string, byFile: ReadonlyMap<string, readonly SdkFunction[]>): Promise<string> {
  const at = written.indexOf(MARK);
  if (at < 0) throw new Error(`${SDK_PAGE_FILE} has no line "${MARK}"`);
  const rows = [...byFile].flatMap(([file, functions]) =>
    functions.map(
      ({ name, route, does }) => `| \`${name}\` | ${route === null ? '–' : `\`${route}\``} | ${does.replaceAll('|', '\\|')} | \`${file}.ts\` |`,
    ),
  );
  const lines = [
    `${written.slice(0, at)}${MARK}`,
    '',
    '## Functions for signed-in people',
    '',
    `${rows.length} functions, in \`sdk/src/management\`. Each one’s docstring says how it fails, and has an example.`,
    '',
    '| function | request | what it does | file |',
    '| --- | --- | --- | --- |',
    ...rows,
  ];
  return formatted(SDK_PAGE_FILE, `${lines.join('\n')}\n`);
}
