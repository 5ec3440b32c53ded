import { css } from 'lit';

/** A list of key pages. */
export const keyPages = css`
  .detail {
    display: block;
    font-weight: 400;
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
