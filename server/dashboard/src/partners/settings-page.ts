import {
  AFTER_CLOSING_MIN,
  getCooperativeRegistration,
  getFederalHolidays,
  saveCooperativeRegistration,
  undoCooperativeRegistration,
  type CooperativeRegistration,
  type StoredCooperative,
} from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { COOPERATIVE_FIELDS, messages } from '../i18n/registration.js';
import { messages as hoursMessages } from '../i18n/shared-hours-settings.js';
import { idOfName } from '@askusnow/server/id-of-name';
import { page } from '../styles/page.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Draft } from '../ui/draft.js';
import { DAY_MS } from '../logic/lengths.js';
import { tick } from '../ui/form-fields.js';
import { announce } from '../ui/events.js';
import { livePage } from '../ui/live-page.js';
import { LiveQuery } from '../ui/live-query.js';
import { Mutation } from '../ui/mutation.js';
import { groupFaults, registrationField, saveButtons, sectionOf, type RegistrationField } from './registration-form.js';
import { serverNowMs } from '../ui/server-clock.js';
import { saveBarStyles } from '../ui/save-bar.js';
import { followHash } from '../ui/follow-hash.js';
import { showHeading } from '../ui/show-heading.js';
import { isNarrow } from '../ui/window-width.js';
import { holidayFields, sharedHoursFields, withFederal } from './shared-hours-fields.js';
import './undo-change.js';

const DEFAULT_WAITS: NonNullable<CooperativeRegistration['escalation']> = {
  ...{ localMin: 10, statewideMin: 15, globalMin: 60 },
  atOnce: ['statewide'],
};

/** The earliest day that it is anywhere: desks and libraries have zones of their own. */
const todayEverywhere = (): string => new Date(serverNowMs() - DAY_MS).toISOString().slice(0, 10);

/** The coordinator's page of what holds for the whole cooperative. */
@customElement('settings-page')
export class SettingsPage extends DashboardElement {
  static override styles = [
    page,
    saveBarStyles,
    css`
      .sections {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-4);
        margin-block: var(--space-3);
      }

      fieldset {
        scroll-margin-block-start: var(--space-4);
      }

      /* Boxes of one line have one width, below each other. */
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 21rem));
        align-items: start;
      }

      .fields > .fault {
        grid-column: 1 / -1;
      }

      .ticks {
        row-gap: var(--space-2);
      }
    `,
  ];

