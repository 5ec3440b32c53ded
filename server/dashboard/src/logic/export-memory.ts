// What this browser remembers of chat systems' files: names of columns, and which queue is which library's. No row, no person.
import { FIELDS, type Field } from './chat-export.js';

const KEY = 'askusnow-chat-export';

export interface ExportMemory {
  /** By field, the name of its column in lower case; '': none. */
  columns: Partial<Record<Field, string>>;
  /** By queue, the library; '': left out. */
  queues: Record<string, string>;
}

const isTexts = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' && value !== null && Object.values(value).every((each) => typeof each === 'string');

/** Anything unreadable is nothing: a browser may forbid it, or have what an older version wrote. */
export function readMemory(): ExportMemory {
  try {
    const { columns, queues } = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<ExportMemory>;
    const known = Object.entries(isTexts(columns) ? columns : {}).filter(([field]) => FIELDS.includes(field as Field));
    return { columns: Object.fromEntries(known), queues: isTexts(queues) ? queues : {} };
  } catch {
    return { columns: {}, queues: {} };
  }
}

export function writeMemory(memory: ExportMemory): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(memory));
  } catch {
    // The mapping is guessed again next time.
  }
}
