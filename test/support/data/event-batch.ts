import { randomBytes } from 'node:crypto';
import type { AskEvent, EventBatch } from '@askusnow/sdk/contract';

export const anEvent = (more: Record<string, unknown> = {}): AskEvent => ({
  kind: 'click',
  state: 'available',
  tier: 'local',
  ...more,
});

/** `YYYYMMDD-` and 32 hex digits, as a page makes one. */
export const aBatchId = (at: string | number = Date.now()): string =>
  `${new Date(at).toISOString().slice(0, 10).replaceAll('-', '')}-${randomBytes(16).toString('hex')}`;

export const aBatch = ({ at, ...more }: Partial<EventBatch> & { at?: string | number } = {}): EventBatch => ({
  batch: aBatchId(at),
  library: 'harford',
  page: '/catalog/:id',
  placement: 'header',
  form: 'tag',
  widget: '0.1.0',
  practice: false,
  viewport: 'desktop',
  events: [anEvent()],
  ...more,
});
