// A real WordPress of its own: Debian's, on PHP's own web server and a MariaDB that listens on a socket only.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { reservePort } from '../ports.ts';
import { temporaryFolder } from '../app/process.ts';
import { eventually, untilUp } from '../waiting.ts';

const run = promisify(execFile);
const DEBIAN_SITE = '/usr/share/wordpress';
const ADMIN = { user: 'admin', password: 'a long password of the tests' };

export interface WordPress {
  url: string;
  admin: typeof ADMIN;
  /** Runs PHP with WordPress loaded; resolves to what it prints. */
  php(code: string): Promise<string>;
  /** What PHP has complained of so far, warnings and notices, too; not that WordPress's own site is out of reach. */
  complaints(): string[];
  close(): Promise<void>;
}

/** Installs WordPress, without a plugin. */
export async function startWordPress(): Promise<WordPress> {
  const folder = temporaryFolder('askusnow-wordpress-');
  const at = (name: string): string => join(folder.path, name);
  const children: ChildProcess[] = [];
  const start = (file: string, words: string[], environment: Record<string, string> = {}): void => {
    const child = spawn(file, words, { stdio: 'ignore', env: { ...process.env, ...environment } });
    process.once('exit', () => child.kill('SIGKILL'));
    children.push(child);
  };
  const close = async (): Promise<void> => {
    for (const child of children) {
      if (child.exitCode !== null) continue;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    }
    folder.remove();
  };
  try {
    const user = process.getuid?.() === 0 ? ['--user=root'] : [];
    const database = ['--no-defaults', ...user, `--datadir=${at('database')}`];
    await run('mariadb-install-db', [...database, '--auth-root-authentication-method=normal', '--skip-test-db']);
    start('/usr/sbin/mariadbd', [...database, '--skip-networking', `--socket=${at('sql')}`, `--pid-file=${at('pid')}`]);
    await eventually(() => existsSync(at('sql')));
    await run('mariadb', ['--no-defaults', '-u', 'root', '-S', at('sql'), '-e', 'CREATE DATABASE wordpress']);

    const port = await reservePort();
    const url = `http://127.0.0.1:${port}`;
    const site = at('site');
    // A copy, links followed: WordPress looks for its configuration where its files really are.
    await run('cp', ['-RL', DEBIAN_SITE, site]);
    mkdirSync(join(site, 'wp-content/uploads'));
    writeFileSync(
      join(site, 'wp-config.php'),
      `<?php
define( 'DB_NAME', 'wordpress' ); define( 'DB_USER', 'root' ); define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:${at('sql')}' ); define( 'DB_CHARSET', 'utf8mb4' );
define( 'WP_HOME', '${url}' ); define( 'WP_SITEURL', '${url}' );
define( 'AUTH_KEY', 'a' ); define( 'SECURE_AUTH_KEY', 'b' ); define( 'LOGGED_IN_KEY', 'c' ); define( 'NONCE_KEY', 'd' );
define( 'AUTH_SALT', 'e' ); define( 'SECURE_AUTH_SALT', 'f' ); define( 'LOGGED_IN_SALT', 'g' ); define( 'NONCE_SALT', 'h' );
define( 'DISABLE_WP_CRON', true ); define( 'WP_HTTP_BLOCK_EXTERNAL', true ); define( 'AUTOMATIC_UPDATER_DISABLED', true );
define( 'FS_METHOD', 'direct' );
define( 'WP_DEBUG', true ); define( 'WP_DEBUG_DISPLAY', false ); define( 'WP_DEBUG_LOG', '${at('complaints')}' );
$table_prefix = 'wp_';
if ( ! defined( 'ABSPATH' ) ) define( 'ABSPATH', __DIR__ . '/' );
require ABSPATH . 'wp-settings.php';
`,
    );
    const php = async (code: string): Promise<string> => {
      writeFileSync(
        at('run.php'),
        `<?php $_SERVER['HTTP_HOST'] = '127.0.0.1:${port}'; $_SERVER['REQUEST_METHOD'] = 'GET'; ${code}`,
      );
      return (await run('php', [at('run.php')])).stdout;
    };
    const load = `require '${site}/wp-load.php'; require_once ABSPATH . 'wp-admin/includes/admin.php';`;
    // It would mail the address and the password.
    await php(`define( 'WP_INSTALLING', true ); function wp_new_blog_notification() {}
require '${site}/wp-load.php'; require_once ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install( 'Library', '${ADMIN.user}', 'admin@library.example', true, '', '${ADMIN.password}' );`);
    await php(`${load} switch_theme( 'twentytwentyfive' );`);

    start('php', ['-S', `127.0.0.1:${port}`, '-t', site], { PHP_CLI_SERVER_WORKERS: '4' });
    await untilUp(`${url}/readme.html`);
    return {
      url,
      admin: ADMIN,
      php: (code) => php(load + code),
      complaints: () =>
        (existsSync(at('complaints')) ? readFileSync(at('complaints'), 'utf8') : '')
          .split('\n')
          .filter((line) => line !== '' && !line.includes('WordPress.org')),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
