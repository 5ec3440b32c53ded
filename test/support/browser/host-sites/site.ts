// What a page of a real package is to a test, and its files: Debian's where it has them, else npm's by the lock file beside this one.
import { execFile } from 'node:child_process';
import { cpSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from '../../app/process.ts';
import type { HostPage } from '../host.ts';

/** What a page is built around. */
export interface Around {
  /** The tag of a place, or what stands there without it. */
  tag(place: string, variant?: 'card' | 'button' | 'link'): string;
  /** Which of the site's pages it is; the first is ''. */
  page: string;
  /** The address of one of the site's pages. */
  to(page: string): string;
}

/** One thing that a person does. */
export interface Step {
  press: string;
  /** An expression that is true once the page has done what it should. */
  until: string;
  /** Page views with the tags that are always shown, that have been counted by then. */
  views?: number;
}

export interface Site {
  html?: string;
  head: string;
  body(around: Around): string;
  /** The content security policy; `server` is where the tag comes from, empty on the page without it. */
  policy?(server: string): string;
  /** How the page loads the tag's script, if it is not as the README says. */
  script?(server: string): string;
  /** Places of tags that are shown from the start, the first one measured; `header` if not given. */
  shown?: string[];
  /** Places that hide their tag until a person opens them. */
  menus?: Record<string, { opens: string; closes: string }>;
  /** What the page does for its patrons besides. */
  works?: Step[];
}

export const VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1">';
export const debian = (file: string): string => asset(`/debian/${file}`);
export const npm = (file: string): string => asset(`/npm/${file}`);
const asset = (path: string): string =>
  path.endsWith('.css') ? `<link rel="stylesheet" href="${path}">` : `<script src="${path}"></script>`;

const MEDIA: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Installs npm's packages in a folder of their own; returns the files of all packages by the path of their address. */
export async function installPackages(): Promise<{ file(path: string): HostPage | undefined; remove(): void }> {
  const folder = temporaryFolder();
  for (const name of ['package.json', 'package-lock.json'])
    cpSync(join(import.meta.dirname, name), join(folder.path, name));
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--loglevel=error'];
  await promisify(execFile)('npm', ['ci', ...quiet], { cwd: folder.path });
  const roots: Record<string, string> = {
    debian: '/usr/share/javascript',
    npm: join(folder.path, 'node_modules'),
  };
  return {
    file(path) {
      const [, root = '', ...rest] = path.split('/');
      const file = join(roots[root] ?? '/nowhere', ...rest);
      if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return undefined;
      const type = MEDIA[extname(file)] ?? 'application/octet-stream';
      return { html: readFileSync(file), headers: { 'content-type': type } };
    },
    remove: () => folder.remove(),
  };
}
