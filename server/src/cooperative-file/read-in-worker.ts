// In:    the text of the cooperative's file, in a process that answers patrons.
// Out:   the result of file.ts from a worker thread; or an error if it takes too long or too much memory.
// Never: blocks the event loop, even during the transfer of the result; keeps the thread.
import { createWorkerPool, workerTask } from '../platform/worker/worker-pool.ts';
import type { FileError, FileOptions, FileText, ParsedFile } from './file.ts';
import type { run } from './read-in-thread.ts';
import type { Cooperative } from './schema.ts';

const READ_FILE = workerTask<typeof run>(import.meta.url, './read-in-thread');
/**
 * A file of 20 MiB takes some 15 s on a free processor, and longer on a busy one. It needs some 600 MB; a file whose
 * anchors prevent splitting needs 150 bytes per byte.
 */
const LIMITS = { timeoutMs: 600_000, memoryMb: 1_024 };
const PIECES_PER_PART = 200;

const tooMuch = (fault: string, { timeoutMs, memoryMb }: typeof LIMITS): string | undefined =>
  ({
    timeout: `takes longer than ${timeoutMs / 1000} s to read; should be shorter`,
    memory: `needs more than ${memoryMb} MB to read; should have no anchors ("&name") and no long list in brackets, which keep a long file in one piece`,
  })[fault];

export async function readInWorker(text: FileText, options: FileOptions, most = LIMITS): Promise<ParsedFile> {
  const workers = createWorkerPool({ threads: 1, memoryMb: most.memoryMb });
  try {
    const limits = { timeoutMs: most.timeoutMs, itemsPerPart: PIECES_PER_PART };
    const outcome = await workers.run(READ_FILE, { text, options }, limits);
    if ('fault' in outcome) {
      const message = tooMuch(outcome.fault, most);
      if (message === undefined) throw new Error(`the cooperative's file could not be read: ${outcome.detail}`);
      return { errors: [{ file: options.fileName, line: 1, field: '', message }] };
    }
    const errors: FileError[] = [];
    const warnings: FileError[] = [];
    const cooperative: Partial<Cooperative> & Pick<Cooperative, 'queues' | 'libraries'> = { queues: [], libraries: [] };
    for (const piece of outcome.result) {
      if ('queue' in piece) cooperative.queues.push(piece.queue);
      else if ('library' in piece) cooperative.libraries.push(piece.library);
      else if ('head' in piece) cooperative.cooperative = piece.head;
      else if ('warning' in piece) warnings.push(piece.warning);
      else errors.push(piece.error);
    }
    return cooperative.cooperative === undefined
      ? { errors }
      : { cooperative: { ...cooperative, cooperative: cooperative.cooperative }, warnings };
  } finally {
    workers.close();
  }
}