  #stored = new LiveQuery<StoredCooperative>(this, [], () => getCooperativeRegistration(connection));
  #draft = new Draft<CooperativeRegistration>(this, {
    words: () => this.#stored.last!.registration,
    revision: () => this.#stored.last?.revision ?? 0,
    reread: () => this.#stored.ask(),
  });

  #adding = new Mutation(this);
  /** A long name has a second line. */
  #isNarrow = isNarrow();

  constructor() {
    super();
    followHash(this, () => this.#show());
  }

  protected override firstUpdated(): void {
    void this.#open();
  }

  async #open(): Promise<void> {
    await this.#stored.ask();
    await this.updateComplete;
    this.#show();
  }

  async #save(event: Event): Promise<void> {
    event.preventDefault();
    await this.#draft.save(
      (registration, revision) => saveCooperativeRegistration(connection, { registration, revision }),
      messages.saved,
    );
  }

  async #addFederal(year: number): Promise<void> {
    const read = await this.#adding.run(() => getFederalHolidays(connection, { year }));
    if (read === undefined) return;
    const { holidays } = this.#draft.words;
    const all = withFederal(holidays, read.holidays, todayEverywhere());
    this.#draft.set({ holidays: all });
    announce(this, hoursMessages.federalAdded(all.length - holidays.length));
  }

  override render(): TemplateResult {
    const top = { heading: messages.settingsPage, sub: messages.settingsSub, kept: this.#stored };
    return livePage({ ...top, loading: messages.loading }, (stored) => this.#form(stored));
  }

  #one(...given: Parameters<RegistrationField>): TemplateResult {
    return registrationField(this.#draft)(...given);
  }

  #form(stored: StoredCooperative): TemplateResult {
    const draft = this.#draft;
    const { name, languages, policyTopics, note } = draft.words;
    const topics = (text: string) => {
      const ids: string[] = [];
      return text.split('\n').flatMap((line) => {
        const title = line.trim();
        if (title === '') return [];
        const known = policyTopics.find((topic) => topic.name === title && !ids.includes(topic.id));
        const id = known?.id ?? idOfName(title, 'topic', ids);
        ids.push(id);
        return [{ id, name: title }];
      });
    };
    return html`<section class="panel">
      <undo-change
        .changed=${stored}
        .labels=${COOPERATIVE_FIELDS}
        .undo=${() => undoCooperativeRegistration(connection, { revision: stored.revision })}
      ></undo-change>
      ${this.#sections()}
      <form @submit=${(event: Event) => void this.#save(event)}>
        <div class="fields">
          ${this.#one('name', messages.cooperativeName, name, (typed) => draft.set({ name: typed.replaceAll('\n', ' ') }), { required: true, most: 120, ...(this.#isNarrow && { rows: 2 }) })}
          ${this.#one('languages', messages.moreLanguages, languages.join(', '), (typed) => draft.set({ languages: typed.split(/[\s,]+/).filter(Boolean) }), { hint: messages.moreLanguagesHint })}
        </div>
        ${this.#waits()} ${sharedHoursFields(draft)}
        ${holidayFields(draft, { today: todayEverywhere(), adding: this.#adding, addFederal: (year) => this.#addFederal(year) })}
        ${this.#afterClosing()} ${this.#urgent()}
        <fieldset class="form" id=${sectionOf(messages.topics)}>
          <legend>${messages.topics}</legend>
          ${this.#one('policyTopics', messages.topicsField, policyTopics.map((topic) => topic.name).join('\n'), (typed) => draft.set({ policyTopics: topics(typed) }), { rows: 4 })}
        </fieldset>
        ${this.#pageWords()}
        ${this.#one('note', messages.note, note ?? '', (typed) => draft.set({ note: typed.trim() === '' ? null : typed }), { rows: 3, most: 2000, isFree: true })}
        ${saveButtons(draft)}
      </form>
    </section>`;
  }

  /** Jumps to a section: by its heading, since the form is long. */
  #sections(): TemplateResult {
    const names = [
      messages.waits,
      hoursMessages.sharedHours,
      hoursMessages.holidays,
      messages.afterClosing,
      messages.urgent,
      messages.topics,
      messages.pageWords,
    ];
    return html`<nav class="sections small screen-only" aria-label=${messages.sections}>
      ${names.map(
        (name) =>
          html`<a href="#${sectionOf(name)}" @click=${() => sectionOf(name) === location.hash.slice(1) && this.#show()}
            >${name}</a
          >`,
      )}
    </nav>`;
  }

  /** The section that the address names. */
  #show(): void {
    const section = [...this.renderRoot.querySelectorAll<HTMLElement>('fieldset[id]')].find(
      ({ id }) => id === location.hash.slice(1),
    );
    showHeading(section, section?.querySelector<HTMLElement>('input, select, textarea, button'));
  }

  #waits(): TemplateResult {
    const waits = { ...DEFAULT_WAITS, ...this.#draft.words.escalation };
    return html`<fieldset class="form" id=${sectionOf(messages.waits)}>
      <legend>${messages.waits}</legend>
      <div class="fields">
        ${(['localMin', 'statewideMin', 'globalMin'] as const).map((tier) =>
          this.#one(
            `escalation.${tier}`,
            messages.waitOf[tier],
            String(waits[tier]),
            (minutes) => this.#draft.set({ escalation: { ...waits, [tier]: Number(minutes) } }),
            { type: 'number', range: { min: 1, max: 1440 }, required: true },
          ),
        )}
      </div>
      <div class="ticks">
        ${(['statewide', 'global'] as const).map((tier) =>
          tick(messages.atOnceOf[tier], waits.atOnce.includes(tier), (on) => {
            const atOnce = (['statewide', 'global'] as const).filter((each) =>
              each === tier ? on : waits.atOnce.includes(each),
            );
            this.#draft.set({ escalation: { ...waits, atOnce } });
          }),
        )}
      </div>
    </fieldset>`;
  }

  #afterClosing(): TemplateResult {
    const { afterClosingMin } = this.#draft.words;
    return html`<fieldset class="form" id=${sectionOf(messages.afterClosing)}>
      <legend>${messages.afterClosing}</legend>
      <div class="fields">
        ${this.#one(
          'afterClosingMin',
          messages.afterClosingMin,
          String(afterClosingMin ?? AFTER_CLOSING_MIN),
          (minutes) => this.#draft.set({ afterClosingMin: Number(minutes) }),
          { type: 'number', range: { min: 0, max: 1440 }, required: true, hint: messages.afterClosingHint },
        )}
      </div>
    </fieldset>`;
  }

  #pageWords(): TemplateResult {
    const { pageWords } = this.#draft.words;
    const one = (list: keyof typeof pageWords): TemplateResult =>
      this.#one(`pageWords.${list}`, messages.pageWordsOf[list], pageWords[list].join(' '), (typed) =>
        this.#draft.set({
          pageWords: {
            ...pageWords,
            [list]: typed
              .toLowerCase()
              .split(/[\s,]+/)
              .filter(Boolean),
          },
        }),
      );
    return html`<fieldset class="form" id=${sectionOf(messages.pageWords)}>
      <legend>${messages.pageWords}</legend>
      <div class="fields">${one('hide')} ${one('show')}</div>
      <details class="small">
        <summary>${messages.pageWordsWhy}</summary>
        <p>${messages.pageWordsNote}</p>
      </details>
    </fieldset>`;
  }

  #urgent(): TemplateResult {
    const { urgent } = this.#draft.words;
    const set = (change: Partial<NonNullable<typeof urgent>>): void => {
      const { phone, page: address, ...others } = { text: '', ...urgent, ...change };
      this.#draft.set({ urgent: { ...others, ...(phone && { phone }), ...(address && { page: address }) } });
    };
    return html`<fieldset class="form" id=${sectionOf(messages.urgent)}>
      <legend>${messages.urgent}</legend>
      ${tick(messages.hasUrgent, urgent !== null, (on) => this.#draft.set({ urgent: on ? { text: '' } : null }))}
      ${
        urgent === null
          ? null
          : html`<div class="fields">
                ${this.#one('urgent.text', messages.urgentText, urgent.text, (text) => set({ text }), { required: true, most: 80, isFree: true })}
                ${this.#one('urgent.phone', messages.phone, urgent.phone ?? '', (phone) => set({ phone }))}
                ${this.#one('urgent.page', messages.urgentPage, urgent.page ?? '', (address) => set({ page: address }), { type: 'url', placeholder: 'https://' })}
              </div>
              ${groupFaults(this.#draft, 'urgent')}`
      }
    </fieldset>`;
  }
}
