// A thread: makes the tables of one file of worlds, by each of its functions named `…Tables`.
import { parentPort, workerData } from 'node:worker_threads';
import type { Table } from './table.ts';

const worlds = (await import(`./${workerData as string}`)) as Record<string, unknown>;
const makers = Object.entries(worlds).filter(([name]) => name.endsWith('Tables')) as [string, () => Table[]][];
parentPort!.postMessage(makers.flatMap(([, make]) => make()));
