// In:    a library in the path, its message in the body.
// Out:   its message and who changed it; a stored and notified change.
import { libraryMessageApi, MESSAGE_DAYS, type LibraryMessageView } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { spokenWith } from '../cooperative/languages.ts';
import type { Registry } from '../cooperative/registry.ts';
import { loadEntries } from '../platform/audit/audit-store.ts';
import type { Database } from '../platform/db/database.ts';
import { serve } from '../platform/http/serve.ts';
import { invalid } from '../platform/refusal.ts';
import { DAY_MS, toInstant } from '../platform/time/instants.ts';
import { loadMessage, messageSubject, saveMessage } from './message-store.ts';

interface MessageDeps {
  database: Database;
  registry: Pick<Registry, 'library' | 'languages'>;
}

export function messageRoutes({ database, registry }: MessageDeps) {
  const read = async ({ library, atMs }: { library: string; atMs: number }): Promise<LibraryMessageView> => ({
    zone: registry.library(library)!.zone,
    languages: spokenWith(registry.languages()),
    ...(await loadMessage(database.db, library, atMs)),
    entries: await loadEntries(database.db, messageSubject(library)),
  });

  return async (app: FastifyInstance): Promise<void> => {
    serve(app, libraryMessageApi.get, read);
    serve(
      app,
      libraryMessageApi.set,
      async ({ library, body: { text, translations = {}, until, revision }, ...authorship }) => {
        const { atMs } = authorship;
        const untilMs = Date.parse(until);
        if (untilMs <= atMs || untilMs > atMs + MESSAGE_DAYS * DAY_MS)
          throw invalid([{ field: 'until', message: `should be ahead, and within ${MESSAGE_DAYS} days` }]);
        const spoken = spokenWith(registry.languages());
        const unspoken = Object.keys(translations).filter((tag) => !spoken.includes(tag));
        if (unspoken.length > 0)
          throw invalid(
            unspoken.map((tag) => ({
              field: `translations.${tag}`,
              message: `should be in a language that the tag speaks: ${spoken.join(', ')}`,
            })),
          );
        const isTranslated = Object.keys(translations).length > 0;
        const message = { text, ...(isTranslated && { translations }), until: toInstant(untilMs) };
        await saveMessage(database, library, { message, revision }, authorship);
        return read({ library, atMs });
      },
      { stored: read },
    );
    serve(
      app,
      libraryMessageApi.end,
      async ({ library, query: { revision }, ...authorship }) => {
        await saveMessage(database, library, { message: null, revision }, authorship);
        return read({ library, atMs: authorship.atMs });
      },
      { stored: read },
    );
  };
}
