// In:    a library or a desk that needs help, and the account that asks.
// Out:   an opened help request, or whom it would ask; or the one that is open already, or the errors by field.
// Never: opens a request without recipients, or one that the schedule says is not needed: the response says why.
import {
  assistanceApi,
  type AssistanceOpening,
  type AssistancePlan,
  type AssistanceRequest,
} from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { isShared } from '../../accounts/scope.ts';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Account } from '../../platform/http/access.ts';
import { serve } from '../../platform/http/serve.ts';
import { invalid, notFound, Refusal } from '../../platform/refusal.ts';
import { partOf, type Sent } from '../../platform/sent-request.ts';
import { toInstant } from '../../platform/time/instants.ts';
import { callersAt, faultsOf } from './opening.ts';
import { loadReach } from './reach.ts';
import type { HelpRequest } from './record.ts';
import type { AssistanceRouteDeps } from './route-deps.ts';
import { previewHelp } from './preview.ts';
import { openHelp, type Opening } from './store.ts';
import { show, showOne } from './to-response.ts';

interface Asked extends Sent {
  library: string | null;
  body: AssistanceOpening;
  by: Account;
  atMs: number;
}

const ownDesksOf = ({ queues }: RegisteredLibrary): { id: string }[] =>
  queues.filter(({ tier }) => tier === 'local').map(({ queueId }) => ({ id: queueId }));

export function openingRoutes(deps: AssistanceRouteDeps) {
  const { database, registry, config } = deps;

  /** Of a library its own desks; of null those that libraries share. Errors: Refusal 404, 422. */
  const toOpening = ({ library: id, body, atMs, sent = null }: Asked): Opening & Sent => {
    const library = id === null ? null : registry.library(id);
    if (library === undefined) throw notFound();
    const choice =
      library === null
        ? { queues: registry.queues().filter(isShared), whose: 'a desk that libraries share' }
        : { queues: ownDesksOf(library), whose: "the library's own desk" };
    const errors = faultsOf(body, { ...choice, queues: choice.queues.map(({ id }) => id) }, atMs);
    if (errors.length > 0) throw invalid(errors);
    const { gap, note = null, ...rest } = body;
    const endMs = gap.end === null ? null : Date.parse(gap.end);
    return { ...rest, library: id, startMs: Date.parse(gap.start), endMs, note, sent };
  };

  const open = async (asked: Asked): Promise<AssistanceRequest> =>
    showOne(deps, await openHelp(deps, toOpening(asked), asked.by, asked.atMs, false), asked.by);

  const preview = async (asked: Asked): Promise<AssistancePlan> => {
    const { by, atMs } = asked;
    const { calls, endsMs, mayAtOnce, already, coveredBy } = await previewHelp(deps, toOpening(asked), by, atMs);
    return {
      calls: calls.map(({ atMs: at, ...call }) => ({ ...call, at: toInstant(at) })),
      endsAt: toInstant(endsMs),
      mayAtOnce,
      already: already && (await showOne(deps, already, by)),
      coveredBy,
    };
  };

  return async (app: FastifyInstance): Promise<void> => {
    serve(app, assistanceApi.open, open);
    serve(app, assistanceApi.openShared, (asked) => open({ ...asked, library: null }));
    serve(app, assistanceApi.preview, preview);
    serve(app, assistanceApi.previewShared, (asked) => preview({ ...asked, library: null }));

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
