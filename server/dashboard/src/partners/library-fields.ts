import { TIERS, type StoredDesk, type Tier } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { messages } from '../i18n/registration.js';
import { PAGE_KIND_WORDS } from '../i18n/visibility.js';
import { WORDS } from '../i18n/words.js';
import { aKeyPage, type TypedKeyPage, type TypedRegistration } from '../logic/registration-draft.js';
import type { Draft } from '../ui/draft.js';
import { tick } from '../ui/form-fields.js';
import { groupFaults, registrationField, type RegistrationField } from './registration-form.js';

const NO_DESK: [string, string] = ['', messages.noDesk];
const KINDS: [string, string][] = [['', messages.noKind], ...Object.entries<string>(PAGE_KIND_WORDS)];

/** The desks of a tier, as the options of a field. */
const optionsOf = (tier: Tier, desks: readonly StoredDesk[]): [string, string][] => [
  NO_DESK,
  ...desks.flatMap(({ id, registration }): [string, string][] =>
    registration.tier === tier ? [[id, registration.name]] : [],
  ),
];

/** The fields of a library's registration. `desks`: those that there are. */
export function libraryFields(draft: Draft<TypedRegistration>, desks: readonly StoredDesk[]): TemplateResult {
  const typed = draft.words;
  const one = registrationField(draft);
  const desk = (tier: Tier, change: Partial<TypedRegistration['desks'][Tier]>): void =>
    draft.set({ desks: { ...typed.desks, [tier]: { ...typed.desks[tier], ...change } } });
  return html`<div class="fields">
      ${one('name', WORDS.name, typed.name, (name) => draft.set({ name }), { required: true, most: 120 })}
      ${one('zone', messages.zone, typed.zone, (zone) => draft.set({ zone }), { required: true, placeholder: messages.zoneHint })}
    </div>
    <fieldset class="form">
      <legend>${messages.desks}</legend>
      <p class="small soft">${messages.desksNote}</p>
      ${TIERS.map(
        (tier) =>
          html`<div class="fields">
            ${one(`queues.${tier}.queue`, messages.deskOf[tier], typed.desks[tier].queue, (queue) => desk(tier, { queue }), { options: optionsOf(tier, desks) })}
            ${one(`queues.${tier}.chat`, messages.chatOf[tier], typed.desks[tier].chat, (chat) => desk(tier, { chat }), { type: 'url', placeholder: 'https://' })}
          </div>`,
      )}
      ${groupFaults(draft, 'queues')}
    </fieldset>
    <fieldset class="form">
      <legend>${messages.fallback}</legend>
      <div class="fields">
        ${one('fallback.phone', messages.phone, typed.phone, (phone) => draft.set({ phone }))}
        ${one('fallback.form', messages.form, typed.form, (form) => draft.set({ form }), { type: 'url', placeholder: 'https://' })}
        ${one('fallback.page', messages.page, typed.page, (page) => draft.set({ page }), { type: 'url', placeholder: 'https://' })}
      </div>
    </fieldset>
    <fieldset class="form">
      <legend>${messages.sites}</legend>
      ${one('origins', messages.sitesField, typed.sites, (sites) => draft.set({ sites }), { rows: 3, hint: messages.sitesHint })}
    </fieldset>
    ${keyPageFields(draft, one)} ${tick(messages.live, typed.live, (live) => draft.set({ live }))}`;
}

function keyPageFields(draft: Draft<TypedRegistration>, one: RegistrationField): TemplateResult {
  const { keyPages } = draft.words;
  const change = (at: number, edit: Partial<TypedKeyPage>): void =>
    draft.set({ keyPages: keyPages.map((each, index) => (index === at ? { ...each, ...edit } : each)) });
  return html`<fieldset class="form">
    <legend>${messages.keyPages}</legend>
    <p class="small soft">${messages.keyPagesNote}</p>
    ${keyPages.map(
      (keyPage, at) =>
        html`<div class="fields">
          ${one(`keyPages.${at}.name`, messages.keyPageName(at), keyPage.name, (name) => change(at, { name }), { required: true })}
          ${one(`keyPages.${at}.kind`, messages.keyPageKind, keyPage.kind, (kind) => change(at, { kind }), { options: KINDS })}
          ${one(`keyPages.${at}.origin`, messages.keyPageSite, keyPage.origin, (origin) => change(at, { origin }), { placeholder: 'https://' })}
          ${one(`keyPages.${at}.pattern`, messages.keyPagePath, keyPage.pattern, (pattern) => change(at, { pattern }), { placeholder: '/' })}
          ${one(`keyPages.${at}.placement`, messages.keyPagePlacement, keyPage.placement, (placement) => change(at, { placement }))}
          <button
            class="button"
            type="button"
            @click=${() => draft.set({ keyPages: keyPages.filter((_each, index) => index !== at) })}
          >
            ${messages.removeKeyPage(keyPage.name)}
          </button>
          ${groupFaults(draft, `keyPages.${at}`)}
        </div>`,
    )}
    ${groupFaults(draft, 'keyPages')}
    <div class="actions">
      <button class="button" type="button" @click=${() => draft.set({ keyPages: [...keyPages, aKeyPage()] })}>
        ${messages.addKeyPage}
      </button>
    </div>
  </fieldset>`;
}
