import { css } from 'lit';

/** Small trends in tables. */
export const sparklines = css`
  .sparkline {
    width: 4.5rem;
    height: 1.25rem;
    vertical-align: middle;
  }

  .sparkline rect {
    fill: var(--bar);
  }

  .sparkline .none {
    fill: var(--line-strong);
  }

  @media (forced-colors: active) {
    .sparkline rect {
      fill: CanvasText;
    }
  }
`;
