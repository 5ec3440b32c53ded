import { importPolicyFile, previewPolicyFile, toPolicyFileUrl, type PolicyFilePreview } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { readerMayChange } from '../ui/reader.js';
import { messages } from '../i18n/policies.js';
import { WORDS } from '../i18n/words.js';
import { decodeText } from '../logic/csv-file.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { announce } from '../ui/events.js';
import { troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';
import { difference, differences } from './difference.js';

interface Previewed {
  text: string;
  pages: PolicyFilePreview['pages'];
}

/** A library's policy pages as one Markdown file: exported, and imported after a preview. */
@customElement('policy-file')
export class PolicyFile extends DashboardElement {
  static override styles = differences;

  @property() library = '';
  @property({ attribute: false }) onImported: () => void = () => {};
  @state() private previewed: Previewed | undefined;
  #mutation = new Mutation(this);

  async #choose(event: Event): Promise<void> {
    const [file] = (event.target as HTMLInputElement).files ?? [];
    this.previewed = undefined;
    if (file === undefined) return;
    this.previewed = await this.#mutation.run(async () => {
      const text = decodeText(new Uint8Array(await file.arrayBuffer()));
      return { text, pages: (await previewPolicyFile(connection, this.library, { text })).pages };
    });
    if (this.previewed) announce(this, messages.willChange(this.#changed(this.previewed).length));
  }

  #changed({ pages }: Previewed): Previewed['pages'] {
    return pages.filter(({ isChanged }) => isChanged);
  }

  async #import({ text, pages }: Previewed): Promise<void> {
    const count = this.#changed({ text, pages }).length;
    const revisions = pages.map(({ topic, revision }) => ({ topic, revision }));
    const imported = await this.#mutation.run(
      () => importPolicyFile(connection, this.library, { text, revisions }),
      messages.imported(count),
    );
    if (imported === undefined) return;
    this.#forget();
    this.onImported();
    this.renderRoot.querySelector('input')?.focus();
  }

  #forget(): void {
    this.previewed = undefined;
    this.#mutation.forget();
    this.renderRoot.querySelector('input')!.value = '';
  }

  override render(): TemplateResult {
    const { errors, trouble } = this.#mutation;
    return html`<details class="screen-only">
      <summary>${messages.file}</summary>
      <p class="small soft">${messages.fileNote}</p>
      <p><a class="button" href=${toPolicyFileUrl(connection, this.library)} download>${messages.exportFile}</a></p>
      ${
        readerMayChange()
          ? html`<label>
              ${messages.importFile}
              <input
                type="file"
                accept=".md,.txt,text/markdown,text/plain"
                @change=${(event: Event) => void this.#choose(event)}
              />
            </label>`
          : null
      }
      ${troubleLine(trouble)}
      ${
        errors.length === 0
          ? null
          : html`<ul>
              ${errors.map(({ message }) => html`<li dir="auto">${message}</li>`)}
            </ul>`
      }
      ${this.previewed ? this.#preview(this.previewed) : null}
    </details>`;
  }

  #preview(previewed: Previewed): TemplateResult {
    const changed = this.#changed(previewed);
    return html`<p><strong>${messages.willChange(changed.length)}</strong></p>
      ${changed.map(
        ({ name, before, after }) =>
          html`<section>
            <h3>${name}</h3>
            ${difference(before, after)}
          </section>`,
      )}
      <div class="actions">
        ${
          changed.length === 0
            ? null
            : html`<button
                type="button"
                class="button primary"
                aria-disabled=${this.#mutation.busy ? 'true' : 'false'}
                @click=${() => void this.#import(previewed)}
              >
                ${messages.importPages(changed.length)}
              </button>`
        }
        <button type="button" class="button" @click=${() => this.#forget()}>${WORDS.cancel}</button>
      </div>`;
  }
}
