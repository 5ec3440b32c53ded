// In:    a library; a Markdown file of its policy pages.
// Out:   the file, what an import would change, the pages after it; a page's history.
// Never: imports a part of a file, or over what somebody has saved since the preview.
import { Readable } from 'node:stream';
import {
  idSchema,
  POLICY_FILE_CHARS_MAX,
  policyFilesApi,
  type PolicyFilePreview,
  type PolicyTopic,
} from '@askusnow/sdk/contract';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Registry } from '../../cooperative/registry.ts';
import { serve } from '../../platform/http/serve.ts';
import { invalid, notFound, Refusal } from '../../platform/refusal.ts';
import { readMarkdownFile, toMarkdownFile, withoutEmptyEnds, type FilePage } from './markdown-file.ts';
import { coordinatorReviewOf, libraryReviewOf, loadHistory, loadPages, saveRevisions } from './store.ts';
import { topicsOf } from '../../cooperative/policy-topics.ts';
import { loadPolicyPages, type PolicyViewDeps } from './view.ts';

const tags = ['policy-pages'];
const params = z.object({ library: idSchema });
/** Of UTF-8 in JSON. */
const BODY_LIMIT_BYTES = POLICY_FILE_CHARS_MAX * 4;
const FILE = { description: 'A heading for each topic.', content: { 'text/markdown': { schema: z.string() } } };

const sendFile = (reply: FastifyReply, name: string, text: string | Readable): FastifyReply =>
  reply
    .header('content-type', 'text/markdown; charset=utf-8')
    .header('content-disposition', `attachment; filename="askusnow-policies${name}.md"`)
    .send(text);

/** Errors: Refusal 422 names the lines. */
function readFile(text: string, topics: readonly PolicyTopic[]): FilePage[] {
  const file = readMarkdownFile(text, topics);
  if ('pages' in file) return file.pages;
  throw invalid(file.errors, 'Nothing was imported. Correct the lines that are named, and choose the file again.');
}

export function policyFileRoutes(
  deps: PolicyViewDeps & { registry: Pick<Registry, 'library' | 'libraries' | 'policyTopics'> },
): FastifyPluginAsyncZod {
  const { database, registry } = deps;
  const textsOf = async (library: string): Promise<{ name: string; text: string }[]> => {
    const pages = await loadPages(database.db, library);
    return topicsOf(registry)
      .map(({ id, name }) => ({ name, text: pages.get(id)?.text ?? '' }))
      .filter(({ text }) => text.trim() !== '');
  };
  /** A library at a time. */
  async function* ofAll(): AsyncGenerator<string> {
    for (const library of registry.libraries()) {
      const pages = await textsOf(library.id);
      yield toMarkdownFile(pages.map(({ name, text }) => ({ name: `${library.name}: ${name}`, text })));
    }
  }
  const preview = async (library: string, pages: readonly FilePage[]) => {
    const now = await loadPages(database.db, library);
    return pages.map(({ topic: { id, name }, text: after }): PolicyFilePreview['pages'][number] => {
      const before = now.get(id)?.text ?? '';
      const isChanged = withoutEmptyEnds(before) !== after;
      return { topic: id, name, revision: now.get(id)?.revision ?? 0, before, after, isChanged };
    });
  };

  return async (app) => {
    serve(app, policyFilesApi.history, async ({ library, topic }) => {
      if (!topicsOf(registry).some(({ id }) => id === topic)) throw notFound();
      return { revisions: await loadHistory(database.db, library, topic) };
    });

    app.get(
      '/v1/libraries/:library/policies.md',
      {
        config: { access: 'own-library' },
        schema: { params, response: { 200: FILE }, tags, summary: "A library's policy pages as one Markdown file" },
      },
      async ({ params: { library } }, reply) => sendFile(reply, `-${library}`, toMarkdownFile(await textsOf(library))),
    );

    app.get(
      '/v1/policies.md',
      {
        config: { access: 'coordinator' },
        schema: { response: { 200: FILE }, tags, summary: "All libraries' policy pages as one Markdown file" },
      },
      async (_request, reply) => sendFile(reply, '', Readable.from(ofAll())),
    );

    const options = { bodyLimit: BODY_LIMIT_BYTES };
    serve(
      app,
      policyFilesApi.preview,
      async ({ library, body }) => ({ pages: await preview(library, readFile(body.text, topicsOf(registry))) }),
      options,
    );
    serve(
      app,
      policyFilesApi.import,
      async ({ library, body: { text, revisions }, by, atMs }) => {
        const file = readFile(text, topicsOf(registry));
        const seen = new Map(revisions.map(({ topic, revision }) => [topic, revision]));
        const changed = (await preview(library, file)).filter(({ isChanged }) => isChanged);
        await saveRevisions(
          database,
          library,
          // A page that the preview did not have is one that nobody has agreed to.
          changed.map(({ topic, after }) => ({
            topic,
            read: seen.get(topic) ?? -1,
            toNew: (before) => ({
              text: after,
              owner: before?.owner ?? null,
              ...libraryReviewOf(before),
              coordinator_reviewed_on: coordinatorReviewOf(before, after),
            }),
          })),
          { by, atMs },
          () =>
            new Refusal(
              409,
              'stale-revision',
              'Nothing was imported: somebody has saved one of these pages meanwhile. Look at the preview again.',
            ),
        );
        return loadPolicyPages(deps, library, by);
      },
      options,
    );
  };
}
