import { getOverview, type Overview, type WindowDays } from '@askusnow/sdk';
import { LitElement, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Loading } from '../controllers/loading.js';
import { VisibleAgain } from '../controllers/visible-again.js';
import { announce } from '../events.js';
import { here } from '../here.js';
import { base } from '../look/base.js';
import { page } from '../look/page.js';
import { needsAttention } from '../pure/overview-order.js';
import { homeHref } from '../route.js';
import { countedText } from '../words/count-text.js';
import { ONE_ADDRESS } from '../words/doubt-text.js';
import '../parts/definition-list.js';
import '../parts/notice-card.js';
import '../parts/warning-list.js';
import '../parts/numbers/overview-table.js';
import '../parts/numbers/refresh-bar.js';
import '../parts/numbers/window-switch.js';

/** The coordinator's start: every library of the cooperative. */
@customElement('overview-page')
export class OverviewPage extends LitElement {
  static override styles = [base, page];

  @property({ type: Number }) days: WindowDays = 30;

  #overview = new Loading<Overview>(this);

  constructor() {
    super();
    new VisibleAgain(this, () => void this.#ask());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('days')) void this.#ask(this.hasUpdated);
  }

  async #ask(aloud = false): Promise<void> {
    const { days } = this;
    const answer = await this.#overview.ask(() => getOverview(here, days));
    if (answer.step === 'done' && aloud) announce(this, `Last ${days} days of ${this.#summary(answer.last)}`);
  }

  #summary({ libraries }: Overview): string {
    const sick = libraries.filter(needsAttention);
    const clicks = libraries.reduce((sum, { counts }) => sum + counts.clicks, 0);
    return `${countedText(libraries.length, 'library', 'libraries')}: ${countedText(clicks, 'click')}; ${countedText(sick.length, 'needs', 'need')} attention.`;
  }

  override render(): TemplateResult {
    const { state, failure } = this.#overview;
    return html`<div class="top">
        <div>
          <h1 tabindex="-1">All libraries</h1>
          <p class="soft">${state.last ? this.#summary(state.last) : 'Reading the numbers…'}</p>
        </div>
        <div class="tools">
          <refresh-bar
            .at=${state.step === 'done' ? state.at : null}
            @ask-retry=${() => void this.#ask(true)}
          ></refresh-bar>
          <window-switch class="screen-only" .days=${this.days} .hrefOf=${homeHref}></window-switch>
        </div>
      </div>
      <div class="stack" aria-busy=${state.step === 'waiting' ? 'true' : 'false'}>
        ${
          failure === undefined
            ? null
            : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#ask(true)}></notice-card>`
        }
        ${state.last?.oneAddress ? html`<warning-list .warning=${ONE_ADDRESS}></warning-list>` : null}
        ${state.last ? this.#table(state.last) : null}
      </div>`;
  }

  #table({ libraries, definitions }: Overview): TemplateResult {
    return libraries.length === 0
      ? html`<p class="panel">The cooperative's file names no library yet.</p>`
      : html`<overview-table class="panel" .rows=${libraries} .days=${this.days}></overview-table>
          <definition-list .definitions=${definitions} folded></definition-list>`;
  }
}
