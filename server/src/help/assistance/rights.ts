// In:    an account, a help request.
// Out:   whether the account sees it and reads its notes, and which steps it may take.
// Never: checks the state: machine.ts does, and both must allow a step.
import { TIERS, type AssistanceMove, type Taker } from '@askusnow/sdk/contract';
import type { Account } from '../../platform/http/access.ts';
import { mayChange } from '../../accounts/scope.ts';
import { hasStep } from './machine.ts';
import type { HelpRequest } from './record.ts';

type PersonStep = AssistanceMove['step'];

const ALL: readonly PersonStep[] = ['acknowledged', 'taken', 'released', 'covered', 'closed', 'noted'];

const isOwn = ({ libraries }: Account, { library }: HelpRequest): boolean =>
  library !== null && libraries.includes(library);

const isTheirs = (account: Account, taker: Taker | null): boolean =>
  taker !== null && 'library' in taker && account.libraries.includes(taker.library);

/** Whether liaisons of other libraries may help: yes, unless the request is still the library's own. */
const isShared = ({ standing }: HelpRequest): boolean => standing.overAtMs === null && standing.owner !== TIERS[0];

/** A note may be about a patron: only the coordinator, the library, the desk and the request's taker read it. */
export function readsNotes(account: Account, request: HelpRequest): boolean {
  if (account.role === 'coordinator') return true;
  if (account.role === 'desk') return account.queues.includes(request.queue);
  return isOwn(account, request) || isTheirs(account, request.standing.taker);
}

export const sees = (account: Account, request: HelpRequest): boolean =>
  readsNotes(account, request) || (account.libraries.length > 0 && isShared(request));

/** Regardless of the state. */
function roleSteps(account: Account, request: HelpRequest): readonly PersonStep[] {
  const { taker } = request.standing;
  if (account.role === 'coordinator') return ALL;
  if (!sees(account, request) || !mayChange(account)) return [];
  // They are at the desk and know whether help has come.
  if (account.role === 'desk') return ['covered', 'noted'];
  const mayRelease = taker === null || isTheirs(account, taker);
  if (isOwn(account, request)) return ALL.filter((step) => step !== 'released' || mayRelease);
  return isTheirs(account, taker) ? ['released', 'covered', 'noted'] : ['taken'];
}

export const isAllowed = (account: Account, request: HelpRequest, step: PersonStep): boolean =>
  roleSteps(account, request).includes(step);

/** The steps that the account may take now. */
export const mayNow = (account: Account, request: HelpRequest): PersonStep[] =>
  roleSteps(account, request).filter((step) => hasStep(request.standing.state, step));

/** A liaison takes for a library of their own, the coordinator for any. */
export const mayTakeFor = (account: Account, taker: Taker): boolean =>
  account.role === 'coordinator' || isTheirs(account, taker);
