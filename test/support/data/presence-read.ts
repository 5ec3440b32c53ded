import type { PresenceSource } from '@askusnow/sdk/contract';
import { createEgress } from '../../../server/src/platform/egress/egress.ts';
import type { Reading } from '../../../server/src/coverage/presence/adapter.ts';
import { MAX_REPLY_BYTES } from '../../../server/src/coverage/presence/adapter.ts';
import { adapterOf } from '../../../server/src/coverage/presence/adapters/index.ts';

/** What the server reads of a source: through the real egress, which lets this host through by name. */
export async function readPresence(source: PresenceSource, host: string): Promise<Reading> {
  const adapter = adapterOf(source.kind);
  if (!adapter) throw new Error(`${source.kind} is not asked`);
  const egress = createEgress({ allow: [host] });
  const { url, headers = {} } = adapter.ask(source);
  return adapter.read(await egress.request(url, { headers, timeoutMs: 5_000, maxBytes: MAX_REPLY_BYTES }), source);
}
