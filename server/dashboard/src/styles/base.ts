import { css } from 'lit';

/** The styles of every part. Sizes and colours are custom properties of styles/tokens.css. */
export const base = css`
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }

  :host {
    display: block;
  }

  :host([hidden]) {
    display: none;
  }

  h1,
  h2,
  h3 {
    margin: 0;
    line-height: 1.25;
    letter-spacing: -0.01em;
    text-wrap: balance;
  }

  /* A word that is longer than a phone is wide breaks, and does not make its part wider. A button's words stay whole. */
  h1,
  h2,
  h3,
  h4,
  p,
  li,
  label {
    overflow-wrap: anywhere;
  }

  :is(table, .button) {
    overflow-wrap: break-word;
  }

  h1 {
    font-size: var(--text-xl);
  }

  h2 {
    font-size: var(--text-l);
  }

  h3 {
    font-size: var(--text-m);
  }

  p {
    margin: 0;
  }

  a {
    color: var(--accent);
    text-underline-offset: 0.15em;
  }

  a:hover {
    color: var(--accent-strong);
  }

  :focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: 2px;
    border-radius: var(--radius-s);
  }

  .soft {
    color: var(--ink-soft);
  }

  .small {
    font-size: var(--text-s);
  }

  .panel {
    padding: var(--space-panel);
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    box-shadow: var(--shadow);
  }

  /* Unless a part of a panel says otherwise. */
  @media screen {
    .panel > * + * {
      margin-block-start: var(--space-2);
    }
  }

  /* Parts one below the other. */
  .rows {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-3);
  }

  /* A person's own words, with their lines. */
  .written {
    white-space: pre-line;
    overflow-wrap: anywhere;
  }

  .unmarked {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .bulleted {
    margin: 0;
    padding-inline-start: var(--space-5);
  }

  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media print {
    .panel {
      border: 0;
      padding: 0;
      break-inside: avoid;
    }

    /* Whatever else it is: a button, a row of buttons. */
    .screen-only {
      display: none !important;
    }
  }
`;
