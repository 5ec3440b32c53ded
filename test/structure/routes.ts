// What it takes to declare a route: in the server, and once more as a function of the SDK.
import { filesOf, type SourceFile } from './files.ts';

/** The formatter puts a statement's last line at the indentation of its first. */
function statementAt({ lines }: SourceFile, from: number): readonly string[] {
  const indent = /^ */.exec(lines[from]!)![0];
  const end = lines.findIndex(
    (line, at) =>
      at >= from &&
      /[;,]$/.test(line) &&
      ((at === from && line.endsWith(';')) ||
        line.startsWith(`${indent}}`) ||
        line.startsWith(`${indent})`) ||
        !lines[at + 1]?.trim()),
  );
  return lines.slice(from, end + 1);
}

const statements = (files: readonly SourceFile[], first: RegExp): (readonly string[])[] =>
  files.flatMap((file) =>
    [...file.lines.keys()].filter((at) => first.test(file.lines[at]!)).map((at) => statementAt(file, at)),
  );

const countLines = (all: readonly (readonly string[])[]): number =>
  all.reduce((total, { length }) => total + length, 0);
const perRoute = (lines: number, routes: number): number => Math.round((10 * lines) / Math.max(routes, 1)) / 10;

/** A route's handler begins here; what stands before it declares the route. */
const HANDLER = /^\s*(async )?\(.*=> ?[{(]?|^\s*(async )?function\b/;

export function measureRoutes() {
  const server = filesOf('server/src/**/*.ts');
  const declared = statements(filesOf('sdk/src/contract/**/*.ts'), /^\s+\w+: endpoint\(/);
  const called = statements(filesOf('sdk/src/management/**/*.ts'), /= call<typeof /);
  const inServer = statements(server, /^\s+(app|scope|routes)\.(get|post|put|patch|delete)\($/);
  const served = server.flatMap(({ lines }) => lines.filter((line) => /^\s+serve\(/.test(line)));
  const inSdk = statements(filesOf('sdk/src/management/**/*.ts'), /^export const \w+ = \(/);
  const beforeHandlers = inServer.map((lines) => {
    const at = lines.findIndex((line, index) => index > 1 && HANDLER.test(line));
    return at < 0 ? lines : lines.slice(0, at);
  });
  return {
    'routes declared on the server': inServer.length,
    'lines of each, with its handler': perRoute(countLines(inServer), inServer.length),
    'lines of each, without its handler': perRoute(countLines(beforeHandlers), inServer.length),
    'functions of the SDK': inSdk.length,
    'lines of each function': perRoute(countLines(inSdk), inSdk.length),
    'endpoints of the contract': declared.length,
    'lines of each endpoint, of its function, and of what serves it': perRoute(
      countLines(declared) + countLines(called) + served.length,
      declared.length,
    ),
  };
}
