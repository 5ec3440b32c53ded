import { css } from 'lit';

/** Bars in cells of a table, as `bar` draws them. */
export const bars = css`
  td {
    vertical-align: middle;
  }

  .number {
    width: 1%;
  }

  svg.bar {
    display: block;
    width: 100%;
    height: 0.75rem;
  }

  .bar rect {
    fill: var(--bar);
  }

  @media (forced-colors: active) {
    .bar rect {
      fill: CanvasText;
    }
  }
`;
