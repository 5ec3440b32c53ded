import { html, type TemplateResult } from 'lit';
import { WORDS } from '../i18n/words.js';
import { zoneName } from '../i18n/zone-text.js';
import { errorsAt } from '../logic/field-errors.js';
import { instantMs, wallClock } from '../logic/wall-clock.js';
import type { Draft } from './draft.js';

/** The day and the time at which something ends, as they are typed. */
export interface TypedEnd {
  day: string;
  time: string;
}

/** An instant as the fields show it. `ms`: of the epoch. */
export function typedEnd(ms: number, zone: string): TypedEnd {
  const { date, time } = wallClock(ms, zone);
  return { day: date, time };
}

/** `shown`: what the fields began with, which has seconds, and a clock's hour that comes twice, where nobody has moved it. '': no time. */
export function typedInstant({ day, time }: TypedEnd, zone: string, shown?: string): string {
  const before = shown === undefined ? undefined : typedEnd(Date.parse(shown), zone);
  if (before?.day === day && before.time === time) return shown!;
  const ms = instantMs({ date: day, time }, zone);
  return Number.isNaN(ms) ? '' : new Date(ms).toISOString();
}

/** The two fields, whose fault is that of `until`. */
export function endFields<Words extends TypedEnd>(
  draft: Draft<Words>,
  zone: string,
  faultWords: string,
): TemplateResult {
  const fault = errorsAt(draft.errors, 'until').length > 0 ? 'until-fault' : undefined;
  return html`<div>
    <div class="fields">
      ${draft.field('day', { label: WORDS.lastDay, type: 'date', fault })}
      ${draft.field('time', { label: WORDS.endsAt, type: 'time', fault })}
    </div>
    <p class="small soft">${WORDS.byZone(zoneName(zone))}</p>
    ${fault ? html`<p class="fault" id=${fault}>${faultWords}</p>` : null}
  </div>`;
}
