import { css, html, nothing, type TemplateResult } from 'lit';
import { messages } from '../i18n/policies.js';
import { announce } from '../ui/events.js';
import type { ReadBlock } from './reading-sections.js';

/** A list of texts that are copied by keyboard: Enter in the search field copies the first, Down and Up move between them. */
export const copyBlocks = css`
  .find {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--space-2);
  }

  /* The field's focus ring does not touch the words above it. */
  .find > label {
    flex: 1 1 16rem;
    gap: var(--space-2);
    max-width: 32rem;
  }

  .find > :is(details, p) {
    flex: 1 0 100%;
  }

  .block {
    display: grid;
    grid-template-columns: minmax(0, 40rem) auto;
    justify-content: start;
    align-items: start;
    gap: var(--space-3);
    /* The words begin where the heading above them does. */
    margin-inline: calc(-1 * var(--space-2));
    padding: var(--space-1) var(--space-2);
    border-radius: var(--radius-s);
  }

  .block:focus-within,
  .block:hover {
    background: var(--surface-sunk);
  }

  .block .title {
    grid-column: 1 / -1;
  }

  .block .script {
    white-space: pre-wrap;
  }
`;

/** Without a permission for the clipboard: the older command, and the text stays selected. */
function copySelected(shown: Element): boolean {
  getSelection()?.selectAllChildren(shown);
  return document.execCommand('copy');
}

async function copy(event: Event, plain: string): Promise<void> {
  const button = event.currentTarget as HTMLElement;
  const isCopied = await navigator.clipboard.writeText(plain).then(
    () => true,
    () => copySelected(button.previousElementSibling!),
  );
  announce(button, isCopied ? messages.copied(plain) : messages.notCopied);
}

/** The keys of `onCopyKey`, where a reader looks for them. */
export const copyKeys = (more = ''): TemplateResult =>
  html`<details class="small">
    <summary>${messages.keys}</summary>
    <p>${more} ${messages.keysNote}</p>
  </details>`;

export const copyBlock = ({ title, shown, plain }: ReadBlock): TemplateResult =>
  html`<div class="block">
    ${
      title === null
        ? null
        : html`<div class="title">
            <h3 id=${title.id ?? nothing} tabindex="-1" dir="auto">${title.name}</h3>
            <p class="small soft">${title.note}</p>
          </div>`
    }
    <div class="prose" dir="auto">${shown}</div>
    <button type="button" class="button screen-only" @click=${(event: Event) => void copy(event, plain)}>
      ${messages.copy}<span class="visually-hidden">${messages.copyOf(plain)}</span>
    </button>
  </div>`;

/** For `keydown` around the search field and the blocks. */
export function onCopyKey(event: KeyboardEvent, root: ParentNode): void {
  const field = root.querySelector('input');
  const buttons = [...root.querySelectorAll<HTMLElement>('.block button')];
  const at = buttons.indexOf(event.composedPath()[0] as HTMLElement);
  const isInField = event.composedPath()[0] === field;
  if (event.key === 'Enter' && isInField) {
    event.preventDefault();
    buttons[0]?.click();
  } else if (event.key === 'ArrowDown' && (isInField || at >= 0)) {
    event.preventDefault();
    buttons[at + 1]?.focus();
  } else if (event.key === 'ArrowUp' && at >= 0) {
    event.preventDefault();
    (buttons[at - 1] ?? field)?.focus();
  }
}
