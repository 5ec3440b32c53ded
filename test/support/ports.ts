// Ports for servers that must know their own address before they listen, or return to it. What can, listens on port 0 and says which.
import { mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Below the range from which the kernel gives ports to clients: none of their connections can take it meanwhile. */
const FIRST = 12_000;
const COUNT = 20_000;
const MAX_ATTEMPTS = 1_000;

const mine: string[] = [];
process.once('exit', () => mine.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** All processes of a run have the same temporary folder. A folder is made by one process alone: each port is given out once. */
function isMine(port: number): boolean {
  const reserved = join(tmpdir(), 'reserved-ports');
  mkdirSync(reserved, { recursive: true });
  const folder = join(reserved, String(port));
  try {
    mkdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  mine.push(folder);
  return true;
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
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    if (isMine(port) && !(await isTaken(port))) return port;
  }
  throw new Error(`no free port from ${FIRST} on: ${tmpdir()}/reserved-ports says which are reserved`);
}
