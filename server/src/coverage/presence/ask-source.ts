// In:    a presence source with its adapter.
// Out:   its reply; any problem is a fault, and no state.
// Never: stores anything.
import type { PresenceSource } from '@askusnow/sdk/contract';
import { EgressError, type Egress } from '../../platform/egress/egress.ts';
import { MAX_REPLY_BYTES, type Adapter, type Reading } from './adapter.ts';
import type { Fault } from './fault-store.ts';

const TIMEOUT_MS = 5_000;

export async function askSource(
  egress: Pick<Egress, 'request'>,
  adapter: Adapter,
  source: PresenceSource,
): Promise<Reading | { fault: Fault }> {
  try {
    const { url, headers = {} } = adapter.ask(source);
    const reply = await egress.request(url, { headers, timeoutMs: TIMEOUT_MS, maxBytes: MAX_REPLY_BYTES });
    return adapter.read(reply, source);
  } catch (error) {
    return error instanceof EgressError
      ? { fault: { code: error.code, detail: error.message } }
      : { fault: { code: 'unreadable', detail: 'answered with something that cannot be read' } };
  }
}
