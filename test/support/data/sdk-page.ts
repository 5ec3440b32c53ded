// The functions in docs/sdk.md from the SDK's sources: each with its routes and the first sentence of its docstring.
import { existsSync, readFileSync } from 'node:fs';
import { PATHS } from '../../../sdk/src/contract/paths.ts';
import { formatted } from './formatted.ts';
import { TOKEN_ROUTES } from './token-routes.ts';

export const SDK_PAGE_FILE = 'docs/sdk.md';
/** What follows it is made by `npm run sdk-page`. */
const MARK = '<!-- Made by `npm run sdk-page` from here on. -->';

export interface SdkFunction {
  name: string;
  /** What it requests, or the route whose address it makes; two where an argument decides; empty: no request, or several. */
  routes: string[];
  does: string;
}

const EXPORTED =
  /\/\*\*((?:(?!\*\/)[^])*)\*\/\nexport (?:const|(?:async )?function\*?) (\w+)([^]*?)(?=\n(?:\/\*\*|export |const |let |(?:async )?function)|$)/g;
/** The function of an endpoint: its route. */
const CALL = /call<[^(]*>\(\s*'([A-Z]+ [^']+)'/;
/** Functions of endpoints that a file keeps to itself: one by one, and several in an object. */
const OWN_CALLS = /^const (\w+) = call<[^(]*>\(\s*'([A-Z]+ [^']+)'/gm;
const OWN_OBJECTS = /^const (\w+) = \{\n([^]*?)^\};/gm;
const MEMBERS = /(\w+): call<[^(]*>\(\s*'([A-Z]+ [^']+)'/g;
/** A request, or an address, whose path is written out. */
const WRITTEN_OUT = /(?:request\(\s*\w+,|endpoint \+)\s*(?:path`([^`]*)`|`?(?:\$\{)?PATHS\.(\w+)(?:\(([^)]*)\))?)/;

/** The first sentence, on one line. */
const firstSentence = (docstring: string): string => {
  const text = docstring
    .replaceAll(/^\s*\* ?/gm, '')
    .split(/\n(?:Errors:|@|Shape:|Units:|Source:)/)[0]!
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\{@link (\w+)\}/g, '`$1`')
    .trim();
  return /^.*?\.(?= [A-Z`]|$)/.exec(text)?.[0] ?? text;
};

/** The routes of the functions that a file does not hand on, by how the others call them. */
const ownRoutes = (source: string): Map<string, string> =>
  new Map([
    ...[...source.matchAll(OWN_CALLS)].map(([, name = '', route = '']) => [name, route] as const),
    ...[...source.matchAll(OWN_OBJECTS)].flatMap(([, object = '', members = '']) =>
      [...members.matchAll(MEMBERS)].map(([, name = '', route = '']) => [`${object}.${name}`, route] as const),
    ),
  ]);

/** A path of {@link PATHS} with the names of the function's arguments in braces. */
function sharedPath(name: string, given: string | undefined): string {
  const address = PATHS[name as keyof typeof PATHS] as string | ((...names: string[]) => string);
  if (typeof address === 'string') return address;
  return decodeURIComponent(address(...(given ?? '').split(/,\s*/).map((argument) => `{${argument}}`)));
}

function routesOf(body: string, own: ReadonlyMap<string, string>): string[] {
  const called = [...body.matchAll(/\b(\w+(?:\.\w+)?)\(/g)].flatMap(([, name = '']) => own.get(name) ?? []);
  if (called.length > 0) return [...new Set(called)];
  const route = CALL.exec(body)?.[1];
  if (route !== undefined) return [route];
  const found = WRITTEN_OUT.exec(body);
  if (found === null) return [];
  const [, written, shared = '', given] = found;
  const path = written?.replaceAll('${', '{').replace(/\?.*/, '') ?? sharedPath(shared, given);
  return [`${/method: '([A-Z]+)'/.exec(body)?.[1] ?? 'GET'} ${path}`];
}

export function functionsIn(source: string): SdkFunction[] {
  const own = ownRoutes(source);
  return [...source.matchAll(EXPORTED)].flatMap(([, docstring = '', name = '', body = '']) => {
    const isFunction = /^\s*(?:<|\()|=\s*call</.test(body) || /=\s*(?:async )?(?:<[^>]*>)?\(/.test(body);
    return isFunction ? [{ name, routes: routesOf(body, own), does: firstSentence(docstring) }] : [];
  });
}

const readSource = (file: string): string => readFileSync(`sdk/src/${file}.ts`, 'utf8');

/** Those for signed-in people by file, of the files that the package hands on. */
export function loadFunctions(): Map<string, SdkFunction[]> {
  const files = [...readSource('index').matchAll(/^export \* from '\.\/management\/([\w-]+)\.js';$/gm)];
  const names = files.map(([, file = '']) => file).sort();
  return new Map(names.map((file) => [file, functionsIn(readSource(`management/${file}`))]));
}

/** The others, by file: those that the package hands on by name, and all of a file that it hands on whole. */
export function loadOpenFunctions(): Map<string, SdkFunction[]> {
  const handedOn = [...readSource('index').matchAll(/^export (?:\*|\{([^}]*)\}) from '\.\/([\w/-]+)\.js';$/gm)];
  return new Map(
    handedOn.flatMap(([, names, file = '']) => {
      if (file.startsWith('management/') || !existsSync(`sdk/src/${file}.ts`)) return [];
      const functions = functionsIn(readSource(file)).filter(
        ({ name }) => names === undefined || names.split(/[\s,]+/).includes(name),
      );
      return functions.length === 0 ? [] : [[file, functions] as const];
    }),
  );
}

const code = (words: readonly string[], between: string): string => words.map((word) => `\`${word}\``).join(between);

function tableOf(byFile: ReadonlyMap<string, readonly SdkFunction[]>): string[] {
  const rows = [...byFile].flatMap(([file, functions]) =>
    functions.map(
      ({ name, routes, does }) =>
        `| \`${name}\` | ${code(routes, ' or ') || '–'} | ${does.replaceAll('|', '\\|')} | \`${file}.ts\` |`,
    ),
  );
  return ['| function | request | what it does | file |', '| --- | --- | --- | --- |', ...rows];
}

/** `written`: the page, whose hand-written beginning stays. */
export async function renderSdkPage(
  written: string,
  byFile: ReadonlyMap<string, readonly SdkFunction[]>,
  openByFile: ReadonlyMap<string, readonly SdkFunction[]>,
): Promise<string> {
  const at = written.indexOf(MARK);
  if (at < 0) throw new Error(`${SDK_PAGE_FILE} has no line "${MARK}"`);
  const functions = [...byFile.values()].flat();
  const withToken = functions.filter(({ routes }) => routes.some((route) => TOKEN_ROUTES.includes(route)));
  const lines = [
    `${written.slice(0, at)}${MARK}`,
    '',
    '## Functions for anyone',
    '',
    'In `sdk/src`. They need no session. “–”: no request, or several. On `client` three of them are `availability.get()`,',
    '`libraries()` and `checkOrigin()`.',
    '',
    ...tableOf(openByFile),
    '',
    '## Functions for signed-in people',
    '',
    `${functions.length} functions, in \`sdk/src/management\`, in the order of their files. Each one’s docstring says how it fails,`,
    'and has an example. A function whose name ends in `Url` sends no request: it makes the address of the one in its row.',
    '',
    `With an API token work ${code(
      withToken.map(({ name }) => name),
      ', ',
    )}, and no others.`,
    '',
    ...tableOf(byFile),
  ];
  return formatted(SDK_PAGE_FILE, `${lines.join('\n')}\n`);
}
