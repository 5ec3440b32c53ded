import { css } from 'lit';

/** A list of key pages below the figure that counts them. */
export const keyPages = css`
  .figure {
    margin: var(--space-2) 0 var(--space-3);
    font-size: var(--text-xl);
    font-weight: 620;
    line-height: 1.2;
  }

  .detail {
    display: block;
  }

  li {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: var(--space-3);
    padding: var(--space-2) 0;
    border-top: 1px solid var(--line);
    overflow-wrap: anywhere;
  }
`;
