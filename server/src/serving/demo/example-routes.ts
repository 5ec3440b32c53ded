// In:    the example pages of the tag.
// Out:   each as it is in its file, below /demo/pages/; below node_modules/ there, the packages that one of them imports.
// Never: without --demo; weakens the policy of another route: its header is set here alone.
import { readdirSync, readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, extname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { sendProblem } from '../../platform/http/problem.ts';

/** An example has its style and script in one file, to be read and copied, and its pictures and frames from this server. */
const POLICY =
  "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self'; connect-src 'self'; " +
  "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};
const typeOf = (file: string): string => TYPES[extname(file)] ?? 'text/plain; charset=utf-8';

/** Where `npm install @askusnow/widget` puts each package, by its name. */
function packageFolders(): [name: string, folder: string][] {
  const manifestOf = (name: string, from: string): string => findPackageJSON(name, from)!;
  const widget = manifestOf('@askusnow/widget', import.meta.url);
  const others = ['@askusnow/sdk', '@lit/reactive-element'].map((name): [string, string] => [
    name,
    dirname(manifestOf(name, widget)),
  ]);
  return [['@askusnow/widget', dirname(widget)], ...others];
}

export function exampleRoutes({ folder }: { folder: string }) {
  return async (scope: FastifyInstance): Promise<void> => {
    const options = { config: { access: 'anyone' }, schema: { hide: true } } as const;
    const pages = join(folder, 'pages');
    for (const file of readdirSync(pages)) {
      const text = readFileSync(join(pages, file), 'utf8');
      const path = file === 'index.html' ? '' : file;
      scope.get(`/demo/pages/${path}`, options, (_request, reply) =>
        reply.type(typeOf(file)).headers({ 'content-security-policy': POLICY, 'cache-control': 'no-store' }).send(text),
      );
    }
    for (const [name, root] of packageFolders()) {
      const scripts = new Set(
        readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.js$/.test(file)),
      );
      scope.get<{ Params: { '*': string } }>(`/demo/pages/node_modules/${name}/*`, options, ({ params }, reply) => {
        const file = params['*'];
        if (!scripts.has(file)) return sendProblem(reply, 404, 'unknown-file', 'There is no such file of the package.');
        return reply
          .type(typeOf(file))
          .header('cache-control', 'no-store')
          .send(readFileSync(join(root, file)));
      });
    }
  };
}
