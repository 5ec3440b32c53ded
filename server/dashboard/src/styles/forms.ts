import { css } from 'lit';

/** Forms: rows of fields that wrap, each fault beside its field, and buttons in a line. */
export const forms = css`
  form,
  .form {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-4);
  }

  fieldset {
    min-width: 0;
    margin: 0;
    padding: var(--space-4);
    border: 1px solid var(--line);
    border-radius: var(--radius-s);
  }

  legend {
    padding: 0 var(--space-1);
    font-weight: 600;
  }

  .fields {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--space-3);
  }

  .fields > label {
    flex: 0 1 10rem;
  }

  .fields > .wide {
    flex: 1 1 14rem;
  }

  /* Below all fields of the row. */
  .fields > .fault {
    flex: 1 0 100%;
    order: 1;
  }

  .ticks {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--space-4);
  }

  .ticks.column {
    display: grid;
  }

  /* The words are part of the target. */
  .tick {
    display: inline-flex;
    align-items: center;
    gap: var(--space-2);
    min-height: var(--target);
    color: var(--ink);
    font-size: var(--text-m);
    cursor: pointer;
  }

  /* A note stands below the words, and not below the box. */
  .tick + .small {
    padding-inline-start: calc(var(--space-5) + var(--space-1));
  }

  .tick input {
    flex: none;
    width: 1.25rem;
    height: 1.25rem;
    min-height: 0;
    margin: 0;
    padding: 0;
    accent-color: var(--accent);
  }

  /* A placeholder must not look like typed text. */
  ::placeholder {
    color: var(--ink-soft);
    font-style: italic;
    opacity: 1;
  }

  [aria-invalid='true'] {
    border-color: var(--bad);
    border-width: 2px;
  }

  .fault,
  .trouble {
    color: var(--bad);
    font-size: var(--text-s);
    font-weight: 550;
  }

  .trouble {
    padding: var(--space-3) var(--space-4);
    border: 1px solid;
    border-radius: var(--radius-s);
    background: var(--bad-soft);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2) var(--space-3);
  }

  /* Text for screen readers takes no space, and neither does the gap beside it. */
  .button:has(> .visually-hidden) {
    gap: 0;
  }

  .button:is([disabled], [aria-disabled='true']) {
    opacity: 0.6;
    cursor: progress;
  }

  .plain-list {
    display: grid;
    gap: var(--space-3);
    margin: 0;
    padding: 0;
    list-style: none;
  }

  @media (forced-colors: active) {
    .button:is([disabled], [aria-disabled='true']) {
      opacity: 1;
      color: GrayText;
    }
  }
`;
