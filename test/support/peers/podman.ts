// Debian's podman with a store of its own, and what stands in for the images of Docker Hub: made of Debian's packages.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface Podman {
  /** On disk: images do not go into the memory that holds a run's other files. */
  folder: string;
  /** Runs podman to its end. Returns what it printed. */
  run(...words: string[]): string;
  /** The same by a shell's line, or by another program that calls podman. */
  runBy(program: string, ...words: string[]): string;
  remove(): void;
}

const CACHE = 'node_modules/.cache/askusnow-test';
const AUTHORITIES = '/etc/ssl/certs/ca-certificates.crt';

/** Of this process: a container may have no more. */
function limitOf(name: string, what: string): string {
  const [, limit = ''] =
    new RegExp(`^${what} +\\S+ +(\\S+)`, 'm').exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
  const hard = limit === 'unlimited' ? '-1' : limit;
  return `"${name}=${hard}:${hard}"`;
}

export function createPodman(): Podman {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(resolve(CACHE, 'podman-'));
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  // Debian's other runtime, crun, refuses machines that have both versions of control groups.
  const containers = `[engine]
runtime = "runc"
[network]
network_config_dir = "${folder}/networks"
[containers]
default_ulimits = [${limitOf('nofile', 'Max open files')}, ${limitOf('nproc', 'Max processes')}]
`;
  // A mount of its own would keep the folder from being removed.
  const storage = `[storage]
driver = "overlay"
graphroot = "${folder}/images"
runroot = "${folder}/running"
[storage.options.overlay]
skip_mount_home = "true"
`;
  const env = {
    ...process.env,
    CONTAINERS_CONF_OVERRIDE: write('containers.conf', containers),
    CONTAINERS_STORAGE_CONF: write('storage.conf', storage),
    PODMAN_IGNORE_CGROUPSV1_WARNING: '1',
  };
  const runBy = (program: string, ...words: string[]): string =>
    execFileSync(program, words, { env, encoding: 'utf8', stdio: 'pipe', maxBuffer: 2 ** 26 });
  const run = (...words: string[]): string => runBy('podman', ...words);
  return {
    folder,
    run,
    runBy,
    remove() {
      run('rm', '--all', '--force', '--volumes', '--time', '0');
      run('network', 'prune', '--force');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A root file system of Debian as an image. */
function importDebian(
  { run, runBy, folder }: Podman,
  image: string,
  packages: string,
  hooks: string[],
  change: string,
) {
  const file = join(folder, 'root.tar');
  const words = hooks.map((hook) => `--customize-hook=${hook}`);
  runBy('mmdebstrap', '--quiet', '--variant=minbase', `--include=${packages}`, ...words, 'trixie', file);
  run('import', '--quiet', '--change', change, file, image);
  rmSync(file);
}

/** As `docker.io/library/node:24-trixie-slim`: Debian, this Node, its npm, and who this machine trusts. */
export function importNode(podman: Podman): void {
  const hooks = [
    `copy-in ${process.execPath} /usr/local/bin`,
    'npm install --silent --global --prefix "$1/usr/local" npm@11',
    `copy-in ${AUTHORITIES} /etc/ssl/certs`,
  ];
  const change = `ENV NODE_EXTRA_CA_CERTS=${AUTHORITIES}`;
  importDebian(podman, 'docker.io/library/node:24-trixie-slim', 'ca-certificates', hooks, change);
}

/** What the image of Docker Hub does at its first start. */
const POSTGRES = `set -e
cd /var/lib/postgresql/data && chown postgres . && chmod 0700 .
as() { runuser -u postgres -- env PATH="$(echo /usr/lib/postgresql/*/bin):$PATH" PGDATA="$PWD" "$@"; }
if [ ! -s PG_VERSION ]; then
  as initdb -U "$POSTGRES_USER" --pwfile="$POSTGRES_PASSWORD_FILE" -A scram-sha-256
  echo "create database $POSTGRES_USER" | as postgres --single postgres
  echo 'host all all all scram-sha-256' >> pg_hba.conf
fi
as postgres -c listen_addresses='*' -c unix_socket_directories=/tmp
`;

/** As `docker.io/library/nginx:stable` and `docker.io/library/postgres:17`. */
export function importPeers(podman: Podman): void {
  const entry = join(podman.folder, 'postgres.sh');
  writeFileSync(entry, POSTGRES);
  const nginx = 'CMD ["nginx", "-g", "daemon off;"]';
  importDebian(podman, 'docker.io/library/nginx:stable', 'nginx-light,postgresql', [`copy-in ${entry} /`], nginx);
  const file = join(podman.folder, 'Postgres');
  writeFileSync(file, 'FROM docker.io/library/nginx:stable\nENTRYPOINT ["sh", "/postgres.sh"]\nCMD []\n');
  podman.run('build', '--quiet', '--pull=never', '-t', 'docker.io/library/postgres:17', '-f', file, podman.folder);
}
