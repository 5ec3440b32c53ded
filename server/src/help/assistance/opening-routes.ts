// In:    a library or a desk that needs help, and the account that asks.
// Out:   an opened help request; or the one that is open already, or the errors by field.
// Never: opens a request without recipients, or one that the schedule says is not needed: the response says why.
import { assistanceApi, type AssistanceOpening, type AssistanceRequest } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { isShared } from '../../accounts/scope.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Account } from '../../platform/http/access.ts';
import { serve } from '../../platform/http/serve.ts';
import { invalid, notFound, Refusal } from '../../platform/refusal.ts';
import { partOf, type Sent } from '../../platform/sent-request.ts';
import { callersAt, faultsOf } from './opening.ts';
import { loadReach } from './reach.ts';
import type { HelpRequest } from './record.ts';
import type { AssistanceRouteDeps } from './route-deps.ts';
import { openHelp } from './store.ts';
import { show, showOne } from './to-response.ts';

interface Asked extends Sent {
  library: string | null;
  body: AssistanceOpening;
  by: Account;
  atMs: number;
}

export function openingRoutes(deps: AssistanceRouteDeps) {
  const { database, registry, config } = deps;

  const open = async (
    { library, body, by, atMs, sent = null }: Asked,
    choice: { queues: readonly string[]; whose: string },
  ): Promise<AssistanceRequest> => {
    const errors = faultsOf(body, choice, atMs);
    if (errors.length > 0) throw invalid(errors);
    const { queue, reason, gap, note = null } = body;
    const endMs = gap.end === null ? null : Date.parse(gap.end);
    const opening = { library, queue, reason, startMs: Date.parse(gap.start), endMs, note, sent };
    return showOne(deps, await openHelp(deps, opening, by, atMs, false), by);
  };

  return async (app: FastifyInstance): Promise<void> => {
    serve(app, assistanceApi.open, (asked) => {
      const library = registry.library(asked.library);
      if (library === undefined) throw notFound();
      const own = library.queues.filter(({ tier }) => tier === 'local').map(({ queueId }) => queueId);
      return open(asked, { queues: own, whose: "the library's own desk" });
    });

    serve(app, assistanceApi.openShared, (asked) => {
      const shared = registry.queues().filter(isShared);
      const queues = shared.map(({ id }) => id);
      return open({ ...asked, library: null }, { queues, whose: 'a desk that libraries share' });
    });

    serve(app, assistanceApi.openSwamped, async ({ queue, body: { note = null }, by, atMs, sent }) => {
      const desk = registry.queue(queue);
      if (desk === undefined) throw notFound();
      const callers = callersAt(desk, registry);
      if (callers.length === 0)
        throw new Refusal(422, 'unused-desk', 'No library uses this desk.', {
          errors: [{ field: 'queue', message: 'a desk that a library names' }],
        });
      const opening = { queue, reason: 'swamped', startMs: atMs, endMs: null, note } as const;
      const opened: HelpRequest[] = [];
      let refused: Refusal | undefined;
      for (const library of callers) {
        try {
          const part = sent && partOf(sent, library ?? '');
          opened.push(await openHelp(deps, { ...opening, library, sent: part }, by, atMs, false));
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          refused ??= error;
        }
      }
      if (opened.length === 0 && refused) throw refused;
      return {
        requests: await show(deps, opened, by),
        total: opened.length,
        open: opened.length,
        reach: await acrossLibraries(() => loadReach(database.db, callers, config.mail !== null)),
      };
    });
  };
}
