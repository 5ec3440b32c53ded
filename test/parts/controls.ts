import { html } from 'lit';
import { focus, hover, type Part } from './part.js';
import { LIBRARY, LONG_LINE, LONG_WORD } from './words.js';

const button = (kind = '', words = 'Save the hours') =>
  html`<button type="button" class="button ${kind}">${words}</button>`;

export const CONTROLS: readonly Part[] = [
  {
    name: 'button',
    states: {
      rest: () => button(),
      hover: hover('.button', () => button()),
      focus: focus('.button', () => button()),
      busy: () => html`<button type="button" class="button" aria-disabled="true">Save the hours</button>`,
      disabled: () => html`<button type="button" class="button" disabled>Save the hours</button>`,
      'long words': () => html`${button('', LONG_LINE)} ${button('', 'Interlibraryloanrequests')}`,
      link: () => html`<a class="button" href="#">Back to the start</a>`,
      'for screen readers, too': () =>
        html`<button type="button" class="button">Change<span class="visually-hidden"> ${LIBRARY}</span></button>`,
    },
  },
  {
    name: 'primary button',
    states: {
      rest: () => button('primary'),
      hover: hover('.button', () => button('primary')),
      focus: focus('.button', () => button('primary')),
      busy: () => html`<button type="button" class="button primary" aria-disabled="true">Save the hours</button>`,
      disabled: () => html`<button type="button" class="button primary" disabled>Save the hours</button>`,
    },
  },
  {
    name: 'row of buttons',
    states: {
      rest: () => html`<div class="actions">${button('primary')} ${button('', 'Cancel')} ${button('', 'Remove')}</div>`,
    },
  },
  {
    name: 'link',
    states: {
      rest: () => html`<p><a href="#">${LIBRARY}</a></p>`,
      hover: hover('a', () => html`<p><a href="#">${LIBRARY}</a></p>`),
      focus: focus('a', () => html`<p><a href="#">${LIBRARY}</a></p>`),
      'long words': () => html`<p><a href="#">${LONG_WORD}</a></p>`,
    },
  },
  {
    name: 'fold',
    states: {
      closed: () =>
        html`<details>
          <summary>How it is counted</summary>
          <p>Once a visit.</p>
        </details>`,
      open: () =>
        html`<details open>
          <summary>How it is counted</summary>
          <p>Once a visit.</p>
        </details>`,
      focus: focus(
        'summary',
        () =>
          html`<details>
            <summary>How it is counted</summary>
            <p>Once a visit.</p>
          </details>`,
      ),
      'long words': () =>
        html`<details>
          <summary>${LONG_LINE}</summary>
          <p>Once a visit.</p>
        </details>`,
    },
  },
  {
    name: 'text',
    states: {
      headings: () =>
        html`<h1>Numbers</h1>
          <h2>By day</h2>
          <h3>March</h3>`,
      paragraphs: () =>
        html`<p>26 clicks.</p>
          <p class="soft">In 30 days.</p>
          <p class="small soft">By Eastern Time.</p>`,
      'long words': () =>
        html`<h1>${LONG_WORD}</h1>
          <h2>${LONG_LINE}</h2>
          <p>${LONG_WORD}</p>`,
      written: () => html`<p class="written">Closed on Monday.${'\n'}Open again on Tuesday.</p>`,
    },
  },
  {
    name: 'panel',
    states: {
      rest: () =>
        html`<section class="panel">
          <h2>Hours</h2>
          <p>Open until 9 PM.</p>
          ${button()}
        </section>`,
      'long words': () =>
        html`<section class="panel">
          <h2>${LONG_WORD}</h2>
          <p>${LONG_LINE}</p>
        </section>`,
    },
  },
];
