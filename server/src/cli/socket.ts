// In:    DATA_DIR.
// Out:   the same commands over the running server's socket, one route per command.
// Never: serves anybody except the owner of DATA_DIR: folder and socket are private. Sends a long text as JSON, which
//        would be parsed at once and block the event loop.
//
// A request is a command's argument as one line of JSON, followed by the file's raw text if there is one. A response is a
// raw text, or any other result as JSON.
import { chmodSync, rmSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import { ConfigError } from '../platform/config.ts';
import type { FileText } from '../cooperative-file/file.ts';
import { MAX_FILE_BYTES } from '../cooperative-file/yaml-source.ts';
import { jsonChunks } from '../platform/http/chunked-json.ts';
import type { StoreCommands } from './store-commands.ts';
import { CommandRefusedError } from './faults.ts';

/** Max length of a socket's path on any system, without its closing zero: macOS 103, Linux 107. Units: bytes. */
const MAX_PATH_BYTES = 103;
/** An import's argument and whole file; files up to this size get a specific error. */
const MAX_REQUEST_BYTES = 2 * MAX_FILE_BYTES;
const TEXT_TYPE = 'text/plain; charset=utf-8';
/** Units: characters. */
const PIECE_CHARS = 64 * 1024;
const COMMANDS = [
  'migrate',
  'import',
  'export',
  'verify',
  'checkIntegrity',
  'backup',
  'checkAuditLog',
  'checkSealed',
  'role',
  'grants',
  'invite',
  'accounts',
  'endAccount',
  'signOut',
  'expectedTag',
  'score',
  'readiness',
] as const satisfies (keyof StoreCommands)[];

function socketPath(dataDir: string): string {
  const path = join(dataDir, 'askusnow.sock');
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) {
    throw new ConfigError(
      `DATA_DIR: ${dataDir} is too long a path for a socket in it; the maximum is ${MAX_PATH_BYTES - 14} bytes`,
    );
  }
  return path;
}

const NEWLINE = 0x0a;

async function readArgument(message: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    if ((size += chunk.length) > MAX_REQUEST_BYTES) throw new Error(`more than ${MAX_REQUEST_BYTES / 2 ** 20} MiB`);
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  const end = body.indexOf(NEWLINE);
  if (end < 0) return JSON.parse(body.toString());
  return { ...(JSON.parse(body.toString('utf8', 0, end)) as object), text: body.subarray(end + 1) };
}

/** Split at line ends, so that no character is split. */
function* piecesOf(whole: string): Generator<string> {
  let from = 0;
  while (from < whole.length) {
    const end = whole.indexOf('\n', from + PIECE_CHARS);
    const to = end < 0 ? whole.length : end + 1;
    yield whole.slice(from, to);
    from = to;
  }
}

async function send(response: ServerResponse, result: unknown): Promise<void> {
  if (typeof result === 'string') {
    response.writeHead(200, { 'content-type': TEXT_TYPE });
    await pipeline(Readable.from(piecesOf(result)), response);
  } else if (typeof result === 'object' && result !== null) {
    response.writeHead(200);
    await pipeline(Readable.from(jsonChunks(result)), response);
  } else response.writeHead(200).end(JSON.stringify(result));
}

async function answer(commands: StoreCommands, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const refuse = (status: number, error: string): void =>
    void response.writeHead(status).end(JSON.stringify({ error }));
  const name = COMMANDS.find((known) => `/${known}` === message.url);
  if (!name) return refuse(404, 'the running server does not know this command: it is of another version');
  try {
    const argument = await readArgument(message);
    await send(response, await (commands[name] as (argument: unknown) => Promise<unknown>)(argument));
  } catch (error) {
    if (!response.headersSent) refuse(500, (error as Error).message);
    else response.destroy();
  }
}

/** Needs the lock on DATA_DIR: it removes the socket of a killed server. */
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

/** Rejects with code ENOENT or ECONNREFUSED if no server listens. */
async function ask(path: string, name: string, argument: { text?: FileText } = {}): Promise<unknown> {
  const { text: file, ...line } = argument;
  const reply = await new Promise<IncomingMessage>((resolve, reject) => {
    const asking = request({ socketPath: path, path: `/${name}`, method: 'POST', agent: false }, resolve);
    asking.once('error', reject);
    asking.write(JSON.stringify(line));
    if (file !== undefined) asking.write('\n');
    asking.end(file);
  });
  const body = await text(reply);
  if (reply.headers['content-type'] === TEXT_TYPE) return body;
  const result: unknown = JSON.parse(body);
  if (reply.statusCode === 200) return result;
  throw new CommandRefusedError(`The running server refused: ${(result as { error: string }).error}`);
}

export function createSocketCommands(dataDir: string): StoreCommands {
  const path = socketPath(dataDir);
  return Object.fromEntries(
    COMMANDS.map((name) => [name, (argument?: object) => ask(path, name, argument)]),
  ) as unknown as StoreCommands;
}

export const hasNoListener = (error: unknown): boolean =>
  ['ENOENT', 'ECONNREFUSED'].includes((error as NodeJS.ErrnoException).code ?? '');
