// Out:   the sentences about reported problems that the server sends.
import type { ProblemKind } from '@askusnow/sdk/contract';

const KINDS: Record<ProblemKind, string> = {
  'chat-software': 'the chat software',
  button: 'the button on a website',
  dashboard: 'the dashboard',
  numbers: 'the numbers',
  other: 'something else',
};

export const messages = {
  subject: (kind: ProblemKind, where: string | null): string =>
    where === null ? `Problem reported: ${KINDS[kind]}` : `Problem reported: ${KINDS[kind]}, ${where}`,
  text: (by: string, text: string, page: string): string =>
    `${by} has reported a problem:\n\n${text}\n\nThis page has what the server knows about it, and a field for your answer:\n${page}\n`,
  taskReads: 'reported problems',
  task: (count: number): string =>
    count === 1 ? 'A reported problem waits for an answer' : `${count} reported problems wait for an answer`,
  taskAction: 'Read and answer',
  quota: (max: number): string =>
    `Your account has ${max} reports without an answer, which is the maximum. Wait for an answer first.`,
  notYours: 'a library of your account',
  alreadyAnswered: 'Somebody else has answered this report. Load the page again to read the answer.',
};
