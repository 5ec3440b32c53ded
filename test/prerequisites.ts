// What the tests need beside npm's packages: real browsers, a real Postgres and Patroni, real chat servers, a real WordPress, a real DokuWiki and containers, from Debian.
// Nothing is skipped where one is missing: it is installed where that is possible, else the run fails and says how.
import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { execute } from './run/command.ts';

interface Prerequisite {
  what: string;
  /** Any file that matches means that it is there. */
  found: string;
  debianPackage: string;
  /** Needed by `npm run test:all` alone. */
  isForWhole?: true;
  /** Stops what its installation has started; nothing that was here before. */
  stop?: [string, ...string[]];
}

const PREREQUISITES: Prerequisite[] = [
  { what: 'Chromium', found: '/usr/bin/chromium', debianPackage: 'chromium' },
  {
    what: 'Chromium without windows',
    found: '/usr/bin/chromium-headless-shell',
    debianPackage: 'chromium-headless-shell',
  },
  { what: 'Firefox ESR', found: '/usr/bin/firefox-esr', debianPackage: 'firefox-esr' },
  { what: 'WebKitGTK and its driver', found: '/usr/bin/WebKitWebDriver', debianPackage: 'webkit2gtk-driver' },
  { what: 'a display for WebKitGTK', found: '/usr/bin/Xvfb', debianPackage: 'xvfb' },
  { what: 'a font', found: '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf', debianPackage: 'fonts-dejavu-core' },
  {
    what: 'MooTools',
    found: '/usr/share/javascript/mootools/mootools.js',
    debianPackage: 'libjs-mootools',
  },
  {
    what: 'Prototype',
    found: '/usr/share/javascript/prototype/prototype.js',
    debianPackage: 'libjs-prototype',
  },
  {
    what: 'Bootstrap 3',
    found: '/usr/share/javascript/bootstrap/css/bootstrap.css',
    debianPackage: 'libjs-bootstrap',
  },
  {
    what: 'script.aculo.us',
    found: '/usr/share/javascript/scriptaculous/effects.js',
    debianPackage: 'libjs-scriptaculous',
  },
  { what: "Dojo's core", found: '/usr/share/javascript/dojo/dojo.js', debianPackage: 'libjs-dojo-core' },
  { what: 'AngularJS', found: '/usr/share/javascript/angular.js/angular.js', debianPackage: 'libjs-angularjs' },
  { what: 'RequireJS', found: '/usr/share/javascript/requirejs/require.js', debianPackage: 'libjs-requirejs' },
  { what: 'jQuery 3', found: '/usr/share/javascript/jquery/jquery.js', debianPackage: 'libjs-jquery' },
  {
    what: 'Bootstrap 4',
    found: '/usr/share/javascript/bootstrap4/css/bootstrap.css',
    debianPackage: 'libjs-bootstrap4',
  },
  {
    what: 'Bootstrap 5',
    found: '/usr/share/javascript/bootstrap5/css/bootstrap.css',
    debianPackage: 'libjs-bootstrap5',
  },
  {
    what: 'the fonts of old systems',
    found: '/usr/share/fonts/truetype/liberation*/LiberationSans-Regular.ttf',
    debianPackage: 'fonts-liberation',
  },
  {
    what: 'fonts for every script',
    found: '/usr/share/fonts/truetype/noto/NotoSansEthiopic-Regular.ttf',
    debianPackage: 'fonts-noto-core',
  },
  {
    what: 'fonts for Chinese and Korean',
    found: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
    debianPackage: 'fonts-noto-cjk',
  },
  { what: 'curl', found: '/usr/bin/curl', debianPackage: 'curl' },
  {
    what: 'nginx',
    found: '/usr/sbin/nginx',
    debianPackage: 'nginx-light',
    // Its installation starts it on port 80.
    stop: ['systemctl', 'disable', '--now', 'nginx'],
  },
  { what: 'systemd-analyze', found: '/usr/bin/systemd-analyze', debianPackage: 'systemd' },
  { what: 'openssl', found: '/usr/bin/openssl', debianPackage: 'openssl' },
  { what: 'PostgreSQL server', found: '/usr/lib/postgresql/*/bin/initdb', debianPackage: 'postgresql' },
  {
    what: 'PgBouncer',
    found: '/usr/sbin/pgbouncer',
    debianPackage: 'pgbouncer',
    isForWhole: true,
    // Its installation starts it on port 6432.
    stop: ['systemctl', 'disable', '--now', 'pgbouncer'],
  },
  { what: 'Patroni', found: '/usr/bin/patroni', debianPackage: 'patroni', isForWhole: true },
  {
    what: 'etcd for Patroni',
    found: '/usr/lib/python3/dist-packages/etcd/__init__.py',
    debianPackage: 'python3-etcd',
    isForWhole: true,
  },
  {
    what: 'etcd',
    found: '/usr/bin/etcd',
    debianPackage: 'etcd-server',
    isForWhole: true,
    // Its installation starts it on port 2379.
    stop: ['systemctl', 'disable', '--now', 'etcd'],
  },
  {
    what: 'HAProxy',
    found: '/usr/sbin/haproxy',
    debianPackage: 'haproxy',
    isForWhole: true,
    // Its installation starts it without a port.
    stop: ['systemctl', 'disable', '--now', 'haproxy'],
  },
  { what: 'ip', found: '/usr/sbin/ip', debianPackage: 'iproute2', isForWhole: true },
  { what: 'zsh', found: '/usr/bin/zsh', debianPackage: 'zsh', isForWhole: true },
  {
    what: 'ejabberd',
    found: '/usr/sbin/ejabberdctl',
    debianPackage: 'ejabberd',
    // Its installation leaves Erlang's port mapper listening on all addresses.
    stop: ['epmd', '-kill'],
  },
  {
    what: 'web presence for ejabberd',
    found: '/usr/share/ejabberd-mod-webpresence/pixmaps',
    debianPackage: 'ejabberd-mod-webpresence',
  },
  { what: 'prosody', found: '/usr/bin/prosodyctl', debianPackage: 'prosody' },
  {
    what: 'web presence for prosody',
    found: '/usr/lib/prosody/modules/mod_webpresence/mod_webpresence.lua',
    debianPackage: 'prosody-modules',
  },
  { what: 'WordPress', found: '/usr/share/wordpress/wp-load.php', debianPackage: 'wordpress', isForWhole: true },
  {
    what: 'a theme for WordPress',
    found: '/usr/share/wordpress/wp-content/themes/twentytwentyfive/theme.json',
    debianPackage: 'wordpress-theme-twentytwentyfive',
    isForWhole: true,
  },
  { what: 'PHP', found: '/usr/bin/php', debianPackage: 'php-cli', isForWhole: true },
  { what: 'DokuWiki', found: '/usr/share/dokuwiki/doku.php', debianPackage: 'dokuwiki', isForWhole: true },
  {
    what: 'a database for WordPress',
    found: '/usr/sbin/mariadbd',
    debianPackage: 'mariadb-server-core',
    isForWhole: true,
  },
  { what: 'podman', found: '/usr/bin/podman', debianPackage: 'podman', isForWhole: true },
  { what: 'podman-compose', found: '/usr/bin/podman-compose', debianPackage: 'podman-compose', isForWhole: true },
  { what: 'a runtime for podman', found: '/usr/sbin/runc', debianPackage: 'runc', isForWhole: true },
  { what: "podman's networks", found: '/usr/lib/podman/netavark', debianPackage: 'netavark', isForWhole: true },
  {
    what: "names in podman's networks",
    found: '/usr/lib/podman/aardvark-dns',
    debianPackage: 'aardvark-dns',
    isForWhole: true,
  },
  { what: "rules of podman's networks", found: '/usr/sbin/nft', debianPackage: 'nftables', isForWhole: true },
  { what: 'mmdebstrap', found: '/usr/bin/mmdebstrap', debianPackage: 'mmdebstrap', isForWhole: true },
];

