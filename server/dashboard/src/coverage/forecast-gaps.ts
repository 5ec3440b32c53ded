import {
  TIERS,
  type AssistanceOpening,
  type AssistanceReach,
  type AssistanceRequest,
  type Cover,
  type QueueNow,
  type Role,
} from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { KeepFocus } from '../ui/keep-focus.js';
import { tones } from '../styles/tones.js';
import { DAY_MS } from '../logic/lengths.js';
import { wallClock } from '../logic/wall-clock.js';
import { countedText } from '../i18n/count-text.js';
import { messages } from '../i18n/coverage.js';
import { WORDS } from '../i18n/words.js';
import { chipOf, LEAD_TEXT } from '../i18n/help-text.js';
import { countAboveFold } from '../logic/fold.js';
import { callerOf, reachOf, requestFor } from '../logic/help-requests.js';
import { hoursAhead, type HourAhead } from '../logic/hours-ahead.js';
import { whenText } from '../i18n/hour-text.js';
import { readerMayChange } from '../ui/reader.js';
import { deskWeekHref, libraryPageHref, pageHref } from '../ui/route.js';
import '../help/help-button.js';
import '../help/reach-note.js';

/** At most this many gaps are listed, and those of the next days; the rest is folded. */
const MAX_SHOWN = 10;
const SOON_DAYS = 7;

/** "offered by Cecil"; of the reader's own library, that nobody has accepted it. */
function offererText(
  { start, end, queue: { zone }, offers }: HourAhead,
  library: string | null,
  nowMs: number,
): string {
  if (offers.some((offer) => offer.library.id === library)) return messages.offeredByUs;
  const who = messages.offeredBy([...new Set(offers.map((offer) => offer.library.name))]);
  // An offer is accepted whole, and a part of it may have somebody.
  const wholes = offers.filter((offer) => offer.start !== start || offer.end !== end);
  const times = [...new Set(wholes.map((whole) => whenText({ ...whole, zone }, nowMs)))];
  return times.length === 0 ? who : `${who}: ${messages.wholeOffer(times)}`;
}

/** What its own page lets the reader do with an offered hour. */
function offerStep(offers: readonly Cover[], library: string | null): string {
  if (library === null) return WORDS.giveAway;
  return offers.some(({ mayAccept }) => mayAccept.includes(library)) ? WORDS.accept : messages.seeShared;
}

/** Upcoming gaps: promised time of the next 14 days with nobody scheduled, each with what may be done about it. */
@customElement('forecast-gaps')
export class ForecastGaps extends DashboardElement {
  static override styles = [
    tones,
    css`
      ul {
        gap: 0;
      }

      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-2) var(--space-4);
        padding: var(--space-2) 0;
        border-top: 1px solid var(--line);
      }

      :is(h3, li p)::first-letter {
        text-transform: uppercase;
      }

      h2 {
        margin-bottom: var(--space-3);
      }

      p {
        margin: var(--space-1) 0 var(--space-3);
      }

      li p {
        margin: 0;
      }
    `,
  ];

  @property() heading = messages.upcomingGaps;
  /** Null: these desks are shared. */
  @property() library: string | null = null;
  @property() reader: Role = 'liaison';
  /** Those of the library, nearest first. */
  @property({ attribute: false }) queues: readonly QueueNow[] = [];
  @property({ attribute: false }) requests: readonly AssistanceRequest[] = [];
  @property({ attribute: false }) reach: readonly AssistanceReach[] = [];
  /** Hours of these desks that libraries offer: a gap is cut where they begin and end. Undefined: not read yet. */
  @property({ attribute: false }) offers: readonly Cover[] | undefined;
  /** The library whose page lists the recipients; null: the reader has none. */
  @property({ attribute: false }) peopleAt: string | null = null;
  @property({ type: Number }) nowMs = 0;

  protected readonly keptFocus = new KeepFocus(this, 'h2');

