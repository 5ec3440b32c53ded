// In:    a built file.
// Out:   the file in memory, with its type, its ETag and its compressed forms.
// Never: reads the disk during a request.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyReply } from 'fastify';

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
  '.zip': 'application/zip',
};

const COMPRESSORS = {
  br: (body: Buffer) =>
    promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: body.length } }),
  gzip: (body: Buffer) => promisify(gzip)(body, { level: 9 }),
} as const;
type Encoding = keyof typeof COMPRESSORS;

export interface Asset {
  type: string;
  body: Buffer;
  /** Without quotes; a compressed form appends its name, since a strong ETag identifies bytes. */
  hash: string;
  /** What the build has not compressed is compressed at the first request, so that the start does not wait for it. */
  compressed: Map<Encoding, Promise<Buffer>>;
}

export const createAsset = (name: string, body: Buffer, brotli?: Buffer): Asset => ({
  type: TYPES[extname(name)] ?? 'application/octet-stream',
  body,
  hash: createHash('sha256').update(body).digest('base64url').slice(0, 27),
  compressed: new Map(brotli && [['br', Promise.resolve(brotli)]]),
});

/**
 * The builds name by a content hash what only their own files name: languages, `ask-us-now.es.Bpdakcu1.json` (`.js` in builds
 * that had them as code), and scripts that are loaded later. All other files change under the same name.
 */
export const isNamedByContent = (file: string): boolean => /\.[\w-]{8}\.js(?:on)?$/.test(file);
export const IMMUTABLE_CACHE = 'public, max-age=31536000, immutable';

/** What the build writes beside a file: the file, compressed. */
const BROTLI = '.br';

/** Every file below a folder, by its path with slashes. Empty if the folder does not exist. */
export function loadAssets(folder: string): Map<string, Asset> {
  let entries;
  try {
    entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw error;
  }
  const files = new Map(
    entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((file) => [relative(folder, file).split(sep).join('/'), readFileSync(file)]),
  );
  return new Map(
    [...files]
      .filter(([name]) => !name.endsWith(BROTLI))
      .map(([name, body]) => [name, createAsset(name, body, files.get(name + BROTLI))]),
  );
}

/** `q=0` is a refusal; other weights are ignored: brotli if accepted. */
export function chooseEncoding(accepted = ''): Encoding | undefined {
  const welcome = accepted.split(',').map((part) => part.trim().split(/\s*;\s*/));
  const has = (name: Encoding): boolean =>
    welcome.some(([coding, weight]) => coding === name && !/^q=0(?:\.0*)?$/.test(weight ?? ''));
  return has('br') ? 'br' : has('gzip') ? 'gzip' : undefined;
}

/** Sends the asset, or 304 if the client has it. */
export async function sendAsset(reply: FastifyReply, asset: Asset): Promise<FastifyReply> {
  const { headers } = reply.request;
  const encoding = chooseEncoding(headers['accept-encoding']);
  const etag = encoding ? `"${asset.hash}-${encoding}"` : `"${asset.hash}"`;
  reply.header('etag', etag).header('vary', 'accept-encoding');
  if (headers['if-none-match']?.split(/\s*,\s*/).some((tag) => tag.replace(/^W\//, '') === etag)) {
    return reply.code(304).send();
  }
  reply.type(asset.type);
  if (!encoding) return reply.send(asset.body);
  let body = asset.compressed.get(encoding);
  if (!body) asset.compressed.set(encoding, (body = COMPRESSORS[encoding](asset.body)));
  return reply.header('content-encoding', encoding).send(await body);
}
