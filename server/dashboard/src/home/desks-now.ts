import { getDeskWeek, type DeskWeek, type Session } from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages } from '../i18n/home.js';
import { untilText } from '../i18n/moment-text.js';
import { openText } from '../i18n/open-text.js';
import { DAY_MS } from '../logic/lengths.js';
import { libraryName } from '../logic/who.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { LiveQuery } from '../ui/live-query.js';
import { readerWorksFor } from '../ui/reader.js';
import { pageHref } from '../ui/route.js';
import { serverNowMs } from '../ui/server-clock.js';

/** "Scheduled now: your people until 4 PM, Cecil until 5 PM", the reader's own first; where nobody is to be there, the desk's hours. */
function nowText({ now, duties, shared, zone }: DeskWeek, nowMs: number): string {
  const isNow = (start: string, end: string): boolean => Date.parse(start) <= nowMs && nowMs < Date.parse(end);
  const isOwn = (library: string): boolean => readerWorksFor().some(({ id }) => id === library);
  const on = duties
    .filter(({ start, end }) => isNow(start, end))
    .toSorted((one, other) => Number(isOwn(other.library)) - Number(isOwn(one.library)));
  if (on.length > 0)
    return messages.scheduledNow(
      on.map(({ library, end }) => {
        const who = isOwn(library) ? messages.yourPeople : libraryName(library, shared);
        return `${who} until ${untilText(end, zone, nowMs)}`;
      }),
    );
  return openText({ ...now, zone }, nowMs);
}

/** Who is at each shared desk now, a line each, with the way to its week; where libraries have hours at one, that alone. */
@customElement('desks-now')
export class DesksNow extends DashboardElement {
  static override styles = css`
    p {
      margin-top: var(--space-2);
    }
  `;

  @property({ attribute: false }) desks: Session['sharedDesks'] = [];
  #weeks = new LiveQuery<DeskWeek[]>(this, ['queue', 'schedule', 'workspace'], () => {
    // A day earlier: the desk's date may be yesterday's.
    const from = new Date(serverNowMs() - DAY_MS).toISOString().slice(0, 10);
    return Promise.all(this.desks.map(({ id }) => getDeskWeek(connection, id, { from })));
  });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('desks')) void this.#weeks.ask();
  }

  override render(): TemplateResult[] {
    const all = this.#weeks.last ?? [];
    const withHours = all.filter(({ duties }) => duties.length > 0);
    return (withHours.length > 0 ? withHours : all).map(
      (week) =>
        html`<p>
          <a href=${pageHref('week', week.queue)}>${week.name}</a>: <strong>${nowText(week, serverNowMs())}</strong>
        </p>`,
    );
  }
}
