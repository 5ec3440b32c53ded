import { TIERS, type StoredDesk, type Tier } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { messages } from '../i18n/registration.js';
import { PAGE_KIND_WORDS } from '../i18n/visibility.js';
import { aBranch, aKeyPage, type TypedRegistration } from '../logic/registration-draft.js';
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

/** More key pages than these are behind a press: each has five fields. */
const MAX_OPEN = 2;

/** The fields of a library's registration. `desks`: those that there are; `keyPages`: how many are stored. */
export function libraryFields(
  draft: Draft<TypedRegistration>,
  desks: readonly StoredDesk[],
  keyPages = 0,
): TemplateResult {
  const typed = draft.words;
  const one = registrationField(draft);
  const desk = (tier: Tier, change: Partial<TypedRegistration['desks'][Tier]>): void =>
    draft.set({ desks: { ...typed.desks, [tier]: { ...typed.desks[tier], ...change } } });
  return html`<div class="fields">
      ${one('name', messages.patronsName, typed.name, (name) => draft.set({ name }), { required: true, most: 120 })}
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
    ${branchFields(draft, one)}
    <fieldset class="form">
      <legend>${messages.sites}</legend>
      ${one('origins', messages.sitesField, typed.sites, (sites) => draft.set({ sites }), { rows: 3, hint: messages.sitesHint })}
    </fieldset>
    ${keyPageFields(draft, one, keyPages)} ${tick(messages.live, typed.live, (live) => draft.set({ live }))}`;
}

/** Rows that are typed in place: the fields of each with a button that removes it, and one that adds another. */
function rowFields<Row extends { name: string }>(
  draft: Draft<TypedRegistration>,
  path: 'branches' | 'keyPages',
  rows: readonly Row[],
  set: (rows: readonly Row[]) => void,
  words: { legend: string; note: string; add: string; remove: (name: string) => string; empty: () => Row },
  fields: (row: Row, at: number, change: (edit: Partial<Row>) => void) => TemplateResult,
  fold: (typed: TemplateResult) => TemplateResult = (typed) => typed,
): TemplateResult {
  const typed = html`${rows.map(
      (row, at) =>
        html`<div class="fields">
          ${fields(row, at, (edit) => set(rows.map((each, index) => (index === at ? { ...each, ...edit } : each))))}
          <button class="button" type="button" @click=${() => set(rows.filter((_each, index) => index !== at))}>
            ${words.remove(row.name)}
          </button>
          ${groupFaults(draft, `${path}.${at}`)}
        </div>`,
    )}
    ${groupFaults(draft, path)}
    <div class="actions">
      <button class="button" type="button" @click=${() => set([...rows, words.empty()])}>${words.add}</button>
    </div>`;
  return html`<fieldset class="form">
    <legend>${words.legend}</legend>
    <p class="small soft">${words.note}</p>
    ${fold(typed)}
  </fieldset>`;
}

const branchFields = (draft: Draft<TypedRegistration>, one: RegistrationField): TemplateResult =>
  rowFields(
    draft,
    'branches',
    draft.words.branches,
    (branches) => draft.set({ branches }),
    {
      ...{ legend: messages.branches, note: messages.branchesNote, add: messages.addBranch },
      ...{ remove: messages.removeBranch, empty: aBranch },
    },
    (branch, at, change) =>
      html`${one(`branches.${at}.name`, messages.branchName(at), branch.name, (name) => change({ name }), { required: true, most: 120 })}
      ${(['phone', 'form', 'page'] as const).map((way) => one(`branches.${at}.fallback.${way}`, messages.branchFields[way](at), branch[way], (text) => change({ [way]: text }), way === 'phone' ? {} : { type: 'url', placeholder: 'https://' }))}`,
  );

const keyPageFields = (draft: Draft<TypedRegistration>, one: RegistrationField, stored: number): TemplateResult =>
  rowFields(
    draft,
    'keyPages',
    draft.words.keyPages,
    (keyPages) => draft.set({ keyPages }),
    {
      ...{ legend: messages.keyPages, note: messages.keyPagesNote, add: messages.addKeyPage },
      ...{ remove: messages.removeKeyPage, empty: aKeyPage },
    },
    (keyPage, at, change) =>
      html`${one(`keyPages.${at}.name`, messages.keyPageName(at), keyPage.name, (name) => change({ name }), { required: true })}
      ${one(`keyPages.${at}.kind`, messages.keyPageKind, keyPage.kind, (kind) => change({ kind }), { options: KINDS })}
      ${one(`keyPages.${at}.origin`, messages.keyPageSite, keyPage.origin, (origin) => change({ origin }), { placeholder: 'https://' })}
      ${one(`keyPages.${at}.pattern`, messages.keyPagePath, keyPage.pattern, (pattern) => change({ pattern }), { placeholder: '/' })}
      ${one(`keyPages.${at}.placement`, messages.keyPagePlacement, keyPage.placement, (placement) => change({ placement }))}`,
    // A fault is never behind the press.
    (typed) =>
      stored <= MAX_OPEN
        ? typed
        : html`<details ?open=${draft.errors.length > 0}>
            <summary>${messages.changeKeyPages(stored)}</summary>
            <div class="form">${typed}</div>
          </details>`,
  );
