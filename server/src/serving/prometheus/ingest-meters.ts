// In:    batches sent to ingest, and their outcomes.
// Out:   counters and a histogram for /metrics.
// Never: uses a label from a page: reasons are our own, and few.
import { Counter, Gauge, Histogram } from 'prom-client';
import type { Ingest } from '../../visibility/ingest/ingest.ts';
import type { Outcome } from '../../visibility/ingest/outcome.ts';

/** A commit waits for the disk; most take between these. Units: seconds. */
const BUCKETS_SEC = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

/** The outcome of a batch as a label. */
const resultOf = (outcome: Outcome): string =>
  'receipt' in outcome ? 'committed' : 'refused' in outcome ? outcome.refused : 'busy' in outcome ? 'busy' : 'failed';

export function createIngestMeters() {
  const registers: [] = [];
  const events = new Counter({
    name: 'askusnow_events_total',
    help: 'Events by what became of them: accepted, or the reason for dropping them.',
    labelNames: ['result'],
    registers,
  });
  const batches = new Counter({
    name: 'askusnow_batches_total',
    help: 'Batches by what became of them: committed, busy (503), failed, or the reason for refusing them.',
    labelNames: ['result'],
    registers,
  });
  const commitSeconds = new Histogram({
    name: 'askusnow_commit_seconds',
    help: "From a batch's arrival to the commit that its acknowledgement waits for.",
    buckets: BUCKETS_SEC,
    registers,
  });

  let isEventLimitSuspended = (): boolean => false;
  const limitSuspended = new Gauge({
    name: 'askusnow_event_limit_suspended',
    help: '1 while nearly all events show one address (TRUSTED_PROXIES), so that the limit per network is off.',
    registers,
    collect() {
      this.set(isEventLimitSuspended() ? 1 : 0);
    },
  });

  const count = (outcome: Outcome, startedAtMs: number): Outcome => {
    batches.inc({ result: resultOf(outcome) });
    if ('receipt' in outcome) {
      commitSeconds.observe((performance.now() - startedAtMs) / 1000);
      events.inc({ result: 'accepted' }, outcome.receipt.accepted);
      for (const [result, n] of Object.entries(outcome.receipt.dropped)) events.inc({ result }, n);
    }
    return outcome;
  };

  return {
    meters: [events, batches, commitSeconds, limitSuspended],
    /** Wraps an ingest to count its batches. */
    watch(ingest: Ingest): Ingest {
      isEventLimitSuspended = ingest.isEventLimitSuspended;
      return {
        ...ingest,
        async submit(body, sender) {
          const startedAtMs = performance.now();
          return count(await ingest.submit(body, sender), startedAtMs);
        },
        refuseTooLarge() {
          batches.inc({ result: 'too-large' });
          ingest.refuseTooLarge();
        },
      };
    },
  };
}
export type IngestMeters = ReturnType<typeof createIngestMeters>;
