import {
  addTrainingSession,
  getTraining,
  removeTrainingSession,
  requestRefresher,
  type Training,
  type TrainingRequest,
  type TrainingSession,
  type TrainingTopic,
} from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { connection } from '../ui/connection.js';
import { readerMayChange } from '../ui/reader.js';
import { messages as appMessages } from '../i18n/app.js';
import { messages, practiceText, REQUEST_WORDS, sessionText, TOPIC_WORDS, yearText } from '../i18n/training.js';
import { messages as welcome } from '../i18n/welcome.js';
import { WORDS } from '../i18n/words.js';
import { page } from '../styles/page.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { sentForm, field, troubleLine } from '../ui/form-fields.js';
import { livePage } from '../ui/live-page.js';
import { LiveQuery } from '../ui/live-query.js';
import { Mutation } from '../ui/mutation.js';
import './served-section.js';

const TOPICS = Object.keys(TOPIC_WORDS) as TrainingTopic[];

/** A library's training: sessions with their sums, practice clicks, and the request for training. */
@customElement('training-page')
export class TrainingPage extends DashboardElement {
  static override styles = [
    page,
    css`
      li {
        overflow-wrap: anywhere;
      }

      section > .plain-list {
        margin-block: var(--space-2) var(--space-4);
      }
    `,
  ];

  @property() library = '';
  @property() name = '';
  #training = new LiveQuery<Training>(this, ['workspace'], () => getTraining(connection, this.library));
  #adding = new Mutation(this);
  #changing = new Mutation(this);
  #asking = new Mutation(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('library')) void this.#training.ask({ keep: false });
  }

  async #add(event: SubmitEvent): Promise<void> {
    const { text, reset } = sentForm(event);
    const added = await this.#adding.run(
      () =>
        addTrainingSession(connection, this.library, {
          date: text('date'),
          topic: text('topic') as TrainingTopic,
          name: text('name') || null,
          headcount: Number(text('headcount')),
        }),
      messages.added,
    );
    if (added === undefined) return;
    reset();
    await this.#training.ask();
  }

  async #change(action: () => Promise<unknown>, words: string): Promise<void> {
    const isDone = await this.#changing.run(action, words);
    if (!isDone) return;
    await this.#training.ask();
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus();
  }

  override render(): TemplateResult {
    const { last } = this.#training;
    return livePage(
      { heading: appMessages.trainingPage, sub: this.name, kept: this.#training, zone: last?.zone },
      (last) =>
        html`<served-section .library=${this.library}></served-section> ${this.#sessions(last)} ${this.#rest(last)}`,
    );
  }

  #sessions({ sessions, years }: Training): TemplateResult {
    return html`<section class="panel" aria-labelledby="sessions">
      <h2 id="sessions">${messages.sessions}</h2>
      ${readerMayChange() ? this.#form() : null} ${troubleLine(this.#changing.trouble)}
      ${
        sessions.length === 0
          ? html`<p class="soft">${messages.none}</p>`
          : html`<ul class="plain-list">
              ${repeat(
                sessions,
                ({ id }) => id,
                (session) => this.#session(session),
              )}
            </ul>`
      }
      ${
        years.length === 0
          ? null
          : html`<details class="small">
              <summary>${messages.years}</summary>
              <ul>
                ${years.map((year) => html`<li>${yearText(year)}</li>`)}
              </ul>
              <p>${messages.yearsNote}</p>
            </details>`
      }
    </section>`;
  }

  #session(session: TrainingSession): TemplateResult {
    const { id, date, by, isPlanned } = session;
    return html`<li class="actions">
      <div>
        ${isPlanned ? html`<span class="chip">${messages.planned}</span>` : null} ${messages.day(date)}:
        ${sessionText(session)}
        <p class="soft small">${messages.by(by)}</p>
      </div>
      ${
        readerMayChange()
          ? html`<button
              type="button"
              class="button screen-only"
              aria-disabled=${this.#changing.busy ? 'true' : 'false'}
              @click=${() =>
                void this.#change(() => removeTrainingSession(connection, this.library, id), messages.removed)}
            >
              ${WORDS.remove}<span class="visually-hidden"> ${messages.about(date)}</span>
            </button>`
          : null
      }
    </li>`;
  }

  #rest(training: Training): TemplateResult {
    return html`<section class="panel" aria-labelledby="practice">
        <h2 id="practice">${messages.practice}</h2>
        <p>${practiceText(training.practice)}</p>
        <details class="small">
          <summary>${messages.howToPractice}</summary>
          <p>${welcome.practiceNote}</p>
          <p><a href="/embed/${encodeURIComponent(this.library)}?practice=yes">${welcome.practiceOn(this.name)}</a></p>
        </details>
      </section>
      ${training.request === null && !readerMayChange() ? null : this.#request(training)}`;
  }

  async #ask(event: SubmitEvent): Promise<void> {
    const { text, reset } = sentForm(event);
    const on = text('on');
    const asked = { kind: text('kind') as TrainingRequest, ...(on === '' ? {} : { on }) };
    const done = await this.#asking.run(() => requestRefresher(connection, this.library, asked), messages.asked);
    if (done === undefined) return;
    reset();
    await this.#training.ask();
  }

  #request({ refresherAskedOn, request }: Training): TemplateResult {
    const { errors, trouble, busy } = this.#asking;
    return html`<section class="panel" aria-labelledby="request">
      <h2 id="request">${messages.request}</h2>
      ${
        refresherAskedOn === null || request === null
          ? null
          : html`<p>${messages.requested(refresherAskedOn, request.kind, request.on)}</p>`
      }
      ${
        readerMayChange()
          ? html`<details class="screen-only">
              <summary class="button">${messages.askFor}</summary>
              <form @submit=${(event: SubmitEvent) => void this.#ask(event)}>
                ${troubleLine(trouble)}
                <div class="fields">
                  ${field({ name: 'kind', label: messages.requestFor, hint: messages.requestNote, options: Object.entries(REQUEST_WORDS) })}
                  ${field({ name: 'on', errors, label: messages.requestOn, type: 'date', required: false })}
                </div>
                <div>
                  <button type="submit" class="button" aria-disabled=${busy ? 'true' : 'false'}>${messages.ask}</button>
                </div>
              </form>
            </details>`
          : null
      }
    </section>`;
  }

  #form(): TemplateResult {
    const { errors } = this.#adding;
    return html`<details class="screen-only">
      <summary class="button">${messages.add}</summary>
      <form @submit=${(event: SubmitEvent) => void this.#add(event)}>
        ${troubleLine(this.#adding.trouble)}
        <div class="fields">
          ${field({ name: 'date', errors, label: WORDS.day, type: 'date' })}
          ${field({
            name: 'topic',
            label: messages.topic,
            options: TOPICS.map((topic) => [topic, TOPIC_WORDS[topic]] as const),
          })}
          ${field({ name: 'headcount', errors, label: messages.headcount, type: 'number', range: { min: 1, max: 1000 } })}
        </div>
        ${field({ name: 'name', errors, label: messages.name, required: false, most: 80 })}
        <div>
          <button class="button primary" type="submit" ?disabled=${this.#adding.busy}>${messages.addButton}</button>
        </div>
      </form>
    </details>`;
  }
}
