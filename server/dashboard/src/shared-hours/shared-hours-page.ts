import {
  getAllCovers,
  getCovers,
  moveCover,
  type CooperativeHoliday,
  type Cover,
  type CoverList,
  type CoverStep,
  type Session,
  type SharedHour,
} from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { connection } from '../ui/connection.js';
import { readerMayChange } from '../ui/reader.js';
import { WORDS } from '../i18n/words.js';
import { messages as appMessages } from '../i18n/app.js';
import { clockText } from '../i18n/clock-text.js';
import { messages as coverageMessages } from '../i18n/coverage.js';
import { spanText, weekdayText } from '../i18n/day-text.js';
import { headText, timeText } from '../i18n/hour-text.js';
import { deskText, hourNote, messages, REASON_WORDS, stateText } from '../i18n/shared-hours.js';
import { countAboveFold } from '../logic/fold.js';
import { HOUR_MS, MINUTE_MS } from '../logic/lengths.js';
import { byStart, openOf } from '../logic/open-covers.js';
import { wallClock } from '../logic/wall-clock.js';
import { hourList } from '../styles/hour-list.js';
import { page } from '../styles/page.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { field, sentForm, troubleLine } from '../ui/form-fields.js';
import { livePage } from '../ui/live-page.js';
import { LiveQuery } from '../ui/live-query.js';
import { Mutation } from '../ui/mutation.js';
import { pageHref } from '../ui/route.js';
import { serverNowMs } from '../ui/server-clock.js';
import { isNarrow } from '../ui/window-width.js';
import './announced-closings.js';
import './give-hour.js';
import './made-up-hours.js';
import './shift-requests.js';

/** On the page of a library, and on a phone, a list shows at most this many hours; the rest is folded. */
const MAX_SHOWN = 4;

const openTo = ({ covers }: CoverList): Cover[] => covers.filter(({ mayAccept }) => mayAccept.length > 0);

/** Its desks are in one state: one zone for the page. */
const zoneOf = (list: CoverList | undefined): string | undefined => (list?.hours[0] ?? list?.covers[0])?.zone;

/** `given`: its own that no other library has accepted. */
type OwnDay = SharedHour | Cover | CooperativeHoliday;

/** The hours, and between them the holidays on which no library owes any. */
function ownDays({ hours, holidays }: CoverList, given: readonly Cover[]): OwnDay[] {
  const dayOf = (each: OwnDay): string =>
    'name' in each ? each.date : wallClock(Date.parse(each.start), each.zone).date;
  const ours = [...hours, ...given].toSorted(byStart);
  const [first] = ours;
  const today = first && wallClock(serverNowMs(), first.zone).date;
  // Without an hour, the sentence says so.
  const ahead = holidays.filter(({ date, through = date }) => today !== undefined && through >= today);
  return [...ours, ...ahead].toSorted((one, other) => dayOf(one).localeCompare(dayOf(other)));
}

/** Only what has come since. */
function newsText(before: CoverList | undefined, now: CoverList): string {
  if (before === undefined) return '';
  const known = new Set(before.covers.map(({ id }) => id));
  const count = openTo(now).filter(({ id }) => !known.has(id)).length;
  return count === 0 ? '' : messages.offeredNews(count);
}

/** A library's hours at shared desks, or those of the reader: what others offer, what is its own, what was given and taken. */
@customElement('shared-hours-page')
export class SharedHoursPage extends DashboardElement {
  static override styles = [
    page,
    hourList,
    css`
      form.actions select {
        width: 11rem;
      }

      /* Whose, and below it where and why; the buttons beside both. */
      @media (min-width: 70rem) {
        form.actions select {
          width: 10rem;
          padding-inline: var(--space-2);
        }

        .hour.of-all {
          display: grid;
          grid-template-columns: 14rem auto minmax(0, 1fr) auto;
          column-gap: var(--space-3);
        }

        .hour.of-all > :nth-child(2) {
          grid-column: 2 / 4;
        }

        .hour.of-all > :nth-child(3) {
          grid-column: 2;
        }

        .hour.of-all > :is(.actions, details) {
          grid-area: 1 / 4 / 3;
          align-self: center;
        }

        .hour.of-all > details[open] {
          grid-area: 3 / 1 / auto / -1;
        }
      }

      @media (max-width: 30rem) {
        .hour > .actions:has(form),
        .actions:has(form) :is(select, .button) {
          width: 100%;
        }

        /* More hours are in the first window. */
        .hour:has(> .actions > .primary) {
          display: grid;
          grid-template-columns: minmax(0, 1fr) auto;
        }

        .hour:has(> .actions > .primary) > * {
          grid-column: 1 / -1;
        }

        .hour:has(> .actions > .primary) > h3 {
          grid-column: 1;
        }

        .hour > .actions:has(> .primary) {
          grid-area: 1 / 2;
        }
      }
    `,
  ];

