// In:    a queue in the path; proposed hours, or a year.
// Out:   the effects of those hours, and on whom; the year's usual closings, and its federal holidays.
// Never: writes.
import { hoursApi, type HoursPreview } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { serve } from '../../platform/http/serve.ts';
import { checkRules, toMs, type HoursDeps } from './route-shared.ts';
import { federalHolidaysOf, holidaysOf } from './holidays.ts';
import { differingDays } from './preview.ts';
import { loadQueue } from './store.ts';

export function planRoutes({ database, registry }: HoursDeps) {
  /** The libraries whose patrons use a queue. */
  const librariesOf = (queue: string): HoursPreview['libraries'] =>
    registry.librariesOf(queue).map(({ id, name }) => ({ id, name }));

  return async (app: FastifyInstance): Promise<void> => {
    serve(app, hoursApi.preview, async ({ queue, body: { hours, closedUntil }, atMs }) => {
      checkRules(hours);
      const record = await loadQueue(database, queue);
      const untilMs = closedUntil === undefined ? record.closedUntilMs : toMs(closedUntil);
      const days = differingDays(record, { hours, closedUntilMs: untilMs }, record.zone, atMs);
      return { queue, zone: record.zone, days, libraries: days.length === 0 ? [] : librariesOf(queue) };
    });

    serve(app, hoursApi.listHolidays, async ({ queue, query: { year } }) => {
      const { exceptions } = (await loadQueue(database, queue)).hours;
      const isSet = (day: string): boolean =>
        exceptions.some(({ date, through = date }) => date <= day && day <= through);
      return { year, holidays: holidaysOf(year).map((holiday) => ({ ...holiday, set: isSet(holiday.date) })) };
    });

    serve(app, hoursApi.listFederalHolidays, ({ query: { year } }) => ({ year, holidays: federalHolidaysOf(year) }));
  };
}
