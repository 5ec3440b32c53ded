import { css } from 'lit';

/** A list of links to libraries, side by side. */
export const libraryTiles = css`
  ul {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr));
    gap: var(--space-3);
    margin: var(--space-4) 0 0;
    padding: 0;
    list-style: none;
  }

  li a {
    display: block;
    font-weight: 550;
  }
`;