  override render(): TemplateResult {
    const gaps = hoursAhead(this.queues, this.offers);
    const soon = gaps.filter(({ start }) => Date.parse(start) < this.nowMs + SOON_DAYS * DAY_MS).length;
    const few = Math.min(MAX_SHOWN, Math.max(1, soon));
    const shown = countAboveFold(gaps.length, few);
    const rest = gaps.slice(shown);
    const [desk, other] = new Set(gaps.map(({ queue }) => queue.name));
    const isOneDesk = other === undefined;
    return html`<section aria-labelledby="gaps">
      <h2 id="gaps" tabindex="-1">${this.heading}</h2>
      ${desk !== undefined && isOneDesk ? html`<p class="soft">${desk}</p>` : null}
      ${gaps.length === 0 ? html`<p class="soft">${this.#none()}</p>` : null}
      ${this.#reach(gaps.map(({ queue }) => queue))} ${this.#list(gaps.slice(0, shown), isOneDesk)}
      ${
        rest.length === 0
          ? null
          : html`<details>
              <summary>${countedText(rest.length, 'more gap')}</summary>
              ${this.#list(rest, isOneDesk)}
            </details>`
      }
      ${
        gaps.length === 0
          ? null
          : html`<details>
              <summary>${messages.whoIsAsked}</summary>
              <p class="small">${LEAD_TEXT} ${messages.coordinatorAsks}</p>
            </details>`
      }
    </section>`;
  }

  #none(): string {
    return this.queues.some(({ hasShifts }) => hasShifts) ? messages.noGaps : messages.noShifts;
  }

  /** `isOneDesk`: its name stands once, above the list. */
  #list(gaps: readonly HourAhead[], isOneDesk: boolean): TemplateResult {
    return html`<ul class="plain-list">
      ${repeat(
        gaps,
        ({ queue, start }) => `${queue.queue} ${start}`,
        (gap) => this.#gap(gap, isOneDesk),
      )}
    </ul>`;
  }

  /** Shown once, above the buttons, for the nearest desk at which the reader may ask for help. */
  #reach(queues: readonly QueueNow[]): TemplateResult | null {
    const tier = TIERS.find((each) => queues.some(({ tier, mayAsk }) => mayAsk && tier === each));
    if (tier === undefined) return null;
    return html`<reach-note
      tier=${tier}
      .tiers=${reachOf(this.reach, tier, this.library)}
      .library=${this.peopleAt}
      reader=${this.reader}
    ></reach-note>`;
  }

  #button({ tier, name, mayAsk }: QueueNow, opening: AssistanceOpening, when: string): TemplateResult | null {
    if (mayAsk && reachOf(this.reach, tier, this.library)?.length === 0)
      return html`<span class="soft">${messages.nobodyToNotify}</span>`;
    return mayAsk
      ? html`<help-button
          .library=${callerOf(tier, this.library)}
          .opening=${opening}
          what="${name}, ${when}"
        ></help-button>`
      : null;
  }

  /** Where the reader may fill it: among the hours that libraries share, in the shifts of that week, or in the desk's week. */
  #link({ queue: { queue, tier, mayAsk }, offers }: HourAhead, date: string, when: string): TemplateResult | null {
    const { library } = this;
    const isOwn = tier === 'local' && library !== null;
    if (isOwn && !mayAsk) return null;
    const sharedHours = library === null ? pageHref('shared-hours') : libraryPageHref(library, 'shared-hours');
    const [words, href] =
      offers.length > 0
        ? [offerStep(offers, library), sharedHours]
        : isOwn
          ? [messages.fillTime, `${libraryPageHref(library, 'shifts')}?week=${date}`]
          : library === null || !readerMayChange()
            ? [messages.seeWeek, deskWeekHref(queue, date)]
            : [WORDS.askCoordinator, pageHref('problems')];
    return html`<a class="screen-only" href=${href}>${words}<span class="visually-hidden">: ${when}</span></a>`;
  }

  #gap(gap: HourAhead, isOneDesk: boolean): TemplateResult {
    const { queue, start, end, isOpenHour, offers } = gap;
    const nobody = isOpenHour ? messages.nobodyHasIt : this.offers === undefined ? '' : messages.noShift;
    const whose = offers.length > 0 ? offererText(gap, this.library, this.nowMs) : nobody;
    const { date } = wallClock(Date.parse(start), queue.zone);
    const when = whenText({ start, end, zone: queue.zone }, this.nowMs);
    const request = requestFor(this.requests, queue.queue, start, end);
    const opening = { queue: queue.queue, reason: 'forecast-gap' as const, gap: { start, end } };
    return html`<li data-gap=${start}>
      <div>
        <h3>${when}</h3>
        <p class="soft">
          ${[...(isOneDesk ? [] : [queue.name]), ...(whose === '' ? [] : [whose])].join(': ')}
          ${request === undefined ? null : html`<span class="chip ${chipOf(request).tone}">${chipOf(request).word}</span>`}
        </p>
      </div>
      <div class="actions">
        ${this.#link(gap, date, when)}
        ${request === undefined && !isOpenHour ? this.#button(queue, opening, when) : null}
      </div>
    </li>`;
  }
}
