import { css } from 'lit';

/** A page's main figures as tiles, for a host with the sheet `figures`. */
export const figureTiles = css`
  .tiles {
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 9rem), 1fr));
    gap: var(--space-3);
  }

  .tiles > .panel {
    padding: var(--space-3) var(--space-4);
  }

  .tiles > .panel > * + * {
    margin-block-start: 0;
  }

  .tiles .figure {
    font-size: var(--text-figure);
    line-height: 1.15;
    letter-spacing: -0.02em;
  }

  .tiles .figure.words {
    font-size: var(--text-l);
    line-height: 1.95;
    letter-spacing: 0;
  }

  @media print {
    .tiles > .panel {
      padding: 0;
    }
  }

  @media (min-width: 62rem), print {
    .tiles {
      grid-template-columns: repeat(4, minmax(0, 1fr));
    }
  }
`;

/** The class of a figure that has words in place of a number. */
export const figureClass = (figure: string): string => (/\d/.test(figure) ? 'figure' : 'figure words');
