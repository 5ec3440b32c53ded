// Ports for servers that must know their own address before they listen, or return to it. What can, listens on port 0 and says which.
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

/** Below the range from which the kernel gives ports to clients: none of their connections can take it meanwhile. */
const FIRST = 12_000;
const COUNT = 20_000;
const MAX_ATTEMPTS = 1_000;

/**
 * The UDP port of the same number is the reservation: one process of the machine can have it, whatever run of the tests
 * it belongs to, and has it until it ends, however it ends.
 */
async function reserve(port: number): Promise<boolean> {
  const reservation = createSocket('udp4');
  return new Promise((resolve) => {
    reservation.once('error', () => resolve(false));
    reservation.bind({ port, address: '127.0.0.1', exclusive: true }, () => {
      reservation.unref();
      resolve(true);
    });
  });
}

/** Whether a program that reserves nothing has it. */
async function isTaken(port: number): Promise<boolean> {
  const server = createServer();
  const isFree = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
  });
  if (isFree) await new Promise((resolve) => server.close(resolve));
  return !isFree;
}

/** A port that no other process of the tests on this machine is given. */
export async function reservePort(): Promise<number> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    if ((await reserve(port)) && !(await isTaken(port))) return port;
  }
  throw new Error(`no free port from ${FIRST} to ${FIRST + COUNT - 1}`);
}
