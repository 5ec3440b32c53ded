// The real outbox, alone in a process that may be killed. A claim outlasts its process by a second here, not by a minute.
import { systemClock } from '../../../server/src/platform/clock.ts';
import { loadConfig } from '../../../server/src/platform/config.ts';
import { openDatabase } from '../../../server/src/platform/db/open.ts';
import { createEgress, type Egress } from '../../../server/src/platform/egress/egress.ts';
import { createOutbox } from '../../../server/src/help/notices/run.ts';

export async function runOutbox(bend: (egress: Egress) => Pick<Egress, 'request'> = (egress) => egress): Promise<void> {
  const config = loadConfig(process.env);
  const onError = (error: Error): void => void process.stderr.write(`${error.stack}\n`);
  const database = await openDatabase(config, onError);
  const egress = bend(createEgress({ allow: config.egressAllow }));
  createOutbox({ config, database, egress, clock: systemClock, onError, claimMs: 1_500, sendWithinMs: 1_000 });
  // Its own timers do not keep a process alive.
  setInterval(() => undefined, 60_000);
}

if (import.meta.main) await runOutbox();
