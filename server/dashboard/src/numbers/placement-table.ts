import { setPlacementRetired, type Placement, type WindowDays } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { readerMayChange } from '../ui/reader.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { reportChanged } from '../ui/events.js';
import { troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';
import { factList, MoreRows, moreRows } from '../ui/more-rows.js';
import { sparkline } from '../ui/sparkline.js';
import { libraryPartHref } from '../ui/route.js';
import { WideTable } from '../ui/wide-table.js';
import { sparklines } from '../styles/sparklines.js';
import { table } from '../styles/table.js';
import { tones } from '../styles/tones.js';
import { serverNowMs } from '../ui/server-clock.js';
import { countText, countedText, rateLine, rateText } from '../i18n/count-text.js';
import { hourText } from '../i18n/day-text.js';
import { patternText } from '../logic/page-pattern.js';
import { columns, messages } from '../i18n/numbers.js';
import { messages as uiMessages } from '../i18n/ui.js';
import { faultTexts, landmarkText, oldVersionsText, outdatedIn, outdatedText } from '../i18n/sight-text.js';
import type { Tone } from '../logic/tone.js';

const CHIPS: Record<Placement['status'], { word: string; tone: Tone }> = {
  new: { word: 'New', tone: 'note' },
  live: { word: 'Live', tone: 'good' },
  quiet: { word: 'Quiet', tone: 'note' },
  lost: { word: 'Lost', tone: 'bad' },
  retired: { word: 'Retired', tone: 'note' },
};

const RANKS: Record<Placement['status'], number> = { lost: 0, quiet: 1, new: 2, live: 2, retired: 3 };

/** A library can have 2,000 placements; what needs attention comes first. */
const MAX_SHOWN = 20;

const COLUMNS = 9;

/** Lost placements first, since they need attention, then quiet ones; retired ones last; else the busiest. */
export const inOrder = (placements: Placement[]): Placement[] =>
  [...placements].sort(
    (a, b) =>
      RANKS[a.status] - RANKS[b.status] || b.counts.impressions - a.counts.impressions || a.page.localeCompare(b.page),
  );

/** "10 live, 2 lost", in the order of the list; "all live". */
function statesText(ordered: readonly Placement[]): string {
  const words = ordered.map(({ status }) => CHIPS[status].word.toLowerCase());
  const [state, other] = new Set(words);
  if (words.length > 1 && state !== undefined && other === undefined) return `all ${state}`;
  return [...new Set(words)]
    .map((word) => `${countText(words.filter((each) => each === word).length)} ${word}`)
    .join(', ');
}

const nameOf = ({ keyPage, form, page }: Placement): string =>
  keyPage ?? (form === 'link' ? messages.linkPlace : patternText(page));

/** "/contact, in the header": two places may have one name. */
const whereText = ({ page, sight }: Placement): string =>
  [patternText(page), landmarkText(sight)].filter(Boolean).join(', ');

/** The placements of the button, on a phone in two lines each; where exactly each is, behind a press. */
@customElement('placement-table')
export class PlacementTable extends DashboardElement {
  static override styles = [
    sparklines,
    table,
    tones,
    moreRows,
    css`
      .time {
        white-space: nowrap;
      }

      @media screen {
        @container (max-width: 31rem) {
          .cards td[data-label] {
            gap: var(--space-1);
          }

          .cards .sub::before {
            content: '· ' / '';
          }
        }
      }

      /* One row with the next: what was measured of the placement. */
      tr:has(+ .sight),
      tr:has(+ .sight) > * {
        border-bottom: 0;
      }

      .sight td {
        display: table-cell;
        padding-top: 0;
      }

      .button {
        margin-top: var(--space-4);
      }
    `,
  ];

  @property() library = '';
  @property({ attribute: false }) placements: Placement[] = [];
  @property() zone = 'UTC';
  /** What the counts are over. */
  @property({ type: Number }) days: WindowDays = 30;
  @state() private showsAll = false;
  #retiring = new Mutation(this);
  #more = new MoreRows(this);

  protected readonly wideTable = new WideTable(this);

  override render(): TemplateResult {
    const ordered = inOrder(this.placements);
    const shown = this.showsAll ? ordered : ordered.slice(0, MAX_SHOWN);
    const rest = ordered.length - shown.length;
    const outdated = oldVersionsText(ordered);
    const marksOld = outdatedIn(ordered) * 2 < ordered.length;
    return html`<p>
        <strong>${countedText(ordered.length, 'place')}, ${statesText(ordered)}.</strong> ${outdated}
        ${outdated === '' ? null : html`<a href=${libraryPartHref(this.library, 'visibility', 'webmaster')}>${messages.newTag}</a>`}
      </p>
      <div class="wide" role="region" aria-labelledby="caption">
        <table class="cards">
          <caption id="caption">
            ${messages.placementCaption(this.days)}
          </caption>
          <thead>
            <tr>
              <th scope="col">${columns.page}</th>
              <th scope="col" class="screen-only">${uiMessages.more}</th>
              <th scope="col">${columns.status}</th>
              <th scope="col">${columns.lastSeen}</th>
              <th scope="col">${columns.weeks}</th>
              <th scope="col" class="number">${columns.impressions}</th>
              <th scope="col" class="number">${columns.viewable}</th>
              <th scope="col" class="number">${columns.clicks}</th>
              <th scope="col" class="number">${columns.clickThrough}</th>
            </tr>
          </thead>
          <tbody>
            ${shown.map((placement) => [
              this.#row(placement, marksOld),
              this.#more.row(String(placement.id), COLUMNS, () => this.#facts(placement)),
              this.#sight(placement),
            ])}
          </tbody>
        </table>
      </div>
      ${troubleLine(this.#retiring.trouble)}
      ${
        rest > 0
          ? html`<button type="button" class="button" @click=${() => (this.showsAll = true)}>
              Show ${countText(rest)} more
            </button>`
          : null
      }`;
  }

  /** `marksOld`: an old version is said of each row, where few have one. */
  #row(placement: Placement, marksOld: boolean): TemplateResult {
    const { id, form, counts, lastSeen } = placement;
    const chip = CHIPS[placement.status];
    const name = nameOf(placement);
    const rate = rateText(placement.clickThrough);
    return html`<tr>
      <th scope="row">${name} ${form === 'link' ? null : html`<span class="sub">${whereText(placement)}</span>`}</th>
      ${this.#more.button(String(id), name)}
      <td>
        <span class="chip ${chip.tone}">${chip.word}</span>
        ${!marksOld || outdatedText(placement.sight) === '' ? null : html`<span class="chip note">${messages.oldVersion}</span>`}
        ${this.#retirement(placement)}
      </td>
      <td data-label=${columns.lastSeen} class="time">${this.#time(lastSeen)}</td>
      <td class="in-more" data-label=${columns.weeks}>${sparkline(placement.weeks)}</td>
      <td class="number in-more" data-label=${columns.impressions}>${countText(counts.impressions)}</td>
      <td class="number in-more" data-label=${columns.viewable}>${countText(counts.viewable)}</td>
      <td class="number" data-label=${columns.clicks}>
        <span
          >${countText(counts.clicks)}
          ${counts.follows === 0 ? null : html`<span class="sub">${messages.followed(countedText(counts.follows, 'link'))}</span>`}</span
        >
      </td>
      <td class="number" data-label=${columns.clickThrough}>
        <span
          >${rate.value}
          ${rate.interval === undefined ? null : html`<span class="sub">${messages.likely(rate.interval)}</span>`}</span
        >
      </td>
    </tr>`;
  }

  #facts({ origin, page, sight, placement, firstSeen, counts, clickThrough, weeks }: Placement): TemplateResult {
    const facts: [name: string, value: unknown][] = [
      [messages.addressOfPlace, origin.replace(/^https?:\/\//, '') + patternText(page)],
      [messages.partOfPage, landmarkText(sight)],
      [messages.nameInTag, placement],
      [messages.oldVersion, outdatedText(sight)],
      [columns.firstSeen, this.#time(firstSeen)],
      [columns.impressions, countText(counts.impressions)],
      [columns.viewable, countText(counts.viewable)],
      [columns.clickThrough, rateLine(clickThrough)],
      [columns.weeks, sparkline(weeks)],
    ];
    return factList(facts);
  }

  #sight({ sight }: Placement): TemplateResult | null {
    const faults = faultTexts(sight);
    if (faults.length === 0) return null;
    return html`<tr class="sight">
      <td colspan=${COLUMNS}>
        <ul class="unmarked">
          ${faults.map(({ seen, fix }) => html`<li>${seen} <span class="soft">${fix}</span></li>`)}
        </ul>
      </td>
    </tr>`;
  }

  /** Only for what the reader can retire or put back: a live placement needs no step, but for a link that nobody follows any more. */
  #retirement(placement: Placement): TemplateResult | null {
    const { status, form, weeks } = placement;
    const name = nameOf(placement);
    const isUnfollowed = form === 'link' && weeks.every((views) => views === 0);
    const mayRetire = status === 'lost' || status === 'quiet' || (status === 'live' && isUnfollowed);
    if ((!mayRetire && status !== 'retired') || !readerMayChange()) return null;
    return html`<button
      type="button"
      class="button screen-only"
      aria-label=${mayRetire ? messages.retireFor(name) : messages.putBackFor(name)}
      ?disabled=${this.#retiring.busy}
      @click=${() => void this.#retire(placement, mayRetire)}
    >
      ${mayRetire ? messages.retire : messages.putBack}
    </button>`;
  }

  async #retire(placement: Placement, retired: boolean): Promise<void> {
    const name = nameOf(placement);
    const done = await this.#retiring.run(
      () => setPlacementRetired(connection, this.library, placement.id, { retired }),
      retired ? messages.retired(name) : messages.wasPutBack(name),
    );
    if (!done) return;
    reportChanged(this);
  }

  #time(instant: string): TemplateResult {
    return html`<time datetime=${instant}>${hourText(instant, this.zone, new Date(serverNowMs()))}</time>`;
  }
}
