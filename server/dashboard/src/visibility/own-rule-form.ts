import type { Landmark, OwnRule, PageKind } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { landmarkLabel, LANDMARKS } from '../i18n/sight-text.js';
import { messages, OWN_KIND_WORDS, PAGE_KIND_WORDS } from '../i18n/visibility.js';
import { idOfName } from '@askusnow/server/id-of-name';
import { DashboardElement } from '../ui/dashboard-element.js';
import { field, tick } from '../ui/form-fields.js';

type Kind = OwnRule['kind'];

/** A form for one rule of the cooperative's own: of a fixed kind, with that kind's conditions. */
@customElement('own-rule-form')
export class OwnRuleForm extends DashboardElement {
  /** Ids that are in use. */
  @property({ attribute: false }) taken: readonly string[] = [];
  @property({ attribute: false }) onAdd: (rule: OwnRule) => void = () => undefined;
  @state() private kind: Kind = 'tag';
  @state() private asksFor = '';
  @state() private weight = '1';
  @state() private pageKind: PageKind = 'record';
  @state() private landmarks: readonly Landmark[] = ['main'];
  @state() private placement = '';

  #rule(): OwnRule {
    const { kind, asksFor: title, pageKind, landmarks, placement } = this;
    const head = { id: idOfName(title, 'rule', this.taken), title: title.trim(), weight: Number(this.weight) };
    switch (kind) {
      case 'tag':
      case 'first-screen':
        return { ...head, kind, page: pageKind };
      case 'landmark':
        return { ...head, kind, page: pageKind, landmarks: [...landmarks] };
      case 'placement':
        return { ...head, kind, placement: placement.trim() };
      case 'word':
        return { ...head, kind };
    }
  }

  #add(event: Event): void {
    event.preventDefault();
    this.onAdd(this.#rule());
    this.asksFor = '';
  }

  override render(): TemplateResult {
    const { kind } = this;
    const needsPage = kind === 'tag' || kind === 'first-screen' || kind === 'landmark';
    return html`<details>
      <summary>${messages.addARule}</summary>
      <form @submit=${(event: Event) => this.#add(event)}>
        <div class="fields">
          ${field({ label: messages.titleOfRule, value: this.asksFor, most: 160, wide: true, onInput: (title) => (this.asksFor = title) })}
          ${this.#choice(messages.kindOfRule, OWN_KIND_WORDS, kind, (chosen) => (this.kind = chosen))}
          ${needsPage ? this.#choice(messages.kindOfPage, PAGE_KIND_WORDS, this.pageKind, (chosen) => (this.pageKind = chosen)) : null}
          ${
            kind === 'placement'
              ? field({
                  label: messages.nameOfTag,
                  value: this.placement,
                  most: 32,
                  onInput: (name) => (this.placement = name),
                })
              : null
          }
          ${field({ label: messages.weight, type: 'number', range: { min: 0.1, max: 100, step: 'any' }, value: this.weight, onInput: (weight) => (this.weight = weight) })}
        </div>
        ${kind === 'landmark' ? this.#parts() : null}
        <div class="actions"><button class="button">${messages.addRule}</button></div>
      </form>
    </details>`;
  }

  #parts(): TemplateResult {
    return html`<fieldset>
      <legend>${messages.partsOfPage}</legend>
      <div class="ticks">
        ${LANDMARKS.map((name) =>
          tick(landmarkLabel(name), this.landmarks.includes(name), (on) => {
            this.landmarks = LANDMARKS.filter((each) => (each === name ? on : this.landmarks.includes(each)));
          }),
        )}
      </div>
    </fieldset>`;
  }

  #choice<Value extends string>(
    label: string,
    words: Record<Value, string>,
    chosen: Value,
    onChange: (value: Value) => void,
  ): TemplateResult {
    return field({
      label,
      value: chosen,
      wide: true,
      options: Object.entries<string>(words),
      onInput: (value) => onChange(value as Value),
    });
  }
}
