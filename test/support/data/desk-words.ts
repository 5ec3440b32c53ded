// A desk and a help request as the routes return them, for tests of the pages' texts.
import type { AssistanceRequest, QueueNow } from '@askusnow/sdk/contract';

export const ZONE = 'America/New_York';
/** 10:30 in New York. */
export const NOW = Date.parse('2026-11-04T15:30:00.000Z');
export const plain = (text: string | null): string => (text ?? 'null').replace(/\s/g, ' ');

export const aQueue = (more: Partial<QueueNow> = {}): QueueNow => ({
  queue: 'harford-desk',
  name: 'Harford desk',
  tier: 'local',
  zone: ZONE,
  libraries: 1,
  hours: 'open',
  neverCloses: false,
  holiday: null,
  scheduled: ['Reference desk'],
  hasShifts: true,
  observed: 'available',
  since: '2026-11-04T14:00:00.000Z',
  heldUntil: null,
  sampledAt: '2026-11-04T15:29:30.000Z',
  afterClosing: null,
  kind: 'covered',
  uncoveredSince: null,
  nextChange: '2026-11-04T22:00:00.000Z',
  scheduledNext: [],
  closesAt: '2026-11-04T22:00:00.000Z',
  opensAt: null,
  forecastGaps: [],
  openHours: [],
  mayAsk: true,
  ...more,
});
export const uncovered = aQueue({
  kind: 'uncovered',
  observed: 'nobody',
  since: '2026-11-04T15:05:00.000Z',
  uncoveredSince: '2026-11-04T15:05:00.000Z',
});

export const aRequest = (more: Partial<AssistanceRequest> = {}): AssistanceRequest => ({
  id: 7,
  library: 'harford',
  queue: 'harford-desk',
  names: { library: 'Harford County Public Library', queue: 'Harford desk', taker: null },
  reason: 'forecast-gap',
  state: 'open',
  gap: { start: '2026-11-05T14:00:00.000Z', end: '2026-11-05T16:00:00.000Z' },
  owner: 'local',
  deadline: '2026-11-04T15:40:00.000Z',
  endsBy: '2026-11-05T16:00:00.000Z',
  taker: null,
  passedOver: [],
  note: null,
  openedAt: '2026-11-04T15:18:00.000Z',
  overAt: null,
  told: 1,
  revision: 1,
  may: [],
  steps: [],
  ...more,
});
