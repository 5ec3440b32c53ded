// A desk that goes on sending its status after its hours have ended.
import type { AfterClosing } from '@askusnow/sdk';
import { atMomentText, momentText } from './moment-text.js';

/** What patrons see of it, and until when; null: it is not past its closing time. */
export function afterClosingText(afterClosing: AfterClosing, zone: string, nowMs: number): string | null {
  if (afterClosing === null) return null;
  const { closedAt, shown, until } = afterClosing;
  const closed = closedAt === null ? 'chat is closed' : `chat closed ${atMomentText(closedAt, zone, nowMs)}`;
  const from = until === null ? null : `From ${momentText(until, zone, nowMs)} on`;
  return shown
    ? `Patrons still see somebody here, although ${closed}.${from === null ? '' : ` ${from} they see this desk as closed.`}`
    : `Patrons see this desk as closed, since ${closed}, although it still sends its status.${from === null ? '' : ` ${from} it is shown again.`}`;
}
