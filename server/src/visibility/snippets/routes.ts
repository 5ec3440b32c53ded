// In:    a library, and how a webmaster wants its entry point.
// Out:   the HTML of each form, for anyone.
// Never: more of a library than its patrons may know.
import { snippetsApi } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { branchOf } from '../../cooperative/branch-of.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Config } from '../../platform/config.ts';
import { serve } from '../../platform/http/serve.ts';
import { Refusal } from '../../platform/refusal.ts';
import { snippetsOf } from './snippets.ts';

interface SnippetDeps {
  registry: Pick<Registry, 'library'>;
  config: Pick<Config, 'publicUrl'>;
}

export const snippetRoutes =
  ({ registry, config }: SnippetDeps) =>
  async (app: FastifyInstance): Promise<void> => {
    serve(app, snippetsApi.get, ({ library: id, query }) => {
      const library = registry.library(id);
      if (!library) throw new Refusal(404, 'unknown-library', 'No library has this id; see /v1/libraries.');
      branchOf(library, query.branch);
      return snippetsOf(library, config.publicUrl, query);
    });
  };