const isMissing = ({ found }: Prerequisite): boolean => globSync(found).length === 0;
const missingOf = (isWhole: boolean): Prerequisite[] =>
  PREREQUISITES.filter((need) => (isWhole || !need.isForWhole) && isMissing(need));

const aptGet = (...words: string[]): Promise<unknown> =>
  execute('env', ['DEBIAN_FRONTEND=noninteractive', 'apt-get', '-o', 'DPkg::Lock::Timeout=600', '-qq', ...words], {
    isBesideOthers: true,
  });

/** Returns what is still missing, as lines for a person; empty when everything is there. */
export async function ensurePrerequisites(isWhole: boolean): Promise<string[]> {
  let missing = missingOf(isWhole);
  if (missing.length > 0 && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const packages = missing.map((need) => need.debianPackage);
    console.log(`Installing ${packages.join(' ')} with apt-get`);
    await aptGet('update');
    await aptGet('install', '-y', '--no-install-recommends', ...packages);
    for (const { stop } of missing) if (stop) spawnSync(stop[0], stop.slice(1), { stdio: 'ignore' });
    missing = missingOf(isWhole);
  }
  if (missing.length === 0) return [];
  return [
    ...missing.map((need) => `${need.what} is missing: no ${need.found}`),
    `On Debian: sudo apt-get install --no-install-recommends ${missing.map((need) => need.debianPackage).join(' ')}`,
  ];
}
