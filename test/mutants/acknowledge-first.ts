// The server of ingest-killed.test.ts with one fault: it acknowledges a batch, and commits it afterwards.
import { buildApp } from '../../server/src/app.ts';
import { systemClock } from '../../server/src/platform/clock.ts';
import { loadConfig } from '../../server/src/platform/config.ts';
import { openDatabase } from '../../server/src/platform/db/open.ts';
import type { Ingest } from '../../server/src/visibility/ingest/ingest.ts';
import { startServices } from '../../server/src/services.ts';

const config = loadConfig(process.env);
const onError = () => undefined;
const database = await openDatabase(config, onError);
const services = await startServices({ config, database, clock: systemClock, onError, onWarning: onError });
const acknowledgingFirst: Ingest = {
  ...services.ingest,
  submit(body, sender) {
    void services.ingest.submit(body, sender);
    return Promise.resolve({ receipt: { accepted: 1, dropped: {} } });
  },
};
const app = await buildApp({
  ...services,
  ingest: acknowledgingFirst,
  config,
  database,
  clock: systemClock,
  runtime: { version: '0.0.0', tz: 'unknown', node: process.versions.node },
  log: { write: () => undefined },
  demoFolder: null,
});
await app.listen({ host: config.host, port: config.port });
