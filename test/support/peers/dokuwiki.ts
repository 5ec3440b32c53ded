// A real DokuWiki of its own: Debian's, on PHP's own web server, with nothing but files.
import { execFile, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { reservePort } from '../ports.ts';
import { temporaryFolder } from '../app/process.ts';
import { untilUp } from '../waiting.ts';

const run = promisify(execFile);
const DEBIAN_SITE = '/usr/share/dokuwiki';
const DATA_FOLDERS = 'attic cache index locks log media media_attic media_meta meta pages tmp'.split(' ');

export interface DokuWiki {
  url: string;
  /** Such as 2024-02-06b. */
  version: string;
  /** Writes HTML where DokuWiki's template asks a webmaster for it: `meta` is in the head, `sidebarheader` above the sidebar. */
  include(html: Record<'meta' | 'sidebarheader', string>): void;
  close(): Promise<void>;
}

/** Runs DokuWiki with pages, by name, in its own markup; `sidebar` stands beside each. */
export async function startDokuWiki(pages: Record<string, string>): Promise<DokuWiki> {
  const folder = temporaryFolder('askusnow-dokuwiki-');
  const site = join(folder.path, 'site');
  // A copy, links followed: DokuWiki takes its folder from where its files really are.
  await run('cp', ['-RL', DEBIAN_SITE, site]);
  for (const name of DATA_FOLDERS) mkdirSync(join(site, 'data', name), { recursive: true });
  for (const [name, text] of Object.entries(pages)) writeFileSync(join(site, 'data/pages', `${name}.txt`), text);
  const preload = join(site, 'inc/preload.php');
  // Debian's file takes the settings from /etc.
  writeFileSync(preload, `<?php define('DOKU_CONF', '${site}/conf/'); ?>${readFileSync(preload, 'utf8')}`);
  mkdirSync(join(site, 'conf'));
  writeFileSync(
    join(site, 'conf/local.php'),
    `<?php $conf['title'] = 'Library'; $conf['useacl'] = 0; $conf['savedir'] = '${site}/data'; $conf['updatecheck'] = 0;`,
  );
  const port = await reservePort();
  const url = `http://127.0.0.1:${port}`;
  const php = spawn('php', ['-S', `127.0.0.1:${port}`, '-t', site], {
    stdio: 'ignore',
    env: { ...process.env, PHP_CLI_SERVER_WORKERS: '4' },
  });
  process.once('exit', () => php.kill('SIGKILL'));
  await untilUp(`${url}/doku.php`);
  return {
    url,
    version: readFileSync(join(site, 'VERSION'), 'utf8').split(' ')[0]!,
    include(html) {
      for (const [name, text] of Object.entries(html))
        writeFileSync(join(site, 'lib/tpl/dokuwiki', `${name}.html`), text);
    },
    async close() {
      const ended = new Promise((resolve) => php.once('exit', resolve));
      php.kill('SIGTERM');
      await ended;
      folder.remove();
    },
  };
}
