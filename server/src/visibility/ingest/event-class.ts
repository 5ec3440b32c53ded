// In:    who sends an event, and for which library.
// Out:   its class, the first that holds: bot, practice, suspect, counted.
// Never: a trial by a bot: the checklist takes a trial for proof that staff have tried the button.
import type { EventClass } from '../tables.ts';
import type { AbuseCap, CappedKind } from './abuse-cap.ts';
import { createBotCheck } from './bots.ts';

export interface ClassifiedSender {
  userAgent: string | undefined;
  address: string;
  practice: boolean;
}

/** Called once for each batch; the function that it returns once for each event. */
export type Classify = (library: string, sender: ClassifiedSender) => (event: { kind: CappedKind }) => EventClass;

export function createClassify(abuseCap: Pick<AbuseCap, 'meter'>): Classify {
  const isBot = createBotCheck();
  return (library, { userAgent, address, practice }) => {
    if (isBot(userAgent)) return () => 'bot';
    if (practice) return () => 'practice';
    const isPastCap = abuseCap.meter(address, library);
    return ({ kind }) => (isPastCap(kind) ? 'suspect' : 'counted');
  };
}
