// In:    a judged target, what to ask, a resolver, a signal that ends it.
// Out:   one reply, whole; redirects are not followed here.
// Never: connects to an address that was not checked: the check is the connection's own lookup, so that there is no
//        second answer to get. No proxy, no cookie, no connection shared with another request.
import type { LookupAddress } from 'node:dns';
import { request as plainly, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as securely } from 'node:https';
import type { LookupFunction } from 'node:net';
import { EgressError } from './fault.ts';
import { specialPurposeOf } from './special-ranges.ts';
import { notPublic, type Target } from './target.ts';

/** Every address that a name has. */
export type Resolve = (host: string) => Promise<LookupAddress[]>;

export interface Hop {
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body: string | undefined;
  maxBytes: number;
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
    return { status: response.statusCode ?? 0, headers, body: await wholeBody(response, hop.maxBytes) };
  } finally {
    response.destroy();
  }
}

function responseOf(target: Target, { method, headers, body, resolve, signal }: Hop): Promise<IncomingMessage> {
  return new Promise((done, fail) => {
    const options = {
      method,
      // Identity: what is counted while reading is then what it weighs.
      headers: { ...headers, 'accept-encoding': 'identity' },
      // An agent of its own, without keep-alive and without a proxy of the environment.
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

/** One address that is not public refuses the name: no honest host has both. */
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

async function wholeBody(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const encoding = response.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') {
    throw new EgressError('unreachable', `answers packed (${encoding.slice(0, 20)}) though asked not to`);
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new EgressError('too-large', `answers more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
