// In:    the example pages of the tag.
// Out:   each as it is in its file, below /demo/pages/.
// Never: without --demo; weakens the policy of another route: its header is set here alone.
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';

/** An example has its style and script in one file, to be read and copied, and its pictures and frames from this server. */
const POLICY =
  "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self'; connect-src 'self'; " +
  "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const TYPES: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8' };

export function exampleRoutes({ folder }: { folder: string }) {
  return async (scope: FastifyInstance): Promise<void> => {
    const pages = join(folder, 'pages');
    for (const file of readdirSync(pages)) {
      const text = readFileSync(join(pages, file), 'utf8');
      const path = file === 'index.html' ? '' : file;
      scope.get(`/demo/pages/${path}`, { config: { access: 'anyone' }, schema: { hide: true } }, (_request, reply) =>
        reply
          .type(TYPES[extname(file)] ?? 'text/plain; charset=utf-8')
          .headers({ 'content-security-policy': POLICY, 'cache-control': 'no-store' })
          .send(text),
      );
    }
  };
}
