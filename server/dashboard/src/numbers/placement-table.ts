import { setPlacementRetired, type Placement } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { readerMayChange } from '../ui/reader.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { reportChanged } from '../ui/events.js';
import { troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';
import { sparkline } from '../ui/sparkline.js';
import { WideTable } from '../ui/wide-table.js';
import { sparklines } from '../styles/sparklines.js';
import { table } from '../styles/table.js';
import { tones } from '../styles/tones.js';
import { serverNowMs } from '../ui/server-clock.js';
import { countText, countedText, rateText } from '../i18n/count-text.js';
import { hourText } from '../i18n/day-text.js';
import { columns, messages } from '../i18n/numbers.js';
import { faultText, fixText, landmarkText } from '../i18n/sight-text.js';
import type { Tone } from '../logic/tone.js';

const CHIPS: Record<Placement['status'], { word: string; tone: Tone }> = {
  new: { word: 'New', tone: 'note' },
  live: { word: 'Live', tone: 'good' },
  quiet: { word: 'Quiet', tone: 'note' },
  lost: { word: 'Lost', tone: 'bad' },
  retired: { word: 'Retired', tone: 'note' },
};

const RANKS: Record<Placement['status'], number> = { lost: 0, quiet: 1, new: 2, live: 2, retired: 3 };

/** A library can have 2,000 placements; what needs attention comes first. On a phone each is a card of ten lines. */
const MAX_SHOWN = 8;

/** Lost placements first, since they need attention, then quiet ones; retired ones last; else the busiest. */
export const inOrder = (placements: Placement[]): Placement[] =>
  [...placements].sort(
    (a, b) =>
      RANKS[a.status] - RANKS[b.status] || b.counts.impressions - a.counts.impressions || a.page.localeCompare(b.page),
  );

/** The placements of the button, with the counts of each. */
@customElement('placement-table')
export class PlacementTable extends DashboardElement {
  static override styles = [
    sparklines,
    table,
    tones,
    css`
      .time {
        white-space: nowrap;
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
  @state() private showsAll = false;
  #retiring = new Mutation(this);

  protected readonly wideTable = new WideTable(this);

  override render(): TemplateResult {
    const ordered = inOrder(this.placements);
    const shown = this.showsAll ? ordered : ordered.slice(0, MAX_SHOWN);
    const rest = ordered.length - shown.length;
    return html`<div class="wide" role="region" aria-labelledby="caption">
        <table class="cards">
          <caption id="caption">
            ${messages.placementCaption(countedText(ordered.length, 'place'))}
          </caption>
          <thead>
            <tr>
              <th scope="col">${columns.page}</th>
              <th scope="col">${columns.name}</th>
              <th scope="col">${columns.status}</th>
              <th scope="col">${columns.firstSeen}</th>
              <th scope="col">${columns.lastSeen}</th>
              <th scope="col">${columns.weeks}</th>
              <th scope="col" class="number">${columns.impressions}</th>
              <th scope="col" class="number">${columns.viewable}</th>
              <th scope="col" class="number">${columns.clicks}</th>
              <th scope="col" class="number">${columns.clickThrough}</th>
            </tr>
          </thead>
          <tbody>
            ${shown.map((placement) => [this.#row(placement), this.#sight(placement)])}
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

  #row(placement: Placement): TemplateResult {
    const { counts } = placement;
    const chip = CHIPS[placement.status];
    const rate = rateText(placement.clickThrough);
    const { page, keyPage, origin, sight } = placement;
    const host = origin.replace(/^https?:\/\//, '');
    const where = [keyPage === null ? host : host + page, landmarkText(sight)];
    return html`<tr>
      <th scope="row">
        ${placement.keyPage ?? placement.page}
        <span class="sub small">${where.filter(Boolean).join(' · ')}</span>
      </th>
      <td data-label=${columns.name}>${placement.placement}</td>
      <td data-label=${columns.status}>
        <span class="chip ${chip.tone}">${chip.word}</span> ${this.#retirement(placement)}
      </td>
      <td data-label=${columns.firstSeen} class="time">${this.#time(placement.firstSeen)}</td>
      <td data-label=${columns.lastSeen} class="time">${this.#time(placement.lastSeen)}</td>
      <td data-label=${columns.weeks}>${sparkline(placement.weeks)}</td>
      <td data-label=${columns.impressions} class="number">${countText(counts.impressions)}</td>
      <td data-label=${columns.viewable} class="number">${countText(counts.viewable)}</td>
      <td data-label=${columns.clicks} class="number">
        <span
          >${countText(counts.clicks)}
          ${counts.follows === 0 ? null : html`<span class="sub">${messages.followed(countedText(counts.follows, 'link'))}</span>`}</span
        >
      </td>
      <td data-label=${columns.clickThrough} class="number">
        <span
          >${rate.value} ${rate.interval === undefined ? null : html`<span class="sub">${rate.interval}</span>`}</span
        >
      </td>
    </tr>`;
  }

  #sight({ sight: { faults } }: Placement): TemplateResult | null {
    if (faults.length === 0) return null;
    return html`<tr class="sight">
      <td colspan="10">
        <ul class="unmarked">
          ${faults.map((fault) => html`<li>${faultText(fault)} <span class="soft">${fixText(fault)}</span></li>`)}
        </ul>
      </td>
    </tr>`;
  }

  /** Only for what the reader can retire or put back: a live placement needs no step, but for a link that nobody follows any more. */
  #retirement(placement: Placement): TemplateResult | null {
    const { status, page, form, weeks } = placement;
    const isUnfollowed = form === 'link' && weeks.every((views) => views === 0);
    const mayRetire = status === 'lost' || status === 'quiet' || (status === 'live' && isUnfollowed);
    if ((!mayRetire && status !== 'retired') || !readerMayChange()) return null;
    return html`<button
      type="button"
      class="button screen-only"
      aria-label=${mayRetire ? messages.retireFor(page) : messages.putBackFor(page)}
      ?disabled=${this.#retiring.busy}
      @click=${() => void this.#retire(placement, mayRetire)}
    >
      ${mayRetire ? messages.retire : messages.putBack}
    </button>`;
  }

  async #retire({ id, page }: Placement, retired: boolean): Promise<void> {
    const done = await this.#retiring.run(
      () => setPlacementRetired(connection, this.library, id, { retired }),
      retired ? messages.retired(page) : messages.wasPutBack(page),
    );
    if (!done) return;
    reportChanged(this);
  }

  #time(instant: string): TemplateResult {
    return html`<time datetime=${instant}>${hourText(instant, this.zone, new Date(serverNowMs()))}</time>`;
  }
}
