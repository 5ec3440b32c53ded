import {
  addScript,
  changeScript,
  getScripts,
  removeScript,
  SCRIPT_NAME_CHARS_MAX,
  SCRIPT_TEXT_CHARS_MAX,
  type Script,
  type ScriptList,
} from '@askusnow/sdk';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { connection } from '../app/connection.js';
import { readerMayChange, readerMayChangeAll } from '../app/reader.js';
import { messages, scriptNote } from '../i18n/scripts.js';
import { errorsAt } from '../logic/field-errors.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Confirmation, confirmation } from '../ui/confirmation.js';
import { announce } from '../ui/events.js';
import { faults, field, tick, troubleLine } from '../ui/form-fields.js';
import { LiveQuery } from '../ui/live-query.js';
import { Mutation } from '../ui/mutation.js';
import '../ui/copy-field.js';
import { localPanel, localPanelStyles, saveForm } from './local-panel.js';

interface Draft {
  /** Null: a new script. */
  id: number | null;
  name: string;
  text: string;
  topic: string;
  language: string;
  forAll: boolean;
  revision: number;
}

const EMPTY: Draft = { id: null, name: '', text: '', topic: '', language: '', forAll: false, revision: 0 };

/** Texts to copy into a chat: the library's, and those of the cooperative. */
@customElement('script-list')
export class ScriptListPanel extends DashboardElement {
  static override styles = [confirmation, localPanelStyles];

  @property() library = '';
  @state() private draft: Draft | undefined;
  #list = new LiveQuery<ScriptList>(this, ['workspace'], () => getScripts(connection, this.library));
  #mutation = new Mutation(this);
  #confirmation = new Confirmation(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('library')) return;
    this.draft = undefined;
    void this.#list.ask({ keep: false });
  }

  #mayChange(script: Script): boolean {
    return script.library === null ? readerMayChangeAll() : readerMayChange();
  }

  async #edit(draft: Draft): Promise<void> {
    this.#mutation.forget();
    this.draft = draft;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('form input')?.focus();
  }

  async #save(event: SubmitEvent, { id, name, text, topic, language, forAll, revision }: Draft): Promise<void> {
    event.preventDefault();
    const script = {
      name: name.trim(),
      text: text.trim(),
      topic: topic.trim() || null,
      language: language.trim() || null,
      revision,
    };
    const library = forAll ? null : this.library;
    const saved = await saveForm(this.#mutation, this.#list, {
      save: () =>
        id === null ? addScript(connection, library, script) : changeScript(connection, library, id, script),
      goOn: () => {
        if (this.draft) this.draft = { ...this.draft, revision: this.#stored(id)?.revision ?? 0 };
      },
    });
    if (saved === undefined) return;
    announce(this, messages.saved(saved.name));
    await this.#close();
  }

  async #remove(script: Script): Promise<void> {
    const isDone = await this.#mutation.run(async () => {
      await removeScript(connection, script.library, script.id, script);
      return true;
    });
    await this.#confirmation.end();
    if (!isDone) return;
    announce(this, messages.removed(script.name));
    await this.#list.ask();
    await this.#close();
  }

  async #close(): Promise<void> {
    this.draft = undefined;
    await this.updateComplete;
    // The button that had the focus is gone.
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
  }

  #stored(id: number | null): Script | undefined {
    return this.#list.last?.scripts.find((each) => each.id === id);
  }

  override render(): TemplateResult {
    return localPanel({ id: 'scripts', heading: messages.heading, what: messages.what }, this.#list, (last) =>
      this.#content(last),
    );
  }

  #content({ scripts }: ScriptList): TemplateResult {
    return html`${
      scripts.length === 0
        ? html`<p>${messages.none}</p>`
        : html`<ul class="plain-list">
            ${repeat(
              scripts,
              ({ id }) => id,
              (script) => this.#script(script),
            )}
          </ul>`
    }
    ${this.draft === undefined ? troubleLine(this.#mutation.trouble) : null}
    ${this.draft?.id === null ? this.#form(this.draft) : null}
    ${
      readerMayChange() && this.draft === undefined
        ? html`<div class="screen-only">
            <button type="button" class="button" @click=${() => void this.#edit(EMPTY)}>${messages.add}</button>
          </div>`
        : null
    }`;
  }

  #script(script: Script): TemplateResult {
    const { id, name, text, topic, language } = script;
    return html`<li>
      <div>
        <h3 dir="auto">${name}</h3>
        <p class="small soft">${scriptNote(script)}</p>
      </div>
      <copy-field label=${messages.textOf(name)} .text=${text} .rows=${Math.min(6, 1 + Math.ceil(text.length / 70))}>
      </copy-field>
      ${
        this.#mayChange(script)
          ? html`<div class="actions screen-only">
              <button
                type="button"
                class="button"
                @click=${() =>
                  void this.#edit({
                    ...script,
                    topic: topic ?? '',
                    language: language ?? '',
                    forAll: script.library === null,
                  })}
              >
                ${messages.change}<span class="visually-hidden"> ${name}</span>
              </button>
              ${this.#confirmation.button(id, messages.remove, {
                words: messages.removeAsk(name),
                yes: messages.removeYes,
                about: name,
                isBusy: this.#mutation.busy,
                onYes: () => void this.#remove(script),
              })}
            </div>`
          : null
      }
      ${this.draft?.id === id ? this.#form(this.draft) : null}
    </li>`;
  }

  #form(draft: Draft): TemplateResult {
    const { trouble, errors, busy } = this.#mutation;
    const faultOf = (name: string) => (errorsAt(errors, name).length > 0 ? `${name}-fault` : undefined);
    const stored = this.#stored(draft.id);
    const set = (more: Partial<Draft>) => (this.draft = { ...draft, ...more });
    return html`<form class="screen-only" @submit=${(event: SubmitEvent) => void this.#save(event, draft)}>
      ${
        trouble?.code === 'stale-revision' && stored
          ? html`<p class="trouble">${messages.changedMeanwhile(stored.by)}</p>`
          : errors.length === 0
            ? troubleLine(trouble)
            : null
      }
      ${field({ label: messages.name, value: draft.name, fault: faultOf('name'), most: SCRIPT_NAME_CHARS_MAX, onInput: (name) => set({ name }) })}
      ${faults('name-fault', errorsAt(errors, 'name'))}
      <label>
        ${messages.text}
        <textarea
          rows="5"
          required
          maxlength=${SCRIPT_TEXT_CHARS_MAX}
          .value=${draft.text}
          @input=${(event: InputEvent) => set({ text: (event.target as HTMLTextAreaElement).value })}
        ></textarea>
      </label>
      ${faults('text-fault', errorsAt(errors, 'text'))}
      <div class="fields">
        ${field({ label: messages.topic, value: draft.topic, required: false, fault: faultOf('topic'), most: SCRIPT_NAME_CHARS_MAX, onInput: (topic) => set({ topic }) })}
        ${field({ label: messages.language, value: draft.language, required: false, fault: faultOf('language'), most: 20, placeholder: 'es', onInput: (language) => set({ language }) })}
      </div>
      ${faults('topic-fault', errorsAt(errors, 'topic'))} ${faults('language-fault', errorsAt(errors, 'language'))}
      ${
        draft.id === null && readerMayChangeAll()
          ? tick(messages.forAll, draft.forAll, (forAll) => set({ forAll }))
          : null
      }
      <div class="actions">
        <button type="submit" class="button primary" aria-disabled=${busy ? 'true' : 'false'}>${messages.save}</button>
        <button type="button" class="button" @click=${() => void this.#close()}>${messages.cancel}</button>
      </div>
    </form>`;
  }
}
