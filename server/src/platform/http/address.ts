// In:    a request, and the proxies that were named.
// Out:   the address that it came from, as the framework would tell it.
// Never: believes an X-Forwarded-For of a proxy that was not named.
import type { IncomingMessage } from 'node:http';
import proxyAddr from '@fastify/proxy-addr';

export function createAddressOf(trustedProxies: readonly string[]): (request: IncomingMessage) => string {
  if (trustedProxies.length === 0) return ({ socket }) => socket.remoteAddress ?? '';
  const isTrusted = proxyAddr.compile([...trustedProxies]);
  return (request) => proxyAddr(request, isTrusted);
}
