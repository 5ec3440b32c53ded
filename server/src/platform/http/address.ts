// In:    a request, and the trusted proxies.
// Out:   the client's address, as Fastify computes it.
// Never: trusts an X-Forwarded-For of any other proxy.
import type { IncomingMessage } from 'node:http';
import proxyAddr from '@fastify/proxy-addr';

export function createAddressOf(trustedProxies: readonly string[]): (request: IncomingMessage) => string {
  if (trustedProxies.length === 0) return ({ socket }) => socket.remoteAddress ?? '';
  const isTrusted = proxyAddr.compile([...trustedProxies]);
  return (request) => proxyAddr(request, isTrusted);
}
