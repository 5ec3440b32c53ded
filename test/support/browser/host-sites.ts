// Pages of real packages, as their own documentation writes them: the markup, style sheets and scripts of each.
// `tag(placement)` is where the tag stands; the same page without the tag has an empty element there.
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { HostPage } from './host.ts';

export interface Site {
  head: string;
  body(tag: (placement: string, variant?: string) => string): string;
  /** Parts that hide a tag of the same placement until a person opens them. */
  menus?: Record<string, { opens: string; closes: string }>;
  /** What the page does for its patrons besides: what a person presses, and an expression that is then true. */
  works?: { press: string; until: string }[];
}

const debianScript = (file: string): string => `<script src="/debian/${file}"></script>`;
const debianStyle = (file: string): string => `<link rel="stylesheet" href="/debian/${file}">`;
const VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1">';

export const SITES: Record<string, Site> = {
  'bootstrap-5': {
    head: VIEWPORT + debianStyle('bootstrap5/css/bootstrap.css') + debianScript('bootstrap5/js/bootstrap.bundle.js'),
    body: (
      tag,
    ) => `<nav class="navbar navbar-expand-lg bg-body-tertiary" aria-label="Site"><div class="container-fluid">
      <a class="navbar-brand" href="#">Library</a>
      <button class="navbar-toggler" id="toggler" type="button" data-bs-toggle="collapse" data-bs-target="#nav" aria-controls="nav" aria-expanded="false" aria-label="Menu"><span class="navbar-toggler-icon"></span></button>
      <div class="collapse navbar-collapse" id="nav"><ul class="navbar-nav"><li class="nav-item"><a class="nav-link active" href="#">Catalogue</a></li><li class="nav-item">${tag('navbar', 'button')}</li></ul></div>
    </div></nav>
    <main class="container"><h1>Catalogue</h1><div class="row"><div class="col-sm-12">${tag('header')}</div></div>
      <div class="dropdown"><button class="btn btn-secondary dropdown-toggle" id="drop" data-bs-toggle="dropdown" aria-expanded="false">Help</button>
        <ul class="dropdown-menu"><li><a class="dropdown-item" href="#">Hours</a></li><li>${tag('dropdown', 'button')}</li></ul></div>
      <button class="btn btn-primary" id="launch" data-bs-toggle="modal" data-bs-target="#modal">Ask</button>
      <button class="btn btn-primary" id="aside" data-bs-toggle="offcanvas" data-bs-target="#canvas" aria-controls="canvas">Aside</button>
    </main>
    <div class="modal fade" id="modal" tabindex="-1" aria-labelledby="modal-title" aria-hidden="true"><div class="modal-dialog"><div class="modal-content">
      <div class="modal-header"><h2 class="modal-title fs-5" id="modal-title">Ask</h2><button class="btn-close" data-bs-dismiss="modal" aria-label="Close"></button></div>
      <div class="modal-body">${tag('modal')}</div></div></div></div>
    <div class="offcanvas offcanvas-start" tabindex="-1" id="canvas" aria-labelledby="canvas-title"><div class="offcanvas-header"><h2 class="offcanvas-title fs-5" id="canvas-title">Aside</h2><button class="btn-close" data-bs-dismiss="offcanvas" aria-label="Close"></button></div>
      <div class="offcanvas-body">${tag('offcanvas')}</div></div>`,
    menus: {
      navbar: { opens: '#toggler', closes: '#toggler' },
      dropdown: { opens: '#drop', closes: '#drop' },
      modal: { opens: '#launch', closes: '#modal .btn-close' },
      offcanvas: { opens: '#aside', closes: '#canvas .btn-close' },
    },
  },
};

const MEDIA: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.gif': 'image/gif',
  '.woff2': 'font/woff2',
};
/** Where packages' files are, by the first word of their address. */
const ROOTS: Record<string, string> = { debian: '/usr/share/javascript' };

/** A file of a package; undefined: no package has it. */
export function fileOfPackage(path: string): HostPage | undefined {
  const [, root = '', ...rest] = path.split('/');
  const file = join(ROOTS[root] ?? '/nowhere', ...rest);
  if (!existsSync(file)) return undefined;
  return { html: readFileSync(file), headers: { 'content-type': MEDIA[extname(file)] ?? 'application/octet-stream' } };
}
