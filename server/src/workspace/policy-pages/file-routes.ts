// In:    a library; a Markdown file of its policy pages.
// Out:   the file, what an import would change, the pages after it; a page's history.
// Never: imports a part of a file, or over what somebody has saved since the preview.
import { Readable } from 'node:stream';
import {
  idSchema,
  POLICY_FILE_CHARS_MAX,
  policyFilePreviewSchema,
  policyFileSchema,
  policyHistorySchema,
  policyImportSchema,
  policyPagesSchema,
  problemSchema,
  type PolicyFilePreview,
} from '@askusnow/sdk/contract';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Registry } from '../../cooperative/registry.ts';
import { sendNotFound, sendProblem } from '../../platform/http/problem.ts';
import { readMarkdownFile, toMarkdownFile, withoutEmptyEnds, type ReadFile } from './markdown-file.ts';
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

const refuse = (reply: FastifyReply, { errors }: Extract<ReadFile, { errors: unknown }>): FastifyReply =>
  sendProblem(
    reply,
    422,
    'invalid-request',
    'Nothing was imported. Correct the lines that are named, and choose the file again.',
    errors,
  );

export function policyFileRoutes(
  deps: PolicyViewDeps & { registry: Pick<Registry, 'library' | 'libraries' | 'policyTopics'> },
): FastifyPluginAsyncZod {
  const { database, clock, registry } = deps;
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
  const preview = async (library: string, { pages }: Extract<ReadFile, { pages: unknown }>) => {
    const now = await loadPages(database.db, library);
    return pages.map(({ topic: { id, name }, text: after }): PolicyFilePreview['pages'][number] => {
      const before = now.get(id)?.text ?? '';
      const isChanged = withoutEmptyEnds(before) !== after;
      return { topic: id, name, revision: now.get(id)?.revision ?? 0, before, after, isChanged };
    });
  };

  return async (app) => {
    app.get(
      '/v1/libraries/:library/policies/:topic/history',
      {
        config: { access: 'own-library' },
        schema: {
          params: params.extend({ topic: idSchema }),
          response: { 200: policyHistorySchema, 404: problemSchema },
          tags,
          summary: 'What was saved of a policy page, the newest first',
        },
      },
      async ({ params: { library, topic } }, reply) =>
        topicsOf(registry).some(({ id }) => id === topic)
          ? { revisions: await loadHistory(database.db, library, topic) }
          : sendNotFound(reply),
    );

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

    app.post(
      '/v1/libraries/:library/policies/preview',
      {
        bodyLimit: BODY_LIMIT_BYTES,
        config: { access: 'own-library', isReadOnly: true },
        schema: {
          params,
          body: policyFileSchema,
          response: { 200: policyFilePreviewSchema },
          tags,
          summary: 'What an import of a Markdown file would change',
        },
      },
      async ({ params: { library }, body }, reply) => {
        const read = readMarkdownFile(body.text, topicsOf(registry));
        return 'errors' in read ? refuse(reply, read) : { pages: await preview(library, read) };
      },
    );

    app.post(
      '/v1/libraries/:library/policies/import',
      {
        bodyLimit: BODY_LIMIT_BYTES,
        config: { access: 'own-library' },
        schema: {
          params,
          body: policyImportSchema,
          response: { 200: policyPagesSchema, 409: problemSchema },
          tags,
          summary: 'Import policy pages of a Markdown file: all of it or nothing',
        },
      },
      async ({ params: { library }, body: { text, revisions }, account }, reply) => {
        const file = readMarkdownFile(text, topicsOf(registry));
        if ('errors' in file) return refuse(reply, file);
        const seen = new Map(revisions.map(({ topic, revision }) => [topic, revision]));
        const changed = (await preview(library, file)).filter(({ isChanged }) => isChanged);
        const isSaved = await saveRevisions(
          database,
          library,
          // A page that the preview did not have is one that nobody has agreed to.
          changed.map(({ topic, after }) => ({
            topic,
            read: seen.get(topic) ?? -1,
            change: (before) => ({
              text: after,
              owner: before?.owner ?? null,
              ...libraryReviewOf(before),
              coordinator_reviewed_on: coordinatorReviewOf(before, after),
            }),
          })),
          { by: account!, atMs: clock.now() },
        );
        if (!isSaved)
          return sendProblem(
            reply,
            409,
            'stale-revision',
            'Nothing was imported: somebody has saved one of these pages meanwhile. Look at the preview again.',
          );
        return loadPolicyPages(deps, library, account!);
      },
    );
  };
}
