// In:    a library in the path; an alert for those who answer its patrons.
// Out:   the alerts that have not ended; a stored change.
// Never: changes what patrons see.
import { ALERT_DAYS_MAX, alertsApi, type Alert, type AlertChange } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { serve } from '../../platform/http/serve.ts';
import { invalid } from '../../platform/refusal.ts';
import { DAY_MS } from '../../platform/time/instants.ts';
import { alertList, loadAlerts, type StoredAlert } from './alert-store.ts';

interface AlertDeps {
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'library' | 'librariesByName'>;
}

function toRow({ text, until, revision }: AlertChange, nowMs: number) {
  const untilMs = Date.parse(until);
  if (untilMs <= nowMs || untilMs > nowMs + ALERT_DAYS_MAX * DAY_MS)
    throw invalid([{ field: 'until', message: `a time that is ahead, and within ${ALERT_DAYS_MAX} days` }]);
  return { text, ends_at: new Date(untilMs), revision };
}

export const alertRoutes =
  ({ database, registry }: AlertDeps) =>
  async (app: FastifyInstance): Promise<void> => {
    const toAlert = ({ id, library_id, text, ends_at, by, changed_at, revision }: StoredAlert): Alert => {
      const { name, zone } = registry.library(library_id)!;
      const times = { until: ends_at.toISOString(), changedAt: changed_at.toISOString() };
      return { id, library: { id: library_id, name }, zone, text, by, revision, ...times };
    };

    serve(app, alertsApi.listAll, async ({ atMs }) => {
      const byLibrary = Map.groupBy(await loadAlerts(database.db, null, atMs), (each) => each.library_id);
      const alerts = registry.librariesByName().flatMap(({ id }) => byLibrary.get(id) ?? []);
      return { zone: null, alerts: alerts.map(toAlert) };
    });
    serve(app, alertsApi.list, async ({ library, atMs }) => ({
      zone: registry.library(library)!.zone,
      alerts: (await loadAlerts(database.db, library, atMs)).map(toAlert),
    }));
    serve(app, alertsApi.add, async ({ library, body, ...authorship }) =>
      toAlert(await alertList.save(database, library, null, toRow(body, authorship.atMs), authorship)),
    );
    const stored = async ({ library, alert }: { library: string; alert: number }) =>
      toAlert(await alertList.read(database, library, alert));
    serve(
      app,
      alertsApi.change,
      async ({ library, alert, body, ...authorship }) =>
        toAlert(await alertList.save(database, library, alert, toRow(body, authorship.atMs), authorship)),
      { stored },
    );
    serve(
      app,
      alertsApi.end,
      ({ library, alert: id, query: { revision }, ...authorship }) =>
        alertList.remove(database, library, { id, revision }, authorship),
      { stored },
    );
  };
