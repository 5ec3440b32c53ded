// In:    the gallery that the widget's build makes.
// Out:   GET /gallery, and its script and style below it.
// Never: reads the database: the page gives its tags their answers itself.
import type { FastifyInstance } from 'fastify';
import { sendProblem } from '../../platform/http/problem.ts';
import { loadAssets, sendAsset } from './asset.ts';
import { galleryFolder } from './folders.ts';

export async function galleryRoutes(scope: FastifyInstance): Promise<void> {
  const options = { config: { access: 'anyone' }, schema: { hide: true } } as const;
  const files = loadAssets(galleryFolder());
  for (const [path, file] of [
    ['/gallery', 'index.html'],
    ['/gallery/gallery.js', 'gallery/gallery.js'],
    ['/gallery/gallery.css', 'gallery/gallery.css'],
  ] as const)
    scope.get(path, options, (_request, reply) => {
      const asset = files.get(file);
      if (!asset) return sendProblem(reply, 404, 'unknown-file', 'The gallery has not been built: npm run build');
      return sendAsset(reply.header('cache-control', 'no-cache'), asset);
    });
}
