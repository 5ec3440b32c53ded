import type { QuestionYear } from '@askusnow/sdk';
import { messages } from '../i18n/chat-export.js';
import { countDays, dayIn, type ChatFact } from '../logic/chat-export.js';
import type { FileEntry } from '../logic/export-days.js';
import { dayAfter, daysBetween } from '../logic/question-week.js';
import { FileFault } from './chat-file.js';
import { loadPart, type Part } from './chat-parts.js';

const MAX_QUEUES = 50;
const MAX_DAYS = 366;

/** What is compared with what is stored. */
export interface Comparison {
  /** The library of each queue of the file; empty: the queue is left out. */
  queues: Record<string, string>;
  from: string;
  to: string;
}

/** Of our own format: all days of a file, which has no queues. Throws a {@link FileFault}. */
export function comparisonOfDays(days: readonly FileEntry[]): Comparison {
  if (days.length === 0) throw new FileFault(messages.empty);
  if (days.length > MAX_DAYS) throw new FileFault(messages.tooLong);
  const dates = days.map(({ date }) => date).sort();
  return { queues: {}, from: dates[0]!, to: dates.at(-1)! };
}

/** What is proposed for the chats of a file. Throws a {@link FileFault}. */
export function comparisonOfChats(
  facts: readonly ChatFact[],
  { zone, today }: Pick<QuestionYear, 'zone' | 'today'>,
  libraryOf: (queue: string, queues: readonly string[]) => string,
): Comparison {
  const names = [...new Set(facts.map(({ queue }) => queue))];
  if (names.length > MAX_QUEUES) throw new FileFault(messages.tooManyQueues);
  const dayOf = dayIn(zone);
  const days = facts.map(({ when }) => dayOf(when)).sort();
  return {
    queues: Object.fromEntries(names.map((name) => [name, libraryOf(name, names)])),
    from: days[0]!,
    // Today is not over.
    to: [days.at(-1)!, dayAfter(today, -1)].sort()[0]!,
  };
}

/** The days of a comparison. Throws a {@link FileFault}. */
export function windowOf({ from, to }: Comparison): readonly string[] {
  const window = daysBetween(from, to);
  if (window.length === 0 || window.length > MAX_DAYS) throw new FileFault(messages.tooLong);
  return window;
}

/** Each library's chats beside what is stored. Rejects as `loadPart` does. */
export function loadParts(
  facts: readonly ChatFact[],
  comparison: Comparison,
  window: readonly string[],
): Promise<Part[]> {
  const { queues } = comparison;
  const libraries = [...new Set(Object.values(queues))].filter((library) => library !== '');
  return Promise.all(
    libraries.map((library) => {
      const its = facts.filter(({ queue }) => queues[queue] === library);
      return loadPart(library, comparison, (zone) => {
        const counts = countDays(its, zone, window);
        return {
          unanswered: counts.reduce((sum, day) => sum + day.unanswered, 0),
          days: counts.map(({ unanswered: _unanswered, ...day }): FileEntry => ({ ...day, state: 'counted' })),
        };
      });
    }),
  );
}
