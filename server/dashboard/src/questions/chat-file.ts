import { messages } from '../i18n/chat-export.js';
import { isHeader, readChats, type ChatFact, type Columns } from '../logic/chat-export.js';
import { csvRows, decodeText, delimiterOf, RowFault } from '../logic/csv-file.js';
import type { FileEntry } from '../logic/export-days.js';
import { readQuestionFile } from '../logic/question-file.js';
import type { SurveyReader } from '../logic/survey-answers.js';
import type { Step } from '../ui/long-work.js';

const MAX_MEGABYTES = 50;
const PREVIEW_ROWS = 5;

/** A file as it was read. Its text stays in the browser. */
export interface ChatFile {
  text: string;
  delimiter: string;
  header: readonly string[];
  preview: readonly (readonly string[])[];
}

/** Nothing can be taken from the file: the message says why. */
export class FileFault extends Error {}

/** What is wrong with a file. Throws any other error. */
export function faultText(error: unknown): string {
  if (error instanceof FileFault) return error.message;
  if (error instanceof RowFault) return messages.fault(error.row, error.reason);
  throw error;
}

/** Up to so many rows. */
function firstRows(rows: Iterator<string[]>, most: number): string[][] {
  const first: string[][] = [];
  while (first.length < most) {
    const next = rows.next();
    if (next.done) break;
    first.push(next.value);
  }
  return first;
}

/** Rejects with a {@link FileFault} or a `RowFault`, as do the others. */
export async function openFile(chosen: File): Promise<ChatFile> {
  if (chosen.size > MAX_MEGABYTES * 1_000_000) throw new FileFault(messages.tooLarge(MAX_MEGABYTES));
  const text = decodeText(new Uint8Array(await chosen.arrayBuffer()));
  const delimiter = delimiterOf(text);
  const [header, ...preview] = firstRows(csvRows(text, delimiter), PREVIEW_ROWS + 1);
  if (header === undefined || preview.length === 0) throw new FileFault(messages.empty);
  if (!isHeader(header)) throw new FileFault(messages.noHeader);
  return { text, delimiter, header, preview };
}

function rowsBelowHeader({ text, delimiter }: ChatFile): Iterable<string[]> {
  const rows = csvRows(text, delimiter);
  rows.next();
  return rows;
}

/** The days of our own format. */
export const readDays = (file: ChatFile): FileEntry[] =>
  readQuestionFile(rowsBelowHeader(file), file.header.length).map(({ closed, date, questions, levels }) =>
    closed ? { date, state: 'closed' } : { date, state: 'counted', questions, levels },
  );

/** The chats of a chat system's file, and beside them the answers to its survey. */
export const readFacts = (
  file: ChatFile,
  columns: Columns,
  survey: SurveyReader,
  { signal, report }: Step,
): Promise<ChatFact[]> =>
  readChats(
    rowsBelowHeader(file),
    columns,
    file.header.length,
    async (row) => {
      report({ done: row, total: null });
      // A task of its own, so that the browser can paint and take a press of Cancel.
      await new Promise((resolve) => setTimeout(resolve, 0));
      signal.throwIfAborted();
    },
    survey,
  );
