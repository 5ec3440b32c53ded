import type { ExpectedTag, PageFinding, PageState } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { messages, stateText, stateTone } from '../i18n/page-checks.js';
import { WORDS } from '../i18n/words.js';
import { tones } from '../styles/tones.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { announce } from '../ui/events.js';
import { field } from '../ui/form-fields.js';
import { findingList } from './finding-list.js';

/** As much as the server reads of a page. A larger one would hold up the browser. */
const MAX_MEGABYTES = 3;

type Result = { state: PageState; findings: { code: PageFinding; where?: string }[] } | { fault: string };

/** Reads a page's source in this browser, with the code that the server runs. Sends nothing. */
@customElement('pasted-page')
export class PastedPage extends DashboardElement {
  static override styles = [
    tones,
    css`
      form {
        display: grid;
        gap: var(--space-3);
        margin-block-start: var(--space-3);
      }

      textarea {
        font-family: ui-monospace, monospace;
      }

      .result {
        display: grid;
        gap: var(--space-2);
        margin-block-start: var(--space-3);
      }
    `,
  ];

  @property({ attribute: false }) expected!: ExpectedTag;
  /** Where the page is, unless another address is typed. */
  @property() address = '';
  @state() private typed: string | undefined;
  @state() private result: Result | undefined;

  async #check(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const source = this.renderRoot.querySelector('textarea')!.value;
    this.result = await this.#resultOf(source, this.typed ?? this.address);
    announce(this, 'fault' in this.result ? this.result.fault : `${stateText(this.result.state)}.`);
  }

  async #resultOf(html: string, url: string): Promise<Result> {
    if (html.trim() === '') return { fault: messages.pasteEmpty };
    if (html.length > MAX_MEGABYTES * 2 ** 20) return { fault: messages.pasteTooLarge(MAX_MEGABYTES) };
    if (!/^https?:\/\//.test(url) || !URL.canParse(url)) return { fault: messages.pasteAddressWrong };
    // Loaded only now: a parser weighs more than all else on this page.
    const loaded = await import('@askusnow/server/page-examination').catch(() => null);
    if (loaded === null) return { fault: messages.pasteFailed };
    const { state, findings } = await loaded.examinePage({ url, response: null, html }, this.expected);
    return {
      state,
      findings: findings.map(({ code, line, detail }) => {
        const parts = [...(line === null ? [] : [messages.line(line)]), ...(detail === null ? [] : [detail])];
        return parts.length === 0 ? { code } : { code, where: parts.join(', ') };
      }),
    };
  }

  override render(): TemplateResult {
    return html`<details>
      <summary>${messages.paste}</summary>
      <p class="soft small">${messages.pasteNote}</p>
      <form novalidate @submit=${(event: SubmitEvent) => void this.#check(event)}>
        ${field({
          label: WORDS.addressOfPage,
          value: this.typed ?? this.address,
          type: 'url',
          onInput: (value) => (this.typed = value),
        })}
        <label>
          ${messages.pasteSource}
          <textarea rows="6" spellcheck="false" autocomplete="off"></textarea>
        </label>
        <div><button class="button" type="submit">${messages.pasteCheck}</button></div>
      </form>
      ${this.result === undefined ? null : html`<div class="result">${this.#shown(this.result)}</div>`}
    </details>`;
  }

  #shown(result: Result): TemplateResult {
    if ('fault' in result) return html`<p class="small">${result.fault}</p>`;
    return html`<p><span class="chip ${stateTone(result.state)}">${stateText(result.state)}</span></p>
      ${
        result.findings.length === 0
          ? html`<p class="small">${WORDS.nothingWrong}</p>`
          : html`<div class="small">${findingList(result.findings)}</div>`
      }`;
  }
}