  /** '': those of the reader, and what all libraries offer. */
  @property() library = '';
  @property() name = '';
  @property({ attribute: false }) session!: Session;
  #list = new LiveQuery<CoverList>(
    this,
    ['workspace', 'schedule'],
    () => (this.library === '' ? getAllCovers(connection) : getCovers(connection, this.library)),
    newsText,
  );
  #moving = new Mutation(this);
  #isNarrow = isNarrow();

  protected override firstUpdated(): void {
    if (this.library === '') void this.#list.ask();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('library') && this.library !== '') void this.#list.ask({ keep: false });
  }

  /** The pressed button is gone then. */
  async #again(heading: 'own' | 'offered'): Promise<void> {
    await this.#list.ask();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`#${heading}`)?.focus();
  }

  async #move({ id }: Cover, library: string, step: CoverStep, said: string): Promise<void> {
    const moved = await this.#moving.run(() => moveCover(connection, library, id, { step }), said);
    // Refused, too: what is shown is over.
    if (moved === undefined) await this.#list.ask();
    else await this.#again(step === 'withdrawn' && this.library !== '' ? 'own' : 'offered');
  }

  override render(): TemplateResult {
    return livePage(
      {
        heading: appMessages.sharedHoursPage,
        sub: this.name || this.#sum(this.#list.last),
        kept: this.#list,
        zone: zoneOf(this.#list.last),
      },
      (last) => this.#content(last),
    );
  }

  /** How much needs somebody, for the coordinator. */
  #sum(list: CoverList | undefined): string {
    const open = openOf(list?.covers ?? [], serverNowMs());
    if (open.length === 0) return messages.allSub;
    const ms = open.reduce((sum, { start, end }) => sum + Date.parse(end) - Date.parse(start), 0);
    return messages.needSomebody(open.length, ms / MINUTE_MS);
  }

  #content(list: CoverList): TemplateResult {
    const isOwn = ({ library, takenBy }: Cover): boolean =>
      this.library === '' || library.id === this.library || takenBy?.id === this.library;
    const open = openOf(list.covers, serverNowMs());
    // What the library has offered and nobody has accepted is still its own to fill.
    const own = this.library === '' ? [] : open.filter(isOwn);
    const offered = open.filter((each) => !own.includes(each));
    const given = list.covers.filter((each) => isOwn(each) && !open.includes(each)).toReversed();
    // What is over, and what can still be undone, stands apart: the first needs nobody.
    const isOver = ({ end, state, undo }: Cover): boolean =>
      undo === null && (Date.parse(end) <= serverNowMs() || state === 'withdrawn' || state === 'expired');
    const [ahead, over] = [given.filter((each) => !isOver(each)), given.filter(isOver)];
    const heading = this.library === '' ? messages.allOffered : messages.offered;
    return html`${troubleLine(this.#moving.trouble)}
      ${this.library === '' ? html`<p class="screen-only"><a href=${pageHref('now')}>${messages.seeGaps}</a></p>` : null}
      ${
        // The coordinator has no library of its own.
        this.library === '' && list.hours.length === 0
          ? null
          : this.#section('own', messages.own, messages.ownNone, ownDays(list, own), (each, hasDesk) =>
              'name' in each
                ? this.#holiday(each)
                : 'id' in each
                  ? this.#cover(each, list, hasDesk)
                  : this.#hour(each, list, hasDesk),
            )
      }
      ${this.#section('offered', heading, messages.offeredNone, offered, (each, hasDesk) => this.#cover(each, list, hasDesk))}
      <made-up-hours .library=${this.library}></made-up-hours>
      ${this.#section('given', messages.given, over.length > 0 ? '' : messages.givenNone, ahead, (each, hasDesk) => this.#cover(each, list, hasDesk), over)}
      ${this.library === '' ? null : html`<announced-closings .library=${this.library}></announced-closings>`}
      ${this.library === '' ? null : html`<shift-requests library=${this.library}></shift-requests>`}`;
  }

  #section<Each extends Cover | SharedHour | CooperativeHoliday>(
    id: string,
    heading: string,
    none: string,
    all: readonly Each[],
    show: (each: Each, hasDesk: boolean) => TemplateResult,
    over: readonly Each[] = [],
  ): TemplateResult {
    const keyOf = (each: Cover | SharedHour | CooperativeHoliday): string => {
      if ('name' in each) return each.date;
      return 'id' in each ? `${each.id}` : `${each.queue.id} ${each.service} ${each.start}`;
    };
    const desk = this.#deskOf([...all, ...over]);
    const max = this.library !== '' || this.#isNarrow ? MAX_SHOWN : Infinity;
    const shown = countAboveFold(all.length, max);
    const list = (hours: readonly Each[]): TemplateResult =>
      html`<ul>
        ${repeat(hours, keyOf, (each) => html`<li>${show(each, desk === undefined)}</li>`)}
      </ul>`;
    return html`<section class="panel" aria-labelledby=${id}>
      <h2 id=${id} tabindex="-1">${heading}</h2>
      ${desk === undefined ? null : html`<p class="small soft">${desk}</p>`}
      ${all.length > 0 ? list(all.slice(0, shown)) : none === '' ? null : html`<p>${none}</p>`}
      ${
        all.length <= shown
          ? null
          : html`<details>
              <summary>${messages.showAll(all.length)}</summary>
              ${list(all.slice(shown))}
            </details>`
      }
      ${
        over.length === 0
          ? null
          : html`<details>
              <summary>${messages.earlier(over.length)}</summary>
              ${list(over)}
            </details>`
      }
    </section>`;
  }

  /** The one desk of a library's hours, which is named once; undefined: there are more, or none. */
  #deskOf(all: readonly OwnDay[]): string | undefined {
    const { services } = this.#list.last!;
    const desks = new Set(all.flatMap((each) => ('name' in each ? [] : [deskText(each, services)])));
    return this.library !== '' && desks.size === 1 ? [...desks][0] : undefined;
  }

  /** When, where (`hasDesk`), and `who`: in a list of all libraries, who comes before where. */
  #head(hour: Cover | SharedHour, list: CoverList, who: TemplateResult | null, hasDesk: boolean): TemplateResult {
    const where = hasDesk ? html`<span class="small soft">${deskText(hour, list.services)}</span>` : null;
    return html`<h3>${headText(hour, serverNowMs())}</h3>
      ${this.library === '' ? [who, where] : [where, who]}`;
  }

  #holiday({ date, through = date, name }: CooperativeHoliday): TemplateResult {
    return html`<p class="hour">
      <span>${through === date ? weekdayText(date) : spanText(date, through)}</span>
      <span class="small soft">${messages.noHours(name)}</span>
    </p>`;
  }

  #hour(hour: SharedHour, list: CoverList, hasDesk: boolean): TemplateResult {
    const when = timeText(hour, serverNowMs());
    const note = hourNote(hour);
    const startsInMs = Date.parse(hour.start) - serverNowMs();
    const mayGive = readerMayChange() && hour.why === 'owed' && startsInMs > 0;
    return html`<div class="hour ${this.library === '' ? 'of-all' : ''}">
      ${this.#head(hour, list, this.library === '' ? html`<p class="small">${hour.library.name}</p>` : null, hasDesk)}
      ${note === '' ? null : html`<p class="small">${note}</p>`}
      ${
        readerMayChange() && startsInMs < HOUR_MS
          ? html`<a class="small screen-only" href=${pageHref('desk', hour.queue.id)}
              >${coverageMessages.openClock}<span class="visually-hidden"> of ${hour.queue.name}</span></a
            >`
          : null
      }
      ${
        mayGive
          ? html`<details class="screen-only">
              <summary class="small">
                ${messages.give}<span class="visually-hidden">${messages.about(when)}</span>
              </summary>
              <give-hour .hour=${hour} .onOffered=${() => void this.#again('own')}></give-hour>
            </details>`
          : null
      }
    </div>`;
  }

  #cover(cover: Cover, list: CoverList, hasDesk: boolean): TemplateResult {
    const { reason, library, state } = cover;
    // The heading of all that is offered says it.
    const who = this.library === '' && state === 'open' ? library.name : stateText(cover, this.library);
    return html`<div class="hour ${this.library === '' ? 'of-all' : ''}">
      ${this.#head(cover, list, html`<span class="small">${who}</span>`, hasDesk)}
      ${
        state === 'open' && library.id === this.library
          ? html`<span class="small soft">${messages.helpFollows}</span>`
          : null
      }
      ${reason === null ? null : html`<span class="small soft">${messages.reason}: ${REASON_WORDS[reason]}</span>`}
      ${this.#actions(cover)}
    </div>`;
  }

  #actions(cover: Cover): TemplateResult | null {
    const { library, mayWithdraw, undo, zone } = cover;
    const when = timeText(cover, serverNowMs());
    const button = (words: string, isMain: boolean, onPress: () => Promise<void>): TemplateResult =>
      html`<button
        class="button ${isMain ? 'primary' : ''}"
        type="button"
        ?disabled=${this.#moving.busy}
        @click=${() => void onPress()}
      >
        ${words}<span class="visually-hidden">${messages.about(when)}</span>
      </button>`;
    const libraries = cover.mayAccept.filter((each) => this.library === '' || each === this.library);
    const accept = (id: string) => this.#move(cover, id, 'accepted', messages.accepted(when));
    const withdraw = () => this.#move(cover, library.id, 'withdrawn', messages.withdrawn);
    const mayUndo = undo !== null && serverNowMs() < Date.parse(undo.until);
    if (libraries.length === 0 && !mayWithdraw && !mayUndo) return this.#whyNot(cover);
    return html`<div class="actions screen-only">
      ${libraries.length === 0 ? null : this.library === '' ? this.#choice(cover, libraries, accept) : button(WORDS.accept, true, () => accept(this.library))}
      ${mayWithdraw ? button(messages.withdraw, false, withdraw) : null}
      ${
        mayUndo
          ? html`${button(messages.undo, false, () => this.#move(cover, undo.library, 'undone', messages.undone))}
              <span class="small soft">${messages.undoUntil(clockText(Date.parse(undo.until), zone))}</span>`
          : null
      }
    </div>`;
  }

  #whyNot({ state }: Cover): TemplateResult | null {
    const isOpen = state === 'open' && this.library !== '' && readerMayChange();
    return isOpen
      ? html`<details class="small">
          <summary>${messages.notYours}</summary>
          <p>${messages.notYoursWhy}</p>
        </details>`
      : null;
  }

  /** For the coordinator, who acts for all. */
  #choice({ id }: Cover, libraries: readonly string[], accept: (library: string) => Promise<void>): TemplateResult {
    const nameOf = (id: string): string => this.session.libraries.find((each) => each.id === id)?.name ?? id;
    // None is picked beforehand: one press would give the hour to the first of the alphabet.
    const options = [['', WORDS.chooseLibrary], ...libraries.map((each) => [each, nameOf(each)] as const)] as const;
    return html`<form class="actions" @submit=${(event: SubmitEvent) => void accept(sentForm(event).text(`by-${id}`))}>
      ${field({ name: `by-${id}`, label: messages.takesIt, isLabelHidden: true, options, required: true })}
      <button class="button" type="submit" ?disabled=${this.#moving.busy}>${messages.giveTo}</button>
    </form>`;
  }
}
