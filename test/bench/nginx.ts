// nginx as an anchor: Debian's own, one worker, nothing logged.
import { spawn, spawnSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { reservePort } from '../support/ports.ts';
import { temporaryFolder } from '../support/app/process.ts';
import { childrenOf } from './process-cpu.ts';

export interface Nginx {
  url: string;
  pids(): number[];
  stop(): void;
}

/** Ends the bench where a program is missing: without its anchor a figure says nothing. */
export function requireProgram(name: string, debianPackage = name): void {
  if (spawnSync('which', [name]).status === 0) return;
  console.error(
    `FAIL: ${name} is missing, and without it there is nothing to compare with: apt-get install ${debianPackage}`,
  );
  process.exit(1);
}

/** `main`: lines before `events`; `server`: inside `server`; `files` are written into its root. Answers at `probe` when it is up. */
export async function startNginx(given: {
  main?: string;
  server: string;
  connections: number;
  files?: Record<string, string>;
  probe: string;
}): Promise<Nginx> {
  const folder = temporaryFolder('askusnow-nginx-');
  const port = await reservePort();
  for (const [name, text] of Object.entries(given.files ?? {})) folder.write(name, text);
  const config = folder.write(
    'nginx.conf',
    `${given.main ?? ''}
    daemon off; worker_processes 1; pid ${folder.path}/pid;
    error_log stderr crit; ${process.getuid?.() === 0 ? 'user root;' : ''}
    events { worker_connections ${given.connections}; }
    http {
      access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; default_type application/json;
      client_body_temp_path ${folder.path}/b; proxy_temp_path ${folder.path}/p; fastcgi_temp_path ${folder.path}/f;
      uwsgi_temp_path ${folder.path}/u; scgi_temp_path ${folder.path}/s;
      server { listen 127.0.0.1:${port} backlog=4096; root ${folder.path}; ${given.server} }
    }`,
  );
  const child = spawn('nginx', ['-c', config, '-p', folder.path, '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  const answers = () =>
    fetch(url + given.probe)
      .then(({ ok }) => ok)
      .catch(() => false);
  while (!(await answers())) await wait(20);
  return {
    url,
    pids: () => [child.pid!, ...childrenOf(child.pid!)],
    stop() {
      child.once('close', () => folder.remove()).kill();
    },
  };
}
