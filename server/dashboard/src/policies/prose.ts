import { css } from 'lit';

/** Text that people wrote in Markdown: paragraphs, lists, tables. */
export const prose = css`
  .prose {
    max-width: 70ch;
    overflow-wrap: anywhere;
  }

  .prose > * {
    margin: 0;
  }

  .prose :is(ul, ol) {
    padding-inline-start: var(--space-5);
  }

  .prose pre {
    overflow-x: auto;
    white-space: pre-wrap;
  }

  .prose blockquote {
    padding-inline-start: var(--space-3);
    border-inline-start: 3px solid var(--line-strong);
  }

  .prose :is(th, td) {
    padding: var(--space-1) var(--space-3) var(--space-1) 0;
    text-align: start;
    vertical-align: top;
  }
`;
