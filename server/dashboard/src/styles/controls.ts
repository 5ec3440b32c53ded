import { css } from 'lit';

/** Buttons and fields, at least 40 px high. */
export const controls = css`
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--space-2);
    min-height: var(--target);
    padding: var(--space-1) var(--space-4);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-s);
    background: var(--surface);
    color: var(--ink);
    font: 550 var(--text-s) / 1.2 var(--font);
    text-decoration: none;
    cursor: pointer;
  }

  .button:hover {
    background: var(--surface-sunk);
    color: var(--ink);
  }

  .button.primary {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
  }

  .button.primary:hover {
    border-color: var(--accent-strong);
    background: var(--accent-strong);
  }

  .long-work {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2) var(--space-3);
  }

  label {
    display: grid;
    gap: var(--space-1);
    color: var(--ink-soft);
    font-size: var(--text-s);
  }

  input,
  select,
  textarea {
    width: 100%;
    min-height: var(--target);
    padding: var(--space-2) var(--space-3);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-s);
    background: var(--surface);
    color: var(--ink);
    font: 400 var(--text-m) / 1.4 var(--font);
  }

  /* As high as a field of one line. */
  select {
    padding-block: 0;
  }

  summary {
    min-height: 1.75rem;
    padding: var(--space-1) 0;
    color: var(--accent);
    font-weight: 550;
    cursor: pointer;
  }

  /* Beside the mark, and not below it. */
  summary > :is(h2, h3) {
    display: inline;
  }

  @media print {
    details::details-content {
      content-visibility: visible;
      block-size: auto;
    }
  }
`;
