import type { Task, TaskList as Tasks } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { serverNowMs } from '../ui/server-clock.js';
import { harmWords, messages } from '../i18n/home.js';
import { tones } from '../styles/tones.js';
import { DashboardElement } from '../ui/dashboard-element.js';

/** The window's icon has a dot while something waits, until the next look: a tab in the background shows it. */
const showOnIcon = (waits: boolean): void =>
  document.querySelector('link[rel=icon]')?.setAttribute('href', `/dashboard/assets/icon${waits ? '-dot' : ''}.svg`);

/** What waits for the reader, in order of harm, each with its action. */
@customElement('task-list')
export class TaskListElement extends DashboardElement {
  static override styles = [
    tones,
    css`
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-1) var(--space-4);
        padding: var(--space-2) var(--space-4);
        background: var(--surface);
        border: 1px solid var(--line);
        border-inline-start: 0.375rem solid var(--tone);
        border-radius: var(--radius-s);
      }

      .title {
        margin-bottom: var(--space-1);
      }

      li a {
        display: inline-block;
        min-height: 1.5rem;
      }

      @media (max-width: 30rem) {
        ol {
          gap: var(--space-2);
        }

        li {
          row-gap: 0;
          padding: var(--space-1) var(--space-3);
        }
      }

      :is(details, ol + p) {
        margin-top: var(--space-3);
      }
    `,
  ];

  @property({ attribute: false }) list!: Tasks;
  /** Whether each task names its library. */
  @property({ type: Boolean }) several = false;

  protected override willUpdate(): void {
    showOnIcon(this.list.total > 0);
  }

  override render(): TemplateResult {
    const { tasks, total, checked, checkedAt, zone } = this.list;
    return html`${
      tasks.length === 0
        ? html`<p>${messages.nothing(checkedAt, zone, serverNowMs())}</p>`
        : html`<ol class="plain-list">
            ${tasks.map((task) => this.#task(task))}
          </ol>`
    }
    ${total > tasks.length ? html`<p class="small">${messages.more(total - tasks.length)}</p>` : null}
    ${
      checked.length === 0
        ? html`<p class="small soft">${messages.nothingIsRead}</p>`
        : html`<details class="small">
            <summary>${messages.whatIsChecked}</summary>
            <p>${messages.checked(checked)}</p>
          </details>`
    }`;
  }

  #task(task: Task): TemplateResult {
    const { key, library, title, action, path, since } = task;
    const { tone, word } = harmWords(task);
    const facts = [
      this.several && library ? library.name : '',
      since === null ? '' : messages.since(since, this.list.zone, serverNowMs()),
    ].filter(Boolean);
    return html`<li class=${tone} data-task=${key}>
      <div>
        <h3 class="title">${title}</h3>
        <p class="small"><span class="chip">${word}</span> <span class="soft">${facts.join(', ')}</span></p>
      </div>
      <a href=${path}
        >${action}<span class="visually-hidden"
          >: ${this.several && library ? `${library.name}, ` : ''}${title}</span
        ></a
      >
    </li>`;
  }
}
