// A real chat server of this process's own. It ends and its folder goes when this process does, however it ends: the
// shell around it waits for the closing of a pipe.
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reservePort } from '../ports.ts';
import { pause } from '../waiting.ts';

const START_TIMEOUT_MS = 20_000;
export const DOMAIN = 'desk.example';
export const PASSWORD = 'made-up';

export interface XmppPeer {
  /** Where its web presence is asked: address and port, plain http, this machine only. */
  host: string;
  /** For signing in; the accounts are those it was started with. */
  account(user: string): { port: number; domain: string; user: string; password: string };
  stop(): Promise<void>;
}

export interface PeerKind {
  /** Debian's packages, to name where they are missing. */
  packages: string;
  /** A file of them. */
  found: string;
  /** Debian's own user, who runs it where the tests run as root: neither of the two starts as root. */
  user: string;
  configure(place: { folder: string; chatPort: number; webPort: number; users: readonly string[] }): {
    files: Record<string, string>;
    environment: Record<string, string>;
    /** The shell's words; the last ones end up in the server itself. */
    script: string;
  };
  /** After it listens. */
  addUsers?(webPort: number, users: readonly string[]): Promise<void>;
}

export async function startPeer(kind: PeerKind, users: readonly string[]): Promise<XmppPeer> {
  if (!existsSync(kind.found)) throw new Error(`No ${kind.found}: sudo apt-get install ${kind.packages}`);
  const isRoot = process.getuid?.() === 0;
  const folder = mkdtempSync(join(tmpdir(), 'askusnow-xmpp-'));
  const [chatPort, webPort] = [await reservePort(), await reservePort()];
  const { files, environment, script } = kind.configure({ folder, chatPort, webPort, users });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  if (isRoot) {
    const id = (flag: string): number => Number(execFileSync('id', [flag, kind.user], { encoding: 'utf8' }));
    chownSync(folder, id('-u'), id('-g'));
  }
  const guard = `(${script}) >'${folder}/output' 2>&1 </dev/null & read -r _; kill -KILL $!; wait; cd /; rm -rf '${folder}'`;
  const words = ['sh', '-c', guard];
  const [command = '', ...rest] = isRoot ? ['runuser', '-u', kind.user, '--', ...words] : words;
  const shell = spawn(command, rest, {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', HOME: folder, ...environment },
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  const ended = new Promise((resolve) => shell.once('close', resolve));
  shell.unref();
  (shell.stdin as unknown as { unref(): void }).unref();
  const host = `127.0.0.1:${webPort}`;
  try {
    await untilListening(`http://${host}/`);
    await kind.addUsers?.(webPort, users);
  } catch (error) {
    const output = existsSync(`${folder}/output`) ? readFileSync(`${folder}/output`, 'utf8') : '';
    shell.stdin.end();
    throw new Error(`${kind.packages} has not started:\n${output}`, { cause: error });
  }
  return {
    host,
    account: (user) => ({ port: chatPort, domain: DOMAIN, user, password: PASSWORD }),
    async stop() {
      shell.ref();
      shell.stdin.end();
      await ended;
    },
  };
}

async function untilListening(url: string): Promise<void> {
  for (const end = Date.now() + START_TIMEOUT_MS; ; await pause(50)) {
    try {
      await fetch(url);
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}
