import { requestShift, type ShiftRequestList } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages, weeklyText } from '../i18n/shift-requests.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Draft } from '../ui/draft.js';
import { field } from '../ui/form-fields.js';
import { toTyped, toWeekly, weeklyShiftFields, type TypedShift } from './shift-request-fields.js';

const KINDS = ['add', 'change', 'remove'] as const;
type Kind = (typeof KINDS)[number];

interface Typed extends TypedShift {
  queue: string;
  kind: Kind;
  /** Which of the library's weekly shifts, by its place in the list. */
  shift: string;
}

/** The form by which a library asks for a change of its weekly shifts. */
@customElement('shift-request-form')
export class ShiftRequestForm extends DashboardElement {
  @property() library = '';
  @property({ attribute: false }) desks: ShiftRequestList['desks'] = [];
  @property({ attribute: false }) services!: ShiftRequestList['services'];
  /** Called once the request is sent. */
  @property({ attribute: false }) onSent: () => unknown = () => undefined;
  #draft = new Draft<Typed>(this, { words: () => this.#empty(), revision: () => 0, reread: () => undefined });

  #empty(): Typed {
    const { queue, service = 'statewide' } = this.desks[0] ?? {};
    return {
      ...{ queue: queue?.id ?? '', kind: 'add', shift: '0' },
      ...{ day: 'mo', start: '', end: '', service, people: '1', endsAtClosing: false, from: '' },
    };
  }

  get #desk(): ShiftRequestList['desks'][number] | undefined {
    return this.desks.find(({ queue }) => queue.id === this.#draft.words.queue);
  }

  /** What is asked for begins with the shift as it is. */
  #choose(typed: Partial<Pick<Typed, 'kind' | 'shift'>>): void {
    const { kind, shift } = { ...this.#draft.words, ...typed };
    const known = kind === 'add' ? undefined : this.#desk?.shifts[Number(shift)];
    this.#draft.forget();
    this.#draft.set({ ...typed, ...(known && toTyped(known)) });
  }

  #open(id: string): void {
    const service = this.desks.find(({ queue }) => queue.id === id)?.service ?? 'statewide';
    this.#draft.set({ queue: id, kind: 'add', shift: '0', service });
  }

  async #send(event: Event): Promise<void> {
    event.preventDefault();
    const desk = this.#desk;
    const sent = await this.#draft.save(
      (typed) =>
        requestShift(connection, this.library, {
          queue: typed.queue,
          shift: typed.kind === 'add' ? null : (desk?.shifts[Number(typed.shift)] ?? null),
          wanted: typed.kind === 'remove' ? null : toWeekly(typed),
          from: typed.from,
        }),
      messages.sent,
    );
    if (sent !== undefined) this.onSent();
    else await this.#focusFault();
  }

  async #focusFault(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }

  override render(): TemplateResult {
    const draft = this.#draft;
    const { words, errors } = draft;
    const { kind, queue, shift } = words;
    const shifts = this.#desk?.shifts ?? [];
    const kinds = KINDS.filter((each) => each === 'add' || shifts.length > 0).map(
      (each) => [each, messages[each]] as const,
    );
    return html`<form class="form" autocomplete="off" novalidate @submit=${(event: Event) => void this.#send(event)}>
      ${draft.line('')}
      <div class="fields">
        ${
          this.desks.length < 2
            ? null
            : field({
                ...{ name: 'queue', label: messages.desk, value: queue, errors },
                options: this.desks.map((desk) => [desk.queue.id, desk.queue.name] as const),
                onInput: (id) => this.#open(id),
              })
        }
        ${field({
          ...{ name: 'kind', label: messages.what, value: kind, options: kinds, wide: true },
          onInput: (chosen) => this.#choose({ kind: chosen as Kind }),
        })}
        ${
          kind === 'add'
            ? null
            : field({
                ...{ name: 'shift', label: messages.which, value: shift, errors, wide: true },
                options: shifts.map((each, index) => [String(index), weeklyText(each, this.services)] as const),
                onInput: (chosen) => this.#choose({ shift: chosen }),
              })
        }
      </div>
      ${weeklyShiftFields(draft, this.services, { ends: kind === 'remove' })}
      <div class="actions">
        <button type="submit" class="button primary" aria-disabled=${draft.busy ? 'true' : 'false'}>
          ${messages.send}
        </button>
      </div>
    </form>`;
  }
}
