import { css } from 'lit';

/** A list of numbers: the name, the figure and its basis. */
export const figures = css`
  dl {
    display: grid;
    margin: 0;
  }

  dt {
    color: var(--ink-soft);
    font-weight: 550;
  }

  dd {
    margin: 0;
  }

  .figure {
    font-size: var(--text-l);
    font-weight: 620;
    font-variant-numeric: tabular-nums;
  }
`;
