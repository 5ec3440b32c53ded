// In:    the state of this node.
// Out:   its meters, for prometheus-routes.ts.
// Never: uses a label from a page or a patron: libraries and routes are ours, and few.
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry as MetricsRegistry } from 'prom-client';
import { ANSWER_STATES } from '@askusnow/sdk/contract';
import type { LiveAvailability } from '../../availability/live.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Push } from '../../availability/push/push.ts';
import type { IngestMeters } from './ingest-meters.ts';
import { createStateMeters, type StateDeps } from './state-meters.ts';
import type { Runtime } from '../../platform/runtime.ts';

/** Buckets of request durations. Units: seconds. */
const BUCKETS_SEC = [0.005, 0.025, 0.1, 0.5, 2.5, 10];

export interface Gauges extends StateDeps {
  database: Database;
  registry: Registry;
  runtime: Runtime;
  push: Pick<Push, 'streamCount' | 'refusedCounts'>;
  live: Pick<LiveAvailability, 'gist'>;
  ingestMeters: IngestMeters;
}

export function createMetrics(deps: Gauges) {
  const { database, registry, runtime, push, live, ingestMeters } = deps;
  const register = new MetricsRegistry();
  // By their stock names, as every Node service has them.
  collectDefaultMetrics({ register });
  const registers = [register];
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  };
  new Gauge({
    name: 'askusnow_build_info',
    help: 'Always 1.',
    labelNames: ['version', 'tz', 'database'],
    registers,
  }).set({ version: runtime.version, tz: runtime.tz, database: database.kind }, 1);
  gauge('askusnow_libraries', 'Libraries in the cooperative.', () => registry.libraries().length);
  gauge('askusnow_streams', 'Open availability streams.', () => push.streamCount());
  new Counter({
    name: 'askusnow_streams_refused_total',
    help: 'Availability streams refused, by the limit that they had reached.',
    labelNames: ['limit'],
    registers,
    collect() {
      this.reset();
      const { node, owner } = push.refusedCounts();
      this.inc({ limit: 'node' }, node);
      this.inc({ limit: 'network' }, owner);
    },
  });
  new Gauge({
    name: 'askusnow_libraries_told',
    help: 'Libraries by the state that their patrons see.',
    labelNames: ['state'],
    registers,
    collect() {
      for (const state of ANSWER_STATES) this.set({ state }, 0);
      for (const { id } of registry.libraries()) {
        const state = live.gist(id)?.state;
        if (state !== undefined) this.inc({ state });
      }
    },
  });
  for (const meter of [...ingestMeters.meters, ...createStateMeters(deps)]) register.registerMetric(meter);
  const requests = new Histogram({
    name: 'askusnow_request_seconds',
    help: 'Requests by route, without the hot routes.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_SEC,
    registers,
  });
  return {
    register,
    /** Measures the requests of a scope. */
    observe(scope: FastifyInstance): void {
      scope.addHook('onResponse', async (request, reply) => {
        const route = request.routeOptions.url ?? 'none';
        requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
      });
    },
  };
}
export type ServerMetrics = ReturnType<typeof createMetrics>;

declare module 'fastify' {
  interface FastifyInstance {
    /** The meters of GET /metrics, also for a separate listener. */
    metrics: ServerMetrics;
  }
}
