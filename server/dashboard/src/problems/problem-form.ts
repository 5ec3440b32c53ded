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
import { connection } from '../ui/connection.js';
import { messages, PROBLEM_KIND_WORDS } from '../i18n/problems.js';
import { WORDS } from '../i18n/words.js';
import { browserFamily, widthClass } from '../logic/browser-family.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { field, troubleLine } from '../ui/form-fields.js';
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
    return html`<form @submit=${(event: SubmitEvent) => void this.#send(event)}>
      ${troubleLine(trouble)}
      <div class="fields">
        ${field({
          name: 'kind',
          label: messages.kind,
          wide: true,
          required: true,
          options: [['', messages.chooseKind], ...KINDS.map((kind) => [kind, PROBLEM_KIND_WORDS[kind]] as const)],
        })}
        ${
          libraries.length < 2
            ? null
            : field({
                label: WORDS.library,
                value: this.library,
                wide: true,
                options: [['', messages.allLibraries], ...libraries.map(({ id, name }) => [id, name] as const)],
                onInput: (library) => {
                  this.library = library;
                  void this.#load();
                },
              })
        }
        ${field({
          label: WORDS.page,
          value: this.page,
          wide: true,
          options: [['', messages.noPage], ...this.pages.map(({ key, name }) => [key, name] as const)],
          onInput: (page) => (this.page = page),
        })}
      </div>
      ${field({
        name: 'text',
        errors,
        label: WORDS.whatHappened,
        rows: 4,
        most: 1000,
        value: this.text,
        note: messages.textHint,
        onInput: (text) => (this.text = text),
      })}
      ${bundle === undefined && this.#diagnostics.failure !== undefined ? html`<p>${messages.sentFailed}</p>` : null}
      <details>
        <summary>${messages.sent}: ${messages.sentWhat(this.library !== '')}</summary>
        <p class="small soft">${messages.sentNote}</p>
        ${
          bundle === undefined
            ? html`<p>${WORDS.loading}</p>`
            : html`<bundle-facts .bundle=${bundle} .pageName=${pageName} .text=${this.text}></bundle-facts>`
        }
      </details>
      <div>
        <button class="button primary" type="submit" ?disabled=${busy || bundle === undefined}>${messages.send}</button>
      </div>
    </form>`;
  }
}
