// Panels that list hours.
import { css } from 'lit';

export const hourList = css`
  .panel {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-3);
  }

  ul {
    display: grid;
    gap: var(--space-3);
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    display: grid;
    gap: var(--space-2);
    overflow-wrap: anywhere;
  }

  li + li {
    padding-block-start: var(--space-3);
    border-block-start: 1px solid var(--line);
  }

  .hour {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: var(--space-1) var(--space-4);
  }

  /* The same fact of each hour stands below that of the hour before. */
  .hour > :first-child {
    flex: 0 1 14rem;
  }

  .hour > :nth-child(2) {
    flex: 0 1 18rem;
  }

  /* Of all libraries: when, and whose. */
  .hour.of-all > :nth-child(2) {
    flex: 0 1 auto;
    min-inline-size: min(100%, 15rem);
  }

  .hour > .actions,
  .hour > details {
    margin-inline-start: auto;
  }

  details[open] {
    flex-basis: 100%;
  }

  details[open] > summary {
    margin-block-end: var(--space-3);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--space-2) var(--space-3);
  }
`;
