import type { Role } from '@askusnow/sdk/contract';
import type { TestApp } from '../app/app.ts';

/** What a page is opened for, and where its first window answers. */
export interface Question {
  /** In a reader's words. */
  question: string;
  /** What the first window says then. */
  answer: RegExp;
}

/** A page with its three questions. */
export interface AskedPage {
  name: string;
  /** Null: whom nobody knows. */
  role: Role | null;
  /** The account's libraries, or a desk's queues; empty for the coordinator. */
  ids: readonly string[];
  /** A function makes the link that the page is opened by. */
  path: string | ((server: TestApp) => Promise<string>);
  questions: readonly [Question, Question, Question];
}

/** Questions as pairs, which read as a table. */
export const asked = (
  name: string,
  { role, ids = [], path }: Pick<AskedPage, 'role' | 'path'> & { ids?: readonly string[] },
  questions: readonly [...(readonly [string, RegExp])[]],
): AskedPage => {
  const [one, two, three] = questions.map(([question, answer]) => ({ question, answer }));
  if (one === undefined || two === undefined || three === undefined || questions.length > 3)
    throw new Error(`${name} has ${questions.length} questions, and should have three`);
  return { name, role, ids, path, questions: [one, two, three] };
};
