import {
  saveDeskRegistration,
  TIERS,
  tryPresenceSource,
  type SourceTrial,
  type StoredDesk,
  type Tier,
} from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages, SOURCE_FIELD_WORDS, SOURCE_WORDS, TIER_WORDS } from '../i18n/registration.js';
import { sourceFaultText } from '../i18n/queue-now-text.js';
import { WORDS } from '../i18n/words.js';
import {
  namesOperators,
  SOURCE_FIELDS,
  toDesk,
  toTypedDesk,
  usualZone,
  type SourceKind,
  type TypedDesk,
} from '../logic/desk-draft.js';
import { idOfName } from '@askusnow/server/id-of-name';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Draft } from '../ui/draft.js';
import { reportChanged } from '../ui/events.js';
import { Query } from '../ui/query.js';
import { readerLibraries } from '../ui/reader.js';
import { groupFaults, registrationField } from './registration-form.js';

const EMPTY: Omit<TypedDesk, 'zone'> = {
  name: '',
  tier: 'local',
  note: '',
  languages: '',
  kind: '',
  source: {},
  operators: '',
};
const NO_SOURCE: [string, string] = ['', messages.noSource];

/** A form that registers a desk, or changes what is registered of it. Hours and shifts have pages of their own. */
@customElement('desk-form')
export class DeskForm extends DashboardElement {
  /** Undefined: a new desk. */
  @property({ attribute: false }) desk: StoredDesk | undefined;
  /** Of a new desk: those that there are. */
  @property({ attribute: false }) others: readonly StoredDesk[] = [];
  #draft = new Draft<TypedDesk>(this, {
    words: () =>
      this.desk ? toTypedDesk(this.desk.registration, readerLibraries()) : { ...EMPTY, zone: usualZone(this.others) },
    revision: () => this.desk?.revision ?? 0,
    reread: () => void reportChanged(this),
  });

  #trial = new Query<SourceTrial>(this);
  /** The source that was tried last, as JSON: what is said holds for it alone. */
  #tried: string | undefined;

  async #try(): Promise<void> {
    const { presence } = toDesk(this.#draft.words, readerLibraries());
    if (presence === undefined) return;
    this.#tried = JSON.stringify(presence);
    await this.#trial.ask(() => this.#draft.answered(tryPresenceSource(connection, { registration: { presence } })));
  }

  /** What a source that the server asks says now; a program at the desk reports by itself. */
  #trialPart(): TemplateResult | null {
    const { presence } = toDesk(this.#draft.words, readerLibraries());
    if (presence === undefined || presence.kind === 'heartbeat') return null;
    const { step, last } = this.#trial.state;
    const isAbout = this.#tried === JSON.stringify(presence);
    const isBusy = isAbout && step === 'waiting';
    const said =
      step === 'failed'
        ? messages.notAnswered
        : last &&
          (last.state === 'unknown' ? messages.notRead(sourceFaultText(last.fault ?? '')) : messages.tried[last.state]);
    return html`<div class="actions">
      <button type="button" class="button" aria-disabled=${isBusy ? 'true' : 'false'} @click=${() => void this.#try()}>
        ${messages.trySource}
      </button>
      <span role="status">${isAbout && !isBusy ? said : null}</span>
    </div>`;
  }

  async #save(event: Event): Promise<void> {
    event.preventDefault();
    const id =
      this.desk?.id ??
      idOfName(
        this.#draft.words.name,
        'desk',
        this.others.map(({ id }) => id),
      );
    await this.#draft.save(
      (typed, revision) =>
        saveDeskRegistration(connection, id, { registration: toDesk(typed, readerLibraries()), revision }),
      messages.saved,
    );
  }

  override render(): TemplateResult {
    const draft = this.#draft;
    const typed = draft.words;
    const one = registrationField(draft);
    return html`<form @submit=${(event: Event) => void this.#save(event)}>
      <div class="fields">
        ${one('name', WORDS.name, typed.name, (name) => draft.set({ name }), { required: true, most: 120 })}
        ${one('tier', messages.tier, typed.tier, (tier) => draft.set({ tier: tier as Tier }), { options: TIERS.map((tier) => [tier, TIER_WORDS[tier]] as const) })}
        ${one('zone', messages.zone, typed.zone, (zone) => draft.set({ zone }), { required: true, placeholder: messages.zoneHint })}
      </div>
      <div class="fields">
        ${one('presence.kind', messages.source, typed.kind, (kind) => draft.set({ kind: kind as SourceKind | '' }), { options: [NO_SOURCE, ...Object.entries(SOURCE_WORDS)] })}
        ${(typed.kind === '' ? [] : SOURCE_FIELDS[typed.kind]).map((each) =>
          one(`presence.${each}`, SOURCE_FIELD_WORDS[each]!, typed.source[each] ?? '', (value) =>
            draft.set({ source: { ...typed.source, [each]: value } }),
          ),
        )}
        ${
          namesOperators(typed)
            ? one('presence.operators', messages.operators, typed.operators, (operators) => draft.set({ operators }), {
                rows: 4,
                hint: messages.operatorsHint,
                faultWords: messages.operatorsFault,
              })
            : null
        }
        ${groupFaults(draft, 'presence')}
      </div>
      ${this.#trialPart()}
      <div class="fields">
        ${one('languages', messages.languages, typed.languages, (languages) => draft.set({ languages }), { placeholder: messages.languagesHint })}
        ${one('note', messages.note, typed.note, (note) => draft.set({ note }))}
      </div>
      <p class="small soft">${messages.deskHours}</p>
      ${draft.line(messages.theirs)}
      <div class="actions">
        <button class="button primary" ?disabled=${draft.busy || draft.isUntouched}>
          ${this.desk ? WORDS.save : messages.addDeskYes}
        </button>
      </div>
    </form>`;
  }
}
