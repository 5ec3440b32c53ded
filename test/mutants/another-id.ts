// The outbox of notices-killed.test.ts with one fault: each attempt has an id of its own.
import { randomUUID } from 'node:crypto';
import { runOutbox } from '../support/app/outbox-process.ts';

await runOutbox(({ request }) => ({
  request: (url, ask) => request(url, { ...ask, headers: { ...ask.headers, 'webhook-id': randomUUID() } }),
}));
