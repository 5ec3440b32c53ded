// In:    an account, a help request, the tiers that a person may ask at once.
// Out:   whether the account sees it and reads its notes, and which steps it may take.
// Never: checks the state: machine.ts does, and both must allow a step.
import { TIERS, type AssistanceMove, type Escalation, type Taker, type Tier } from '@askusnow/sdk/contract';
import type { Account } from '../../platform/http/access.ts';
import { mayChange } from '../../accounts/scope.ts';
import { hasStep } from './machine.ts';
import type { HelpRequest } from './record.ts';

type PersonStep = AssistanceMove['step'];

const ALL: readonly PersonStep[] = ['acknowledged', 'taken', 'released', 'covered', 'closed', 'noted', 'escalated'];

type AtOnce = Escalation['atOnce'];

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
function roleSteps(account: Account, request: HelpRequest, atOnce: AtOnce): readonly PersonStep[] {
  const { taker, owner } = request.standing;
  const next = TIERS[TIERS.indexOf(owner) + 1];
  const mayAskNext = (atOnce as readonly (Tier | undefined)[]).includes(next);
  const all = ALL.filter((step) => step !== 'escalated' || mayAskNext);
  if (account.role === 'coordinator') return all;
  if (!sees(account, request) || !mayChange(account)) return [];
  // They are at the desk and know whether help has come.
  if (account.role === 'desk') return ['covered', 'noted'];
  const mayRelease = taker === null || isTheirs(account, taker);
  if (isOwn(account, request)) return all.filter((step) => step !== 'released' || mayRelease);
  return isTheirs(account, taker) ? ['released', 'covered', 'noted'] : ['taken'];
}

export const isAllowed = (account: Account, request: HelpRequest, step: PersonStep, atOnce: AtOnce): boolean =>
  roleSteps(account, request, atOnce).includes(step);

/** The steps that the account may take now. */
export const mayNow = (account: Account, request: HelpRequest, atOnce: AtOnce): PersonStep[] =>
  roleSteps(account, request, atOnce).filter((step) => hasStep(request.standing.state, step));

/** A liaison takes for a library of their own, the coordinator for any. */
export const mayTakeFor = (account: Account, taker: Taker): boolean =>
  account.role === 'coordinator' || isTheirs(account, taker);
