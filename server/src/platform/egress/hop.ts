// In:    a checked target, the request, a resolver, an abort signal.
// Out:   one complete response; redirects are not followed here.
// Never: connects to an unchecked address: the check is the connection's own lookup, so no second lookup can differ. No
//        proxy, no cookie, no connection shared with another request.
import type { LookupAddress } from 'node:dns';
import { request as plainly, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as securely } from 'node:https';
import type { LookupFunction } from 'node:net';
import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { EgressError } from './fault.ts';
import { specialPurposeOf } from './special-ranges.ts';
import { notPublic, type Target } from './target.ts';

/** All addresses of a name. */
export type Resolve = (host: string) => Promise<LookupAddress[]>;

export interface Hop {
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body: string | undefined;
  maxBytes: number;
  /** Takes a compressed reply; `maxBytes` then limits what it unpacks to. */
  acceptsCompressed: boolean;
  resolve: Resolve;
  signal: AbortSignal;
}

export interface HopReply {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

export async function askOnce(target: Target, hop: Hop): Promise<HopReply> {
  const response = await responseOf(target, hop);
  const { 'set-cookie': _cookies, ...given } = response.headersDistinct;
  const headers = Object.fromEntries(Object.entries(given).map(([name, values = []]) => [name, values.join(', ')]));
  try {
    return { status: response.statusCode ?? 0, headers, body: await wholeBody(response, hop) };
  } finally {
    response.destroy();
  }
}

function responseOf(
  target: Target,
  { method, headers, body, acceptsCompressed, resolve, signal }: Hop,
): Promise<IncomingMessage> {
  return new Promise((done, fail) => {
    const options = {
      method,
      headers: { ...headers, 'accept-encoding': acceptsCompressed ? 'gzip, br' : 'identity' },
      // Its own agent, without keep-alive and without a proxy from the environment.
      agent: false,
      lookup: checkedLookup(target, resolve),
      signal,
    } as const;
    const request: ClientRequest =
      target.url.protocol === 'https:' ? securely(target.url, options) : plainly(target.url, options);
    request.once('response', done).on('error', fail);
    request.end(body);
  });
}

/** One non-public address rejects the name: no legitimate host has both. */
const checkedLookup =
  ({ isAllowed }: Target, resolve: Resolve): LookupFunction =>
  (host, options, callback) => {
    const answer = async (): Promise<LookupAddress[]> => {
      const addresses = await resolve(host);
      if (addresses.length === 0) throw new EgressError('unreachable', `${host} has no address`);
      for (const { address } of isAllowed ? [] : addresses) {
        const purpose = specialPurposeOf(address);
        if (purpose) throw notPublic(host, purpose);
      }
      return addresses;
    };
    answer().then(
      (addresses) =>
        options.all ? callback(null, addresses) : callback(null, addresses[0]!.address, addresses[0]!.family),
      (error: unknown) => callback(error as NodeJS.ErrnoException, ''),
    );
  };

const DECOMPRESS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

function plainBody(response: IncomingMessage, acceptsCompressed: boolean): Readable {
  const encoding = response.headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (encoding === 'identity') return response;
  const decompress = acceptsCompressed && Object.hasOwn(DECOMPRESS, encoding) ? DECOMPRESS[encoding] : undefined;
  if (decompress === undefined) {
    const wanted = acceptsCompressed ? 'one in gzip or brotli' : 'an uncompressed one';
    throw new EgressError(
      'unreachable',
      `sends a compressed reply (${encoding.slice(0, 20)}) to a request for ${wanted}`,
    );
  }
  // The reader below sees an error of either stream, and ending its loop early destroys both.
  return pipeline(response, decompress(), () => undefined);
}

/** Counts the bytes as they are unpacked: a small reply may unpack to gigabytes. */
async function wholeBody(response: IncomingMessage, { maxBytes, acceptsCompressed }: Hop): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of plainBody(response, acceptsCompressed) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new EgressError('too-large', `answers more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
