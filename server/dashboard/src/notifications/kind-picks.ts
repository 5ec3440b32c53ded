import type { NoticeKind, Tier } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { messages } from '../i18n/notifications.js';
import { KIND_WORDS, KINDS, PRESET_WORDS } from '../i18n/notifications-text.js';
import { errorsAt, type FieldErrors } from '../logic/field-errors.js';
import { presetOf, PRESETS, type Preset } from '../logic/notice-presets.js';
import { faults, radio, tick } from '../ui/form-fields.js';

/** What a recipient is to get: a pick, or `some` kinds one by one. */
export interface Picked {
  pick: Preset | 'some' | undefined;
  kinds: ReadonlySet<NoticeKind>;
}

export const NOTHING_PICKED: Picked = { pick: undefined, kinds: new Set() };

const LOCAL_PRESETS = Object.keys(PRESETS) as Preset[];
/** The week and the month are a library's. */
const SHARED_PRESETS: readonly Preset[] = ['urgent', 'all'];

const presetsFor = (tier: Tier): readonly Preset[] => (tier === 'local' ? LOCAL_PRESETS : SHARED_PRESETS);

/** Without a pick that the tier does not have. */
export const pickedFor = (tier: Tier, { pick, kinds }: Picked): Picked => ({
  pick: pick === 'some' || (pick !== undefined && presetsFor(tier).includes(pick)) ? pick : undefined,
  kinds,
});

export const kindsOf = ({ pick = 'some', kinds }: Picked): NoticeKind[] =>
  pick === 'some' ? KINDS.filter((kind) => kinds.has(kind)) : [...PRESETS[pick]];

export const toPicked = (tier: Tier, kinds: readonly NoticeKind[]): Picked => {
  const { pick = 'some' } = pickedFor(tier, { ...NOTHING_PICKED, pick: presetOf(kinds) });
  return { pick, kinds: new Set(kinds) };
};

export const kindPicksStyles = css`
  .tick {
    align-items: start;
    padding-block: var(--space-2);
  }

  .kinds {
    margin-inline-start: var(--space-5);
  }
`;

/** Which notices a recipient gets. Its host has the sheet `kindPicksStyles`. */
export function kindPicks({
  tier,
  picked,
  errors,
  onPick,
}: {
  tier: Tier;
  picked: Picked;
  errors: FieldErrors;
  onPick: (picked: Partial<Picked>) => void;
}): TemplateResult {
  const pick = (value: Preset | 'some', words: unknown) =>
    radio('pick', words, picked.pick === value, () => onPick({ pick: value }), { required: true });
  const toggle = (kind: NoticeKind, on: boolean): void =>
    onPick({ kinds: new Set(KINDS.filter((each) => (each === kind ? on : picked.kinds.has(each)))) });
  const unpicked = errorsAt(errors, 'kinds').slice(0, 1);
  return html`<fieldset>
    <legend>${messages.whatToSend}</legend>
    <div class="ticks column">
      ${presetsFor(tier).map((preset) => {
        const { name, sends } = PRESET_WORDS[preset];
        return pick(preset, html`<span>${name}<br /><span class="small soft">${sends}</span></span>`);
      })}
      ${pick('some', messages.oneByOne)}
    </div>
    ${
      picked.pick === 'some'
        ? html`<div class="ticks column kinds" role="group" aria-label=${messages.oneByOne}>
            ${KINDS.map((kind) => tick(KIND_WORDS[kind], picked.kinds.has(kind), (on) => toggle(kind, on)))}
          </div>`
        : null
    }
    ${faults(
      'kinds-fault',
      unpicked.map((fault) => (kindsOf(picked).length === 0 ? { ...fault, message: messages.chooseSome } : fault)),
    )}
  </fieldset>`;
}
