// In:    words to look for.
// Out:   what is written about them, by library.
// Never: serves anybody who is not signed in.
import { policySearchApi, type PolicySearch } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import { matcherOf, wordsOf } from '../../platform/http/paging.ts';
import { serve } from '../../platform/http/serve.ts';
import { findParagraphs, findScripts } from './search-store.ts';
import { topicsOf } from '../../cooperative/policy-topics.ts';

type FoundOfLibrary = PolicySearch['found'][number];

interface SearchDeps {
  database: Database;
  registry: Pick<Registry, 'libraries' | 'policyTopics'>;
}

export const policySearchRoutes =
  ({ database, registry }: SearchDeps) =>
  async (app: FastifyInstance): Promise<void> => {
    serve(app, policySearchApi.search, async ({ query }) => {
      const words = wordsOf(query.q);
      const isNamed = matcherOf(query.q);
      const libraries = registry.libraries().toSorted((one, other) => one.name.localeCompare(other.name));
      const paragraphs = await findParagraphs(database.db, words, { libraries, topics: topicsOf(registry) });
      const scripts = await findScripts(database.db, words, libraries);
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
        found: [...found.values()].filter(
          ({ library, ...of }) =>
            of.paragraphs.length + of.scripts.length > 0 || (library !== null && isNamed(library)),
        ),
      };
    });
  };
