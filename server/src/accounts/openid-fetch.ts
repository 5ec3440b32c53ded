// In:    the requests of openid-client.
// Out:   their responses, through this server's egress: its limits of time, size and reachable addresses hold.
// Never: follows a redirect: the provider's addresses are those that it publishes.
import type { CustomFetch } from 'openid-client';
import type { Egress } from '../platform/egress/egress.ts';

/** Keys, metadata and tokens are a few kilobytes. */
const MAX_BYTES = 512 * 1024;
/** Statuses whose response must have no body. */
const WITHOUT_BODY = [204, 205, 304];

export const openIdFetch =
  (egress: Pick<Egress, 'request'>, timeoutMs: number): CustomFetch =>
  async (url, { method, headers, body }) => {
    const reply = await egress.request(url, {
      method: method === 'POST' ? 'POST' : 'GET',
      headers,
      ...(body ? { body: String(body as URLSearchParams | string) } : {}),
      timeoutMs,
      maxBytes: MAX_BYTES,
      maxRedirects: 'manual',
    });
    const { status } = reply;
    return new Response(WITHOUT_BODY.includes(status) ? null : new Uint8Array(reply.body), {
      status: status < 200 || status > 599 ? 502 : status,
      headers: reply.headers,
    });
  };
