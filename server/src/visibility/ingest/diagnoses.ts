// In:    events of one batch, and the class of each.
// Out:   what their page diagnosed of the entry point.
// Never: a database, a clock or an address; a count of impressions, views or clicks.
import type { AskEvent, DiagnosisValue } from '@askusnow/sdk/contract';
import type { EventClass } from '../tables.ts';

/** One diagnosis: a page sends each value once per placement and page view. */
export interface Diagnosis {
  class: EventClass;
  value: DiagnosisValue;
}

export function toDiagnoses(events: readonly AskEvent[], classOf: (event: AskEvent) => EventClass): Diagnosis[] {
  const diagnoses: Diagnosis[] = [];
  for (const event of events)
    if (event.kind === 'diagnosis') diagnoses.push({ class: classOf(event), value: event.value });
  return diagnoses;
}
