// Who sees a call for help, and which steps are theirs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ASSISTANCE_STATES, TIERS, type Taker } from '@askusnow/sdk/contract';
import { hasStep, type RequestState } from '../../../server/src/help/assistance/machine.ts';
import type { HelpRequest } from '../../../server/src/help/assistance/record.ts';
import { isAllowed, mayNow, mayTakeFor, readsNotes, sees } from '../../../server/src/help/assistance/rights.ts';
import type { Account } from '../../../server/src/platform/http/access.ts';

const account = (role: Account['role'], libraries: string[] = [], queues: string[] = []): Account => ({
  id: 1,
  label: role,
  role,
  libraries,
  queues,
});
const COORDINATOR = account('coordinator');
const OWN = account('liaison', ['harford']);
const OTHER = account('liaison', ['carroll']);
const DESK = account('desk', [], ['harford-desk']);
const OTHER_DESK = account('desk', [], ['state']);
const AT_ONCE = ['statewide' as const];
const EVERYBODY = [COORDINATOR, OWN, OTHER, DESK, OTHER_DESK];

const request = (change: Partial<RequestState> = {}): HelpRequest => ({
  id: 1,
  library: 'harford',
  queue: 'harford-desk',
  reason: 'by-hand',
  note: null,
  cover: null,
  standing: {
    state: 'open',
    openedMs: 0,
    startMs: 0,
    endMs: null,
    owner: 'local',
    deadlineMs: 1,
    taker: null,
    overAtMs: null,
    revision: 1,
    ...change,
  },
});
const seenBy = (each: HelpRequest): string[] =>
  EVERYBODY.filter((one) => sees(one, each)).map((one) => [one.role, ...one.libraries, ...one.queues].join(' '));

test('rights: a request is its library’s, its desk’s and the coordinator’s, and others’ once it has gone further and is not over', () => {
  const near = ['coordinator', 'liaison harford', 'desk harford-desk'];
  assert.deepEqual(seenBy(request()), near);
  const far = ['coordinator', 'liaison harford', 'liaison carroll', 'desk harford-desk'];
  assert.deepEqual(seenBy(request({ owner: 'statewide' })), far);
  assert.deepEqual(seenBy(request({ taker: { library: 'carroll' } })), far);
  assert.deepEqual(seenBy(request({ owner: 'global', overAtMs: 5, state: 'closed' })), near);
});

test('rights: a shared desk’s request is its own people’s and the coordinator’s, for any library to take while it runs', () => {
  const shared: HelpRequest = { ...request({ owner: 'statewide' }), library: null, queue: 'state' };
  assert.deepEqual(seenBy(shared), ['coordinator', 'liaison harford', 'liaison carroll', 'desk state']);
  assert.deepEqual(
    EVERYBODY.filter((one) => readsNotes(one, shared)),
    [COORDINATOR, OTHER_DESK],
  );
  assert.deepEqual(
    [mayNow(OWN, shared, AT_ONCE), mayNow(OTHER_DESK, shared, AT_ONCE)],
    [['taken'], ['covered', 'noted']],
  );
  const over: HelpRequest = { ...shared, standing: { ...shared.standing, state: 'closed', overAtMs: 5 } };
  assert.deepEqual(seenBy(over), ['coordinator', 'desk state']);
});

test('rights: its notes are read by its library, its desk, who has taken it and the coordinator, however far it has gone', () => {
  const own = [COORDINATOR, OWN, DESK];
  const readers = (each: HelpRequest) => EVERYBODY.filter((one) => readsNotes(one, each));
  for (const owner of TIERS) assert.deepEqual(readers(request({ owner })), own);
  assert.deepEqual(readers(request({ taker: { tier: 'global' }, owner: 'global' })), own);
  assert.deepEqual(readers(request({ taker: { library: 'carroll' }, owner: 'statewide' })), [
    COORDINATOR,
    OWN,
    OTHER,
    DESK,
  ]);
});

test('rights: no step on an invisible request, and none that its state does not allow', () => {
  const takers: (Taker | null)[] = [null, { tier: 'statewide' }, { library: 'carroll' }, { library: 'harford' }];
  for (const state of ASSISTANCE_STATES)
    for (const owner of TIERS)
      for (const taker of takers)
        for (const each of EVERYBODY) {
          const one = request({ state, owner, taker, overAtMs: state === 'closed' || state === 'expired' ? 5 : null });
          const may = mayNow(each, one, AT_ONCE);
          if (!sees(each, one)) assert.deepEqual(may, []);
          assert.ok(may.every((step) => hasStep(state, step) && isAllowed(each, one, step, AT_ONCE)));
        }
});

test('rights: a liaison takes for a library of their own alone, the coordinator for whomever', () => {
  assert.ok(mayTakeFor(OWN, { library: 'harford' }) && mayTakeFor(COORDINATOR, { tier: 'global' }));
  for (const taker of [{ library: 'carroll' }, { tier: 'local' }, { tier: 'statewide' }] as const)
    assert.equal(mayTakeFor(OWN, taker), false);
});

test('rights: nobody but who has taken it, and the coordinator, gives it back', () => {
  const taken = request({ state: 'taken', owner: 'statewide', taker: { library: 'carroll' } });
  assert.deepEqual(
    EVERYBODY.filter((each) => isAllowed(each, taken, 'released', AT_ONCE)),
    [COORDINATOR, OTHER],
  );
});

test('rights: the next tier is asked now by the library and the coordinator, where the file lets it be asked at once', () => {
  const mayAsk = (each: HelpRequest, atOnce: ('statewide' | 'global')[]): Account[] =>
    EVERYBODY.filter((one) => mayNow(one, each, atOnce).includes('escalated'));
  assert.deepEqual(mayAsk(request(), ['statewide']), [COORDINATOR, OWN]);
  assert.deepEqual(mayAsk(request(), ['global']), []);
  assert.deepEqual(mayAsk(request({ owner: 'statewide' }), ['statewide']), []);
  assert.deepEqual(mayAsk(request({ owner: 'statewide' }), ['global']), [COORDINATOR, OWN]);
  assert.deepEqual(mayAsk(request({ owner: 'global' }), ['statewide', 'global']), []);
  assert.deepEqual(mayAsk(request({ state: 'taken' }), ['statewide']), []);
});
