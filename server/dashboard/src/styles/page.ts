import { css } from 'lit';

/** The layout of a page: title and window at the top, then the main column and an aside beside it. */
export const page = css`
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    justify-content: space-between;
    gap: var(--space-3) var(--space-5);
    margin-bottom: var(--space-5);
  }

  .stack > * + * {
    margin-block-start: 0;
  }

  .stack {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-5);
  }

  .beside {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-5);
    align-items: start;
  }

  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-2) var(--space-4);
  }

  [aria-busy='true'] {
    cursor: progress;
  }

  @media (min-width: 75rem) {
    .beside {
      grid-template-columns: minmax(0, 1fr) 20rem;
    }
  }

  @media print {
    .top {
      margin-bottom: var(--space-4);
    }

    .beside {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
