import { getScore, type LibraryScore } from '@askusnow/sdk';
import { LitElement, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { connection } from '../app/connection.js';
import { messages } from '../i18n/visibility.js';
import { base } from '../styles/base.js';
import { page } from '../styles/page.js';
import { livePage } from '../ui/live-page.js';
import { LiveQuery } from '../ui/live-query.js';
import '../hand-over/hand-over-list.js';
import './rule-list.js';
import './score-headline.js';

/** How well the service can be seen on one library's website. */
@customElement('visibility-page')
export class VisibilityPage extends LitElement {
  static override styles = [base, page];

  @property() library = '';
  @property() name = '';
  #score = new LiveQuery<LibraryScore>(this, ['counts'], () => getScore(connection, this.library));

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('library')) void this.#score.ask({ keep: false });
  }

  override render(): TemplateResult {
    const { last, failure } = this.#score;
    const waiting = failure === undefined ? html`<p class="panel soft">${messages.loading}</p>` : null;
    return livePage(
      { heading: this.name, sub: messages.visibilityNote, kept: this.#score },
      last ? this.#body(last) : waiting,
    );
  }

  #body(score: LibraryScore): TemplateResult {
    return html`<score-headline .score=${score}></score-headline>
      <rule-list .library=${this.library} .score=${score} .onStated=${() => void this.#score.ask()}></rule-list>
      <hand-over-list library=${this.library}></hand-over-list>`;
  }
}
