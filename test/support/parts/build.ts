// The parts page of a tree of sources, as one document. `test/parts` is always this tree's own.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup, type Plugin } from 'rollup';
import ts from 'typescript';

const HERE = resolve(import.meta.dirname, '../../..');
const ENTRY = join(HERE, 'test/parts/page.ts');
const MISSING = '\0missing';
/** As tsconfig.json of the dashboard has them. */
const COMPILER_OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  experimentalDecorators: true,
  useDefineForClassFields: false,
};

/** A module of ours in the tree: `@askusnow/sdk` by its package, what is compiled by its source. Undefined: of somebody else. */
function sourceOf(tree: string, specifier: string, importer: string): string | undefined {
  const [, name, entry = ''] = /^@askusnow\/(\w+)(\/.+)?$/.exec(specifier) ?? [];
  if (name !== undefined) {
    const { exports } = JSON.parse(readFileSync(join(tree, name, 'package.json'), 'utf8')) as {
      exports: Record<string, { default: string } | undefined>;
    };
    return join(tree, name, exports[`.${entry}`]?.default ?? '').replace('/dist/', '/src/');
  }
  if (!specifier.startsWith('.')) return undefined;
  const path = join(dirname(importer), specifier);
  const out = join(HERE, 'server/dashboard/out/');
  return path.startsWith(out) ? join(tree, 'server/dashboard/src', path.slice(out.length)) : path;
}

/** Reads the sources, so that no build is needed and none is out of date. A former tree may lack what a part is made of. */
const sources = (tree: string): Plugin => ({
  name: 'sources',
  async resolveId(specifier, importer) {
    if (importer === undefined || importer.includes('/node_modules/')) return null;
    const source = sourceOf(tree, specifier, importer)?.replace(/\.js$/, '.ts');
    // Packages are those of this tree, for both.
    if (source === undefined) return this.resolve(specifier, ENTRY, { skipSelf: true });
    if (existsSync(source)) return source;
    if (tree === HERE) throw new Error(`${importer} imports ${specifier}, which is not there`);
    return MISSING;
  },
  load: (id) => (id === MISSING ? '' : null),
  transform: (code, id) =>
    id.endsWith('.ts')
      ? { code: ts.transpileModule(code, { compilerOptions: COMPILER_OPTIONS, fileName: id }).outputText, map: null }
      : null,
});

/** `change`: of a style sheet of the tree, for a mutant. */
export async function partsDocument(tree = HERE, change = (css: string): string => css): Promise<string> {
  const build = await rollup({
    input: ENTRY,
    context: 'globalThis',
    shimMissingExports: true,
    plugins: [sources(tree), nodeResolve({ exportConditions: ['production', 'browser'] })],
    onwarn: () => undefined,
  });
  const { output } = await build.generate({ format: 'es' });
  await build.close();
  const css = ['tokens', 'page'].map((name) => readFileSync(join(tree, `server/dashboard/styles/${name}.css`), 'utf8'));
  // Within a document a script ends where its text says so.
  const script = output[0].code
    // What the tree lacks may be made where a module begins; a state that uses it fails, and is not compared.
    .replace('var _missingExportShim = void 0;', 'var _missingExportShim = class {};')
    .replaceAll('</script', '<\\/script');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Parts</title>
    <link rel="icon" href="data:," />
    <style>${css.map(change).join('\n')}</style>
  </head>
  <body>
    <main><h1>Parts</h1></main>
    <script type="module">${script}</script>
  </body>
</html>`;
}
