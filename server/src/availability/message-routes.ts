// In:    a library in the path, its message in the body.
// Out:   its message and who changed it; a stored and notified change.
// Never: checks access: http/access.ts declares it.
import {
  idSchema,
  libraryMessageChangeSchema,
  libraryMessageViewSchema,
  MESSAGE_DAYS,
  problemSchema,
  shownMessageSchema,
  type LibraryMessageView,
} from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Registry } from '../cooperative/registry.ts';
import { loadEntries } from '../platform/audit/audit-store.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/db/database.ts';
import { sendInvalid, sendStaleRevision } from '../platform/http/problem.ts';
import { DAY_MS, toInstant } from '../platform/time/instants.ts';
import { loadMessages, messageSubject, saveMessage } from './message-store.ts';

interface MessageDeps {
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'library'>;
}

export function messageRoutes({ database, clock, registry }: MessageDeps): FastifyPluginAsyncZod {
  const viewOf = async (library: string): Promise<LibraryMessageView> => ({
    zone: registry.library(library)!.zone,
    message: (await loadMessages(database.db, clock.now())).get(library) ?? null,
    entries: await loadEntries(database.db, messageSubject(library)),
  });
  const url = '/v1/libraries/:library/message';
  const route = (summary: string) => ({
    config: { access: 'own-library' } as const,
    schema: {
      params: z.object({ library: idSchema }),
      response: { 200: libraryMessageViewSchema },
      tags: ['availability'],
      summary,
    },
  });

  return async (app) => {
    app.get(url, route('The sentence that patrons see beside the button, and who changed it'), ({ params }) =>
      viewOf(params.library),
    );

    const setting = route('Set the sentence that patrons see beside the button; it ends by itself');
    app.put(
      url,
      {
        ...setting,
        schema: {
          ...setting.schema,
          body: libraryMessageChangeSchema,
          response: { ...setting.schema.response, 409: problemSchema },
        },
      },
      async ({ params: { library }, body: { text, until, replaces }, account }, reply) => {
        const nowMs = clock.now();
        const untilMs = Date.parse(until);
        if (untilMs <= nowMs || untilMs > nowMs + MESSAGE_DAYS * DAY_MS) {
          const message = `should be ahead, and within ${MESSAGE_DAYS} days`;
          sendInvalid(reply, [{ field: 'until', message }]);
          return reply;
        }
        const change = { message: { text, until: toInstant(untilMs) }, replaces };
        const isSaved = await saveMessage(database, library, change, { by: account!, atMs: nowMs });
        return isSaved ? viewOf(library) : sendStaleRevision(reply, 'sentence');
      },
    );

    const ending = route('End the sentence now');
    app.delete(
      url,
      {
        ...ending,
        schema: {
          ...ending.schema,
          querystring: shownMessageSchema,
          response: { ...ending.schema.response, 409: problemSchema },
        },
      },
      async ({ params: { library }, query: replaces, account }, reply) => {
        const change = { message: null, replaces };
        const isEnded = await saveMessage(database, library, change, { by: account!, atMs: clock.now() });
        return isEnded ? viewOf(library) : sendStaleRevision(reply, 'sentence');
      },
    );
  };
}
