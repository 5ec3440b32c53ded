// In:    words to look for.
// Out:   what is written about them, by library.
// Never: serves anybody who is not signed in.
import { policySearchSchema, type PolicySearch } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import { pageQuerySchema, wordsOf } from '../../platform/http/paging.ts';
import { findParagraphs, findScripts } from './search-store.ts';
import { topicsOf } from '../../cooperative/policy-topics.ts';

type FoundOfLibrary = PolicySearch['found'][number];

const querySchema = z.object({
  q: pageQuerySchema.shape.q.unwrap().min(1).describe('Words; a paragraph has each of them, or its topic’s name has.'),
});

export function policySearchRoutes({
  database,
  registry,
}: {
  database: Database;
  registry: Pick<Registry, 'libraries' | 'policyTopics'>;
}): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/v1/policies',
      {
        config: { access: 'any-account' },
        schema: {
          querystring: querySchema,
          response: { 200: policySearchSchema },
          tags: ['policy-pages'],
          summary: "Search all libraries' policy pages and the names of their scripts",
        },
      },
      async ({ query }): Promise<PolicySearch> => {
        const words = wordsOf(query.q);
        const libraries = registry.libraries().toSorted((one, other) => one.name.localeCompare(other.name));
        const ids = libraries.map(({ id }) => id);
        const paragraphs = await findParagraphs(database.db, words, { libraries: ids, topics: topicsOf(registry) });
        const scripts = await findScripts(database.db, words, ids);
        const found = new Map<string | null, FoundOfLibrary>(
          [...libraries, null].map((library) => [
            library?.id ?? null,
            { library: library && { id: library.id, name: library.name }, paragraphs: [], scripts: [] },
          ]),
        );
        for (const { library, ...paragraph } of paragraphs.rows) found.get(library)!.paragraphs.push(paragraph);
        for (const { library, ...script } of scripts.rows) found.get(library)!.scripts.push(script);
        return {
          isMore: paragraphs.isMore || scripts.isMore,
          found: [...found.values()].filter((of) => of.paragraphs.length + of.scripts.length > 0),
        };
      },
    );
  };
}
