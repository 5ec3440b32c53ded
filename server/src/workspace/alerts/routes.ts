// In:    a library in the path; an alert for those who answer its patrons.
// Out:   the alerts that have not ended; a stored change.
// Never: changes what patrons see. Checks access: http/access.ts declares it, accounts/access.ts enforces it.
import {
  ALERT_DAYS_MAX,
  alertChangeSchema,
  alertListSchema,
  alertSchema,
  idSchema,
  problemSchema,
  type Alert,
} from '@askusnow/sdk/contract';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Account } from '../../platform/http/access.ts';
import { revisionQuerySchema } from '../../platform/http/revision-query.ts';
import { sendInvalid, sendNotFound, sendProblem, sendStaleRevision } from '../../platform/http/problem.ts';
import { rowIdSchema } from '../../platform/http/row-id.ts';
import { DAY_MS } from '../../platform/time/instants.ts';
import { endAlert, loadAlerts, MAX_ALERTS, saveAlert, type StoredAlert } from './alert-store.ts';

interface AlertDeps {
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'library' | 'librariesByName'>;
}

const tags = ['alerts'];
const params = z.object({ library: idSchema });
const alertParams = params.extend({ alert: rowIdSchema });

function refuse(reply: FastifyReply, saved: 'unknown' | 'stale' | 'full'): FastifyReply {
  if (saved === 'unknown') return sendNotFound(reply);
  if (saved === 'stale') return sendStaleRevision(reply, 'alert');
  return sendProblem(reply, 409, 'quota-reached', `There can be ${MAX_ALERTS} alerts at once. End one first.`);
}

export function alertRoutes({ database, clock, registry }: AlertDeps): FastifyPluginAsyncZod {
  const toAlert = ({ id, library_id, text, ends_at, by, changed_at, revision }: StoredAlert): Alert => {
    const { name, zone } = registry.library(library_id)!;
    const library = { id: library_id, name };
    return { id, library, zone, text, until: ends_at.toISOString(), by, changedAt: changed_at.toISOString(), revision };
  };
  const authorshipOf = (account: Account | null) => ({ by: account!, atMs: clock.now() });

  /** Undefined: the end cannot be used, and the reply says so. */
  const readEnd = (until: string, reply: FastifyReply): number | undefined => {
    const nowMs = clock.now();
    const untilMs = Date.parse(until);
    if (untilMs > nowMs && untilMs <= nowMs + ALERT_DAYS_MAX * DAY_MS) return untilMs;
    const message = `a time that is ahead, and within ${ALERT_DAYS_MAX} days`;
    sendInvalid(reply, [{ field: 'until', message }]);
    return undefined;
  };

  return async (app) => {
    app.get(
      '/v1/alerts',
      {
        config: { access: 'any-account' },
        schema: {
          response: { 200: alertListSchema },
          tags,
          summary: 'The alerts of all libraries that have not ended',
        },
      },
      async () => {
        const byLibrary = Map.groupBy(await loadAlerts(database.db, null, clock.now()), (each) => each.library_id);
        const alerts = registry.librariesByName().flatMap(({ id }) => byLibrary.get(id) ?? []);
        return { zone: null, alerts: alerts.map(toAlert) };
      },
    );

    app.get(
      '/v1/libraries/:library/alerts',
      {
        config: { access: 'any-account' },
        schema: {
          params,
          response: { 200: alertListSchema, 404: problemSchema },
          tags,
          summary: "What those who answer a library's patrons should know now, the first to end first",
        },
      },
      async ({ params: { library } }) => ({
        zone: registry.library(library)!.zone,
        alerts: (await loadAlerts(database.db, library, clock.now())).map(toAlert),
      }),
    );

    app.post(
      '/v1/libraries/:library/alerts',
      {
        config: { access: 'own-library' },
        schema: {
          params,
          body: alertChangeSchema,
          response: { 201: alertSchema, 409: problemSchema },
          tags,
          summary: "Add an alert for those who answer a library's patrons; patrons never see it",
        },
      },
      async ({ params: { library }, body: { text, until, revision }, account }, reply) => {
        const untilMs = readEnd(until, reply);
        if (untilMs === undefined) return reply;
        const saved = await saveAlert(database, library, null, { text, untilMs, revision }, authorshipOf(account));
        return typeof saved === 'string' ? refuse(reply, saved) : reply.code(201).send(toAlert(saved));
      },
    );

    app.put(
      '/v1/libraries/:library/alerts/:alert',
      {
        config: { access: 'own-library' },
        schema: {
          params: alertParams,
          body: alertChangeSchema,
          response: { 200: alertSchema, 404: problemSchema, 409: problemSchema },
          tags,
          summary: 'Change an alert',
        },
      },
      async ({ params: { library, alert }, body: { text, until, revision }, account }, reply) => {
        const untilMs = readEnd(until, reply);
        if (untilMs === undefined) return reply;
        const saved = await saveAlert(database, library, alert, { text, untilMs, revision }, authorshipOf(account));
        return typeof saved === 'string' ? refuse(reply, saved) : toAlert(saved);
      },
    );

    app.delete(
      '/v1/libraries/:library/alerts/:alert',
      {
        config: { access: 'own-library' },
        schema: {
          params: alertParams,
          querystring: revisionQuerySchema,
          response: { 204: z.null(), 404: problemSchema, 409: problemSchema },
          tags,
          summary: 'End an alert now',
        },
      },
      async ({ params: { library, alert: id }, query: { revision }, account }, reply) => {
        const done = await endAlert(database, library, { id, revision }, authorshipOf(account));
        return done === 'ended' ? reply.code(204).send(null) : refuse(reply, done);
      },
    );
  };
}
