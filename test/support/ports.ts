// Ports for servers that must know their own address before they listen, or return to it. What can, listens on port 0 and says which.
import { mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Below the range from which the kernel gives ports to clients: none of their connections can take it meanwhile. */
const FIRST = 12_000;
const COUNT = 20_000;

/** All processes of a run have the same temporary folder: each port is given out once. A folder is made by one process alone. */
const RESERVED = join(tmpdir(), 'reserved-ports');

const mine: string[] = [];
process.once('exit', () => mine.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function isMine(port: number): boolean {
  const folder = join(RESERVED, String(port));
  try {
    mkdirSync(folder);
    mine.push(folder);
    return true;
  } catch {
    return false;
  }
}

/** Whether a program outside of the run has it. */
async function isTaken(port: number): Promise<boolean> {
  const server = createServer();
  const isFree = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
  });
  if (isFree) await new Promise((resolve) => server.close(resolve));
  return !isFree;
}

/** A port that no other process of the run is given. */
export async function reservePort(): Promise<number> {
  mkdirSync(RESERVED, { recursive: true });
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    if (isMine(port) && !(await isTaken(port))) return port;
  }
}
