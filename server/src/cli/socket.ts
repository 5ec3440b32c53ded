// In:    DATA_DIR.
// Out:   the same commands through the running server's socket, one door per command.
// Never: for anyone but the owner of DATA_DIR: the folder and the socket are theirs alone.
import { chmodSync, rmSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { ConfigError } from '../config.ts';
import { MAX_FILE_BYTES } from '../cooperative/yaml-source.ts';
import type { StoreCommands } from './store-commands.ts';
import { CommandRefusedError } from './words.ts';

/** Longest path of a socket that every system takes, its closing zero not counted: macOS 103, Linux 107. Units: bytes. */
const PATH_MOST_BYTES = 103;
/** An import's whole file, whose every character JSON may escape; and its reply, a line per change. */
const MAX_BODY_BYTES = 2 * MAX_FILE_BYTES;
const COMMANDS = [
  'migrate',
  'import',
  'export',
  'verify',
  'invite',
  'accounts',
  'endAccount',
  'signOut',
] as const satisfies (keyof StoreCommands)[];

export function socketPath(dataDir: string): string {
  const path = join(dataDir, 'askusnow.sock');
  if (Buffer.byteLength(path) > PATH_MOST_BYTES) {
    throw new ConfigError(
      `DATA_DIR: ${dataDir} is too long a path for a socket in it; ${PATH_MOST_BYTES - 14} bytes are the most`,
    );
  }
  return path;
}

async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    if ((size += chunk.length) > MAX_BODY_BYTES) throw new Error(`more than ${MAX_BODY_BYTES / 2 ** 20} MiB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function answer(commands: StoreCommands, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const send = (status: number, reply: object): void => void response.writeHead(status).end(JSON.stringify(reply));
  const name = COMMANDS.find((known) => `/${known}` === message.url);
  if (!name) return send(404, { error: 'the running server does not know this command: it is of another version' });
  try {
    const argument: unknown = JSON.parse(await readBody(message));
    send(200, { result: await (commands[name] as (argument: unknown) => Promise<unknown>)(argument) });
  } catch (error) {
    send(500, { error: (error as Error).message });
  }
}

/** Needs the lock on DATA_DIR: a socket left there by a killed server is removed. */
export async function listenOnSocket(dataDir: string, commands: StoreCommands): Promise<{ close(): Promise<void> }> {
  const path = socketPath(dataDir);
  rmSync(path, { force: true });
  const server = createServer((message, response) => void answer(commands, message, response));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
  chmodSync(path, 0o600);
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

/** Throws with code ENOENT or ECONNREFUSED where no server listens. */
async function ask(path: string, name: string, argument: unknown): Promise<unknown> {
  const message = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ socketPath: path, path: `/${name}`, method: 'POST', agent: false }, resolve)
      .once('error', reject)
      .end(JSON.stringify(argument ?? null));
  });
  const { result, error } = JSON.parse(await readBody(message)) as { result?: unknown; error?: string };
  if (error !== undefined) throw new CommandRefusedError(`The running server refused: ${error}`);
  return result;
}

export function createSocketCommands(dataDir: string): StoreCommands {
  const path = socketPath(dataDir);
  return Object.fromEntries(
    COMMANDS.map((name) => [name, (argument: unknown) => ask(path, name, argument)]),
  ) as unknown as StoreCommands;
}

export const isNobodyListening = (error: unknown): boolean =>
  ['ENOENT', 'ECONNREFUSED'].includes((error as NodeJS.ErrnoException).code ?? '');
