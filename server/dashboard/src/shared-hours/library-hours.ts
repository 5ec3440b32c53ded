import { getAllCovers, getDeskWeek, type Cover, type CoverList, type Session } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages as appMessages } from '../i18n/app.js';
import { messages } from '../i18n/library-hours.js';
import { headText, NO_LIBRARY } from '../i18n/hour-text.js';
import { hourNote } from '../i18n/shared-hours.js';
import { HOUR_MS } from '../logic/lengths.js';
import { needsCover } from '../logic/needs-cover.js';
import { byStart, openOf } from '../logic/open-covers.js';
import { wallClock } from '../logic/wall-clock.js';
import { page } from '../styles/page.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { LiveQuery } from '../ui/live-query.js';
import '../ui/notice-card.js';
import { deskWeekHref, pageHref } from '../ui/route.js';
import { serverNowMs } from '../ui/server-clock.js';

/** One line of a list. */
interface Hour {
  start: string;
  end: string;
  zone: string;
  queue: string;
  desk: string;
  note: string;
}

interface Shown {
  own: Hour[];
  open: Hour[];
}

/** The next ones are listed; a page has all. */
const MAX_HOURS = 3;
const MORE_AT = { 'shared-hours': appMessages.sharedHoursPage, week: appMessages.weekPage };

/** Hours of one desk that are nobody's: in a shift that no library owes, and in no shift. */
async function openAt(id: string, nowMs: number): Promise<Hour[]> {
  // A day earlier: the desk's date may be yesterday's.
  const from = new Date(nowMs - 24 * HOUR_MS).toISOString().slice(0, 10);
  const week = await getDeskWeek(connection, id, { from });
  const { name, zone } = week;
  return needsCover(week)
    .filter(({ why }) => why === 'open' || why === 'no-shift')
    .map(({ start, end }) => ({ start, end, zone, queue: id, desk: name, note: NO_LIBRARY }));
}

const ownOf = ({ hours }: CoverList, isOne: boolean): Hour[] =>
  hours.map((hour) => {
    const notes = [...(isOne ? [] : [hour.library.name]), hourNote(hour)].filter((note) => note !== '');
    const { start, end, zone, queue } = hour;
    return { start, end, zone, queue: queue.id, desk: queue.name, note: notes.join(', ') };
  });

/** What a library of the reader offers is its own until another accepts it. */
const offeredOf = (cover: Cover, isOwn: boolean, isOne: boolean): Hour => {
  const { start, end, zone, queue, library } = cover;
  const own = isOne ? messages.ours : `${library.name}. ${messages.ours}`;
  return { start, end, zone, queue: queue.id, desk: queue.name, note: isOwn ? own : messages.from(library.name) };
};

/** For who works the hours and changes none: the next hours of their libraries at shared desks, and open ones. */
@customElement('library-hours')
export class LibraryHours extends DashboardElement {
  static override styles = [
    page,
    css`
      .panel {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
        gap: var(--space-4);
      }

      .panel > section {
        margin: 0;
      }

      ul {
        display: grid;
        gap: var(--space-2);
        margin: var(--space-2) 0 0;
        padding: 0;
        list-style: none;
      }

      ul + p {
        margin-top: var(--space-2);
      }

      li {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 var(--space-3);
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) libraries: Session['worksFor'] = [];
  @property({ attribute: false }) desks: Session['sharedDesks'] = [];
  #shown = new LiveQuery<Shown>(this, ['workspace', 'schedule'], () => this.#read());

  protected override firstUpdated(): void {
    void this.#shown.ask();
  }

  /** The page around says beside its tasks how many times need somebody. */
  protected override updated(): void {
    const detail = this.#ahead(this.#shown.last?.open ?? []).length;
    this.dispatchEvent(new CustomEvent('open-times', { detail }));
  }

  async #read(): Promise<Shown> {
    const nowMs = serverNowMs();
    const [list, ...open] = await Promise.all([
      getAllCovers(connection),
      ...this.desks.map(({ id }) => openAt(id, nowMs)),
    ]);
    const isOne = this.libraries.length === 1;
    const isOwn = ({ library }: Cover): boolean => this.libraries.some(({ id }) => id === library.id);
    const offered = openOf(list.covers, nowMs);
    const given = offered.filter(isOwn).map((each) => offeredOf(each, true, isOne));
    const others = offered.filter((each) => !isOwn(each)).map((each) => offeredOf(each, false, isOne));
    return { own: [...ownOf(list, isOne), ...given], open: [...others, ...open.flat()] };
  }

  override render(): TemplateResult | null {
    const { failure, last } = this.#shown;
    const retry = (): void => void this.#shown.ask();
    if (last === undefined)
      return failure === undefined ? null : html`<notice-card .failure=${failure} @ask-retry=${retry}></notice-card>`;
    const [own, open] = [last.own, last.open].map((all) => this.#ahead(all));
    // A cooperative whose libraries share no hours has none of either.
    if (own!.length + open!.length === 0) return null;
    return html`<div class="panel">
      ${
        this.libraries.length === 0
          ? null
          : this.#section('own', messages.own(this.libraries.length), messages.ownNone, own!, 'shared-hours')
      }
      ${this.#section('open', messages.open, messages.openNone, open!, 'week')}
    </div>`;
  }

  #ahead(all: readonly Hour[]): Hour[] {
    return all.filter(({ end }) => Date.parse(end) > serverNowMs()).toSorted(byStart);
  }

  /** `where`: the page that has all of them. */
  #section(
    id: string,
    heading: string,
    none: string,
    hours: readonly Hour[],
    where: keyof typeof MORE_AT,
  ): TemplateResult {
    const more = hours.length - MAX_HOURS;
    const shown = hours.slice(0, MAX_HOURS);
    const desks = new Set(shown.map(({ desk }) => desk));
    return html`<section aria-labelledby=${id}>
      <h2 id=${id}>${heading}</h2>
      ${
        hours.length === 0
          ? html`<p>${none}</p>`
          : html`${desks.size > 1 ? null : html`<p class="small soft">${shown[0]!.desk}</p>`}
              <ul>
                ${shown.map((hour) => this.#hour(hour, desks.size > 1))}
              </ul>`
      }
      ${more > 0 ? html`<p class="small"><a href=${pageHref(where)}>${messages.more(more, MORE_AT[where])}</a></p>` : null}
    </section>`;
  }

  /** `hasDesk`: the list is of several desks. */
  #hour(hour: Hour, hasDesk: boolean): TemplateResult {
    return html`<li>
      <a href=${deskWeekHref(hour.queue, wallClock(Date.parse(hour.start), hour.zone).date)}
        ><strong>${headText(hour, serverNowMs())}</strong></a
      >
      ${hasDesk ? html`<span class="soft">${hour.desk}</span>` : null}
      ${hour.note === '' ? null : html`<span class="small">${hour.note}</span>`}
    </li>`;
  }
}
