// In:    GET /get, and how a webmaster wants the entry point; GET /poster/{library}.
// Out:   the public page where a webmaster gets the tag; a page to print.
// Never: asks for an account; repeats what was typed without escaping it.
import type { FastifyInstance } from 'fastify';
import type { SnippetQuery } from '@askusnow/sdk/contract';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Config } from '../../platform/config.ts';
import { goAddressOf, snippetsOf } from '../../visibility/snippets/snippets.ts';
import { DEFAULT_BACKGROUND, getPage, type GetPage } from './get-page.ts';
import { getMessages } from './get-messages.ts';
import { readOptions } from './options.ts';
import { createPageCache, type BuiltPage } from './page-cache.ts';
import { posterPage, unknownLibraryPage } from './pages.ts';

/** Always on. Source: widget/languages. */
const LANGUAGES = ['en', 'es'];

const textsOf = (query: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query as Record<string, unknown>).filter(
      (field): field is [string, string] => typeof field[1] === 'string',
    ),
  );

/** What equals the tag's own colour is not said, nor is the branch of a library that was chosen before. */
const withoutDefaults = (
  { background, branch, ...wanted }: SnippetQuery,
  { branches }: RegisteredLibrary,
): SnippetQuery => ({
  ...wanted,
  ...(background !== undefined && background.toLowerCase() !== DEFAULT_BACKGROUND && { background }),
  ...(branch !== undefined && branches.some(({ id }) => id === branch) && { branch }),
});

export interface GetDeps {
  registry: Pick<Registry, 'library' | 'librariesByName' | 'languages' | 'onReload'>;
  config: Pick<Config, 'publicUrl'>;
}

export const getRoutes =
  ({ registry, config: { publicUrl } }: GetDeps) =>
  async (scope: FastifyInstance): Promise<void> => {
    const config = { access: 'anyone' } as const;
    const schema = { hide: true };

    const posterOf = (library: RegisteredLibrary, { label, placement }: SnippetQuery) => ({
      label,
      address: goAddressOf(library, publicUrl, placement),
      picture: `/qr/${library.id}.svg?placement=${placement}`,
    });

    const want = (library: RegisteredLibrary, options: SnippetQuery): NonNullable<GetPage['example']> => {
      const wanted = withoutDefaults(options, library);
      const colours = new URLSearchParams(wanted.background === undefined ? {} : { background: wanted.background });
      return { library, wanted, styleSheet: `/embed/${library.id}/colours.css?${colours.toString()}` };
    };

    const choose = (typed: Record<string, string>): Pick<GetPage, 'chosen' | 'example' | 'errors'> => {
      const read = readOptions(typed);
      const id = typed['library'] ?? '';
      const library = registry.library(id);
      const unknown = id !== '' && !library ? [{ field: 'library', message: getMessages.unknownLibrary }] : [];
      const errors = [...unknown, ...('errors' in read ? read.errors : [])];
      if ('errors' in read || errors.length > 0) return { chosen: null, example: null, errors };
      const live = library ?? registry.librariesByName().find((each) => each.live);
      const shown = live ? want(live, read.options) : null;
      if (!library || !shown) return { chosen: null, example: shown, errors };
      const snippets = snippetsOf(library, publicUrl, shown.wanted);
      return { chosen: { ...shown, snippets }, example: null, errors };
    };

    const pages = createPageCache(registry);
    const build = (typed: Record<string, string>): BuiltPage => {
      const libraries = registry.librariesByName();
      const languages = [...LANGUAGES, ...registry.languages().filter((tag) => !LANGUAGES.includes(tag))];
      const page = { libraries, languages, publicUrl, typed, ...choose(typed) };
      return { status: page.errors.length > 0 ? 422 : 200, html: getPage(page) };
    };

    scope.get('/get', { config, schema }, ({ url, query }, reply) => {
      const { status, html } = pages(url, () => build(textsOf(query)));
      return reply.code(status).header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(html);
    });

    scope.get<{ Params: { library: string } }>('/poster/:library', { config, schema }, ({ params, query }, reply) => {
      reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8');
      const library = registry.library(params.library);
      if (!library) return reply.code(404).send(unknownLibraryPage(registry));
      const read = readOptions({ placement: 'poster', ...textsOf(query) });
      if ('errors' in read) return reply.code(422).send(posterPage(library, null, read.errors));
      return reply.send(posterPage(library, posterOf(library, read.options), []));
    });
  };
