// Asks one address through the egress, in a process of its own: what stands in the environment is read when it starts.
// The name in it is this machine's.
import { createEgress, EgressError } from '../../../server/src/platform/egress/egress.ts';

const url = process.argv[2] ?? '';
const egress = createEgress({
  allow: [new URL(url).host],
  resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
});
try {
  const { body } = await egress.request(url, { timeoutMs: 5_000, maxBytes: 1_000 });
  console.log(body.toString());
} catch (error) {
  if (!(error instanceof EgressError)) throw error;
  console.log(`${error.code}: ${error.message}`);
}
