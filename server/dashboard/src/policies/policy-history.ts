import { getPolicyHistory, savePolicyPage, type PolicyHistory, type PolicyPage } from '@askusnow/sdk';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { connection } from '../ui/connection.js';
import { readerMayChange } from '../ui/reader.js';
import { messages, savedText } from '../i18n/policies.js';
import { WORDS } from '../i18n/words.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';
import '../ui/notice-card.js';
import { Query } from '../ui/query.js';
import { difference, differences } from './difference.js';

type Revision = PolicyHistory['revisions'][number];

/** Who changed a policy page, when and what; an earlier text is restored as a new revision. */
@customElement('policy-history')
export class PolicyHistoryPart extends DashboardElement {
  static override styles = differences;

  @property() library = '';
  @property() zone = '';
  @property({ attribute: false }) page!: PolicyPage;
  @property({ attribute: false }) onRestored: (isRestored: boolean) => void = () => {};
  @state() private isOpen = false;
  #history = new Query<PolicyHistory>(this);
  #mutation = new Mutation(this);

  /** Another person's change, or the restored text, is in it. */
  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('page');
    if (this.isOpen && before !== undefined && before.revision !== this.page.revision) void this.#load();
  }

  async #load(): Promise<void> {
    await this.#history.ask(() => getPolicyHistory(connection, this.library, this.page.topic));
  }

  #onToggle(event: Event): void {
    this.isOpen = (event.target as HTMLDetailsElement).open;
    if (this.isOpen) void this.#load();
  }

  /** In place of what the reader saw: what a colleague has saved since is not replaced unseen. */
  async #restore({ text }: Revision, newest: Revision): Promise<void> {
    const { topic, owner, name } = this.page;
    const revision = Math.min(newest.revision, this.page.revision);
    const saved = await this.#mutation.run(
      () =>
        savePolicyPage(connection, this.library, topic, { revision, text, owner, isReviewed: false, reviewBy: null }),
      messages.restored(name),
    );
    if (!saved) await this.#load();
    this.onRestored(saved !== undefined);
  }

  override render(): TemplateResult {
    const { failure, state: load } = this.#history;
    return html`<details @toggle=${(event: Event) => this.#onToggle(event)}>
      <summary>${WORDS.history}<span class="visually-hidden">${messages.historyOf(this.page.name)}</span></summary>
      ${failure === undefined ? null : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#load()}></notice-card>`}
      ${troubleLine(this.#mutation.trouble)} ${load.last === undefined ? null : this.#revisions(load.last.revisions)}
    </details>`;
  }

  #revisions(revisions: readonly Revision[]): TemplateResult {
    const [newest] = revisions;
    return html`<ol class="plain-list">
      ${repeat(
        revisions,
        ({ revision }) => revision,
        (each, index) => this.#revision(each, revisions[index + 1], newest!),
      )}
    </ol>`;
  }

  #revision(each: Revision, before: Revision | undefined, newest: Revision): TemplateResult {
    return html`<li>
      <p>${savedText(each, this.zone)}</p>
      ${
        before === undefined && each.revision > 1
          ? html`<p class="small soft">${messages.olderGone}</p>`
          : difference(before?.text ?? '', each.text)
      }
      ${
        each === newest || !readerMayChange()
          ? null
          : html`<div class="actions screen-only">
              <button
                type="button"
                class="button"
                aria-disabled=${this.#mutation.busy ? 'true' : 'false'}
                @click=${() => void this.#restore(each, newest)}
              >
                ${messages.restore}<span class="visually-hidden"
                  >${messages.restoreOf(savedText(each, this.zone))}</span
                >
              </button>
            </div>`
      }
    </li>`;
  }
}
