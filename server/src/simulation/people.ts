// In:    a signed-in connection for each role, an instant.
// Out:   what staff do in the simulation: help requests asked for and taken, hours changed, coverage corrected.
// Never: every request answered: some escalate, and some expire.
import {
  addNote,
  askForAssistance,
  changeQueueHours,
  closeQueueUntil,
  correctCoverage,
  getAssistance,
  getQueueCoverage,
  getQueueHours,
  ProblemError,
  stateRule,
  stepAssistance,
  type Connection,
} from '@askusnow/sdk';
import type { Role } from '@askusnow/sdk/contract';
import { DAY_MS, HOUR_MS, MINUTE_MS, toInstant, toUtcDate } from '../platform/time/instants.ts';
import { randomOf } from './random.ts';

/** Signs in as an account of this role, for these libraries. */
export type SignIn = (role: Role, libraries?: string[]) => Promise<Connection>;

/** The file's own closings may be on an act's day: it does not happen then. */
export const ignoreRefusal = (error: unknown): void => {
  if (!(error instanceof ProblemError)) throw error;
};

/** Of all requests, those that the statewide desk takes, and those that it has only seen. */
const TAKEN = 0.5;
const ACKNOWLEDGED = 0.7;
/** Before it answers. */
const REACTION_MS = 4 * MINUTE_MS;

/** The statewide desk looks at the open requests. */
export async function answerRequests(coordinator: Connection, seed: string, nowMs: number): Promise<void> {
  const { requests } = await getAssistance(coordinator);
  for (const { id, revision, may, openedAt, owner, state, overAt } of requests) {
    if (overAt !== null || owner === 'local' || nowMs < Date.parse(openedAt) + REACTION_MS) continue;
    const drawn = randomOf(seed, 'help', id)();
    if (drawn < TAKEN && may.includes('taken') && state !== 'taken')
      await stepAssistance(coordinator, id, { step: 'taken', revision, taker: { tier: 'statewide' } });
    else if (drawn >= TAKEN && drawn < ACKNOWLEDGED && state === 'open' && may.includes('acknowledged'))
      await stepAssistance(coordinator, id, { step: 'acknowledged', revision, note: 'Looking for somebody.' });
  }
}

export interface Act {
  daysAgo: number;
  run(signIn: SignIn, nowMs: number): Promise<void>;
}

/** Corrects the desk's last gap: somebody was there, and the page said away. */
const correctLastGap = async (signIn: SignIn, nowMs: number): Promise<void> => {
  const liaison = await signIn('liaison', ['kent']);
  const { gaps } = await getQueueCoverage(liaison, 'kent', {
    from: toInstant(nowMs - 7 * DAY_MS),
    to: toInstant(nowMs),
  });
  const gap = gaps.findLast(({ end }) => end !== null);
  if (gap !== undefined && gap.end !== null)
    await correctCoverage(liaison, 'kent', {
      start: gap.start,
      end: gap.end,
      kind: 'covered',
      why: 'Staffed: the page had been left on Away.',
    });
};

const askAhead = async (signIn: SignIn, nowMs: number): Promise<void> => {
  const liaison = await signIn('liaison', ['harford']);
  const startMs = nowMs + 2 * DAY_MS;
  const gap = { start: toInstant(startMs), end: toInstant(startMs + 3 * HOUR_MS) };
  const note = 'Nobody of ours can take this shift.';
  await askForAssistance(liaison, 'harford', { queue: 'harford', reason: 'by-hand', gap, note });
};

/** A liaison states that a rule is met, the day after. */
const state = (daysAgo: number, library: string, rule: string): Act => ({
  daysAgo,
  async run(signIn, nowMs) {
    const liaison = await signIn('liaison', [library]);
    await stateRule(liaison, library, rule, { verdict: 'met', date: toUtcDate(nowMs - DAY_MS), revision: 0 });
  },
});

/** A liaison notes on the same day what has changed on the site: what the story tells (story.ts). */
const note = (daysAgo: number, library: string, text: string): Act => ({
  daysAgo,
  async run(signIn, nowMs) {
    const liaison = await signIn('liaison', [library]);
    await addNote(liaison, library, { date: toUtcDate(nowMs), text });
  },
});

/** Nobody is on after the statewide desk's hours, on an evening and a morning: patrons ask in vain, which the missed hours show. */
const closeGlobal = (daysAgo: number): Act => ({
  daysAgo,
  async run(signIn, nowMs) {
    const coordinator = await signIn('coordinator');
    const { revision } = await getQueueHours(coordinator, 'global');
    const until = toInstant(nowMs + 30 * HOUR_MS);
    await closeQueueUntil(coordinator, 'global', { until, revision, note: 'Maintenance of the chat service' });
  },
});

export const ACTS: readonly Act[] = [
  ...[81.1, 66.1, 52.1, 37.1, 27.1, 20.1, 11.1].map(closeGlobal),
  note(40, 'calvert', 'New theme'),
  note(35, 'wicomico', 'First tags on the home page'),
  note(33, 'harford', 'Tag added where the catalog finds nothing'),
  state(30.2, 'harford', 'vendor-databases'),
  state(25.2, 'harford', 'reviewed'),
  note(24, 'washington', 'New catalog'),
  note(19, 'harford', 'Tag added to the databases'),
  state(18.1, 'harford', 'who-answers'),
  note(16, 'garrett', 'New home page'),
  note(12, 'harford', 'Tag added to the research guides'),
  note(12, 'carroll', 'Cookie banner added'),
  {
    daysAgo: 40.2,
    async run(signIn, nowMs) {
      const liaison = await signIn('liaison', ['harford']);
      const { hours, revision } = await getQueueHours(liaison, 'harford');
      const exception = { date: toUtcDate(nowMs + 12 * DAY_MS), open: [], note: 'Staff day' };
      await changeQueueHours(liaison, 'harford', {
        hours: { ...hours, exceptions: [...hours.exceptions, exception] },
        revision,
      });
    },
  },
  { daysAgo: 18.3, run: askAhead },
  { daysAgo: 9.2, run: correctLastGap },
  {
    daysAgo: 6.1,
    async run(signIn, nowMs) {
      const liaison = await signIn('liaison', ['cecil']);
      const { revision } = await getQueueHours(liaison, 'cecil');
      const until = toInstant(nowMs + 5 * HOUR_MS);
      await closeQueueUntil(liaison, 'cecil', { until, revision, note: 'Power outage' });
    },
  },
  { daysAgo: 4.3, run: askAhead },
  { daysAgo: 2.2, run: correctLastGap },
];
