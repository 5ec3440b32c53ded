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
import { customElement, property } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { readerMayChange, readerMayChangeAll } from '../ui/reader.js';
import { messages, scriptNote } from '../i18n/scripts.js';
import { WORDS } from '../i18n/words.js';
import { confirmation } from '../ui/confirmation.js';
import '../ui/copy-field.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import type { Draft } from '../ui/draft.js';
import { EntryEditor } from '../ui/entry-editor.js';
import { tick } from '../ui/form-fields.js';
import { entryRows, listPanel, listPanelStyles } from '../ui/list-panel.js';
import { LiveQuery } from '../ui/live-query.js';

interface Typed {
  name: string;
  text: string;
  topic: string;
  language: string;
  forAll: boolean;
}

/** Texts to copy into a chat: the library's, and those of the cooperative. */
@customElement('script-list')
export class ScriptListPanel extends DashboardElement {
  static override styles = [confirmation, listPanelStyles, entryRows];

  @property() library = '';
  #list = new LiveQuery<ScriptList>(this, ['workspace'], () => getScripts(connection, this.library));
  #editor = new EntryEditor<Script, Typed>(this, {
    all: () => this.#list.last?.scripts ?? [],
    reread: () => this.#list.ask(),
    name: ({ name }) => name,
    by: ({ by }) => by,
    typed: (script) => ({
      name: script?.name ?? '',
      text: script?.text ?? '',
      topic: script?.topic ?? '',
      language: script?.language ?? '',
      forAll: script?.library === null,
    }),
    show: (script) => this.#script(script),
    fields: (draft, script) => this.#fields(draft, script),
    save: (typed, revision, script) => this.#save(typed, revision, script),
    saved: ({ name }) => messages.saved(name.trim()),
    remove: (script) => removeScript(connection, script.library, script.id, script),
    mayAdd: readerMayChange,
    mayChange: ({ library }) => (library === null ? readerMayChangeAll() : readerMayChange()),
    messages,
  });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('library')) return;
    this.#editor.end();
    void this.#list.ask({ keep: false });
  }

  #save(typed: Typed, revision: number, stored: Script | undefined): Promise<Script> {
    const script = {
      name: typed.name.trim(),
      text: typed.text.trim(),
      topic: typed.topic.trim() || null,
      language: typed.language.trim() || null,
      revision,
    };
    const library = typed.forAll ? null : this.library;
    return stored === undefined
      ? addScript(connection, library, script)
      : changeScript(connection, library, stored.id, script);
  }

  override render(): TemplateResult {
    return listPanel({ id: 'scripts', heading: messages.heading, what: messages.what }, this.#list, () =>
      this.#editor.render(),
    );
  }

  #script(script: Script): TemplateResult {
    const { name, text } = script;
    return html`<div>
      <h3 dir="auto">${name}</h3>
      <p class="small soft">${scriptNote(script)}</p>
      <details>
        <summary>${WORDS.text}<span class="visually-hidden"> ${name}</span></summary>
        <copy-field label=${messages.textOf(name)} .text=${text} .rows=${Math.min(6, 1 + Math.ceil(text.length / 70))}>
        </copy-field>
      </details>
    </div>`;
  }

  #fields(draft: Draft<Typed>, stored: Script | undefined): TemplateResult {
    return html`${draft.field('name', { label: WORDS.name, most: SCRIPT_NAME_CHARS_MAX })}
      ${draft.field('text', { label: WORDS.text, rows: 5, most: SCRIPT_TEXT_CHARS_MAX })}
      <div class="fields">
        ${draft.field('topic', { label: messages.topic, required: false, most: SCRIPT_NAME_CHARS_MAX })}
        ${draft.field('language', { label: messages.language, required: false, most: 20, placeholder: 'es' })}
      </div>
      ${
        stored === undefined && readerMayChangeAll()
          ? tick(messages.forAll, draft.words.forAll, (forAll) => draft.set({ forAll }))
          : null
      }`;
  }
}
