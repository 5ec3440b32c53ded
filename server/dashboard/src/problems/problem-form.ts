import {
  getDiagnostics,
  reportProblem,
  type Diagnostics,
  type ProblemBundle,
  type ProblemKind,
  type Session,
} from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../app/connection.js';
import { messages, PROBLEM_KIND_WORDS } from '../i18n/problems.js';
import { WORDS } from '../i18n/words.js';
import { browserFamily, widthClass } from '../logic/browser-family.js';
import { errorsAt } from '../logic/field-errors.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { faults, troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';
import { Query } from '../ui/query.js';
import './bundle-facts.js';

/** A page that a problem can be about: the last word of its address, and its name. */
export interface ReportedPage {
  key: string;
  name: string;
}

const KINDS = Object.keys(PROBLEM_KIND_WORDS) as ProblemKind[];

/** Reports a problem to the coordinator; the person reads all that is sent before it is sent. */
@customElement('problem-form')
export class ProblemForm extends DashboardElement {
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) pages: readonly ReportedPage[] = [];
  /** Called when a report has been sent. */
  @property({ attribute: false }) whenSent: () => void = () => undefined;
  @state() private library = '';
  @state() private page = '';
  @state() private text = '';
  #diagnostics = new Query<Diagnostics>(this);
  #mutation = new Mutation(this);

  protected override firstUpdated(): void {
    const { libraries } = this.session;
    if (libraries.length === 1) this.library = libraries[0]!.id;
    void this.#load();
  }

  #load(): Promise<unknown> {
    return this.#diagnostics.ask(() => getDiagnostics(connection, this.library ? { library: this.library } : {}));
  }

  get #bundle(): ProblemBundle | undefined {
    const diagnostics = this.#diagnostics.state.last;
    if (diagnostics === undefined) return undefined;
    return {
      page: this.page || null,
      browser: browserFamily(navigator.userAgent),
      viewport: widthClass(window.innerWidth),
      diagnostics,
    };
  }

  async #send(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const bundle = this.#bundle;
    if (bundle === undefined) return;
    const form = event.target as HTMLFormElement;
    const kind = new FormData(form).get('kind') as ProblemKind;
    const { text, library } = this;
    const sent = await this.#mutation.run(
      () => reportProblem(connection, { kind, text: text.trim(), library: library || null, bundle }),
      messages.reported,
    );
    if (sent === undefined) return;
    this.text = '';
    this.whenSent();
  }

  override render(): TemplateResult {
    const { errors, trouble, busy } = this.#mutation;
    const { libraries } = this.session;
    const bundle = this.#bundle;
    const pageName = this.pages.find(({ key }) => key === this.page)?.name ?? messages.noPage;
    const change = (name: 'library' | 'page') => (event: Event) => {
      this[name] = (event.target as HTMLSelectElement).value;
      if (name === 'library') void this.#load();
    };
    return html`<form @submit=${(event: SubmitEvent) => void this.#send(event)}>
      <h2>${messages.newReport}</h2>
      ${troubleLine(trouble)}
      <div class="fields">
        <label class="wide"
          >${messages.kind}<select name="kind">
            ${KINDS.map((kind) => html`<option value=${kind}>${PROBLEM_KIND_WORDS[kind]}</option>`)}
          </select></label
        >
        ${
          libraries.length < 2
            ? null
            : html`<label class="wide"
                >${WORDS.library}<select @change=${change('library')}>
                  <option value="">${messages.allLibraries}</option>
                  ${libraries.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
                </select></label
              >`
        }
        <label class="wide"
          >${WORDS.page}<select @change=${change('page')}>
            <option value="">${messages.noPage}</option>
            ${this.pages.map(({ key, name }) => html`<option value=${key}>${name}</option>`)}
          </select></label
        >
      </div>
      <label
        >${WORDS.whatHappened}<textarea
          rows="5"
          maxlength="1000"
          required
          aria-describedby="text-fault"
          .value=${this.text}
          @input=${(event: InputEvent) => (this.text = (event.target as HTMLTextAreaElement).value)}
        ></textarea
        ><small>${messages.textHint}</small></label
      >
      ${faults('text-fault', errorsAt(errors, 'text'))}
      <h3>${messages.sent}</h3>
      <p class="small soft">${messages.sentNote}</p>
      ${
        bundle === undefined
          ? html`<p>${this.#diagnostics.failure === undefined ? WORDS.loading : messages.sentFailed}</p>`
          : html`<bundle-facts .bundle=${bundle} .pageName=${pageName} .text=${this.text}></bundle-facts>`
      }
      <div>
        <button class="button primary" type="submit" ?disabled=${busy || bundle === undefined}>${messages.send}</button>
      </div>
    </form>`;
  }
}
