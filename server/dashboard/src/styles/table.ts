import { css } from 'lit';

/**
 * A table that becomes cards below a width of 600 px. Its host is the measured container.
 * In cards each cell shows its column's name from data-label, since the head row is hidden.
 */
export const table = css`
  :host {
    container-type: inline-size;
  }

  table {
    width: 100%;
    border-collapse: collapse;
    font-size: var(--text-s);
    font-variant-numeric: tabular-nums;
  }

  caption {
    padding-bottom: var(--space-3);
    color: var(--ink-soft);
    text-align: start;
  }

  th,
  td {
    padding: var(--space-2) var(--space-3);
    border-bottom: 1px solid var(--line);
    text-align: start;
    vertical-align: top;
  }

  th:first-child,
  td:first-child {
    padding-inline-start: 0;
  }

  th:last-child,
  td:last-child {
    padding-inline-end: 0;
  }

  thead th {
    color: var(--ink-soft);
    font-weight: 550;
    vertical-align: middle;
  }

  tbody th {
    font-weight: 550;
    line-height: 1.35;
    overflow-wrap: anywhere;
  }

  .number {
    text-align: end;
    white-space: nowrap;
  }

  .sub {
    display: block;
    color: var(--ink-soft);
    font-weight: 400;
  }

  /* Its edge must not cut the rings of what has the focus inside. */
  .wide {
    margin: calc(-1 * var(--space-1));
    padding: var(--space-1);
    overflow-x: auto;
  }

  @media screen {
    /* Between cards and a wide window a table is set tight. */
    @container (max-width: 60rem) {
      .cards {
        font-size: var(--text-xs);
      }

      .cards th,
      .cards td {
        padding: var(--space-2) var(--space-1);
      }

      .cards tbody th {
        min-width: 7rem;
        overflow-wrap: break-word;
      }

      .cards .number,
      .cards .time,
      .cards .chip {
        white-space: normal;
      }
    }

    @container (max-width: 31rem) {
      .cards {
        font-size: var(--text-s);
      }

      .cards thead {
        display: none;
      }

      .cards,
      .cards caption,
      .cards tbody,
      .cards tr,
      .cards th,
      .cards td {
        display: block;
      }

      .cards tbody th {
        min-width: 0;
      }

      .cards tr {
        padding: var(--space-3) 0;
        border-bottom: 1px solid var(--line);
      }

      .cards th,
      .cards td {
        padding: var(--space-1) 0;
        border: 0;
      }

      .cards td {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 var(--space-4);
        text-align: start;
        white-space: normal;
      }

      .cards td::before {
        content: attr(data-label);
        color: var(--ink-soft);
      }

      /* A name without a value says nothing. */
      .cards td:empty {
        display: none;
      }

      /* Without a name it stands alone, at the start. */
      .cards td:not([data-label])::before {
        content: none;
      }

      .cards .sub {
        display: inline;
      }
    }
  }

  /* On paper a row stays a row. */
  @media print {
    table {
      font-size: var(--text-xs);
    }

    th,
    td {
      padding: var(--space-1) var(--space-1);
    }

    tr {
      break-inside: avoid;
    }

    .wide {
      margin: 0;
      padding: 0;
      overflow: visible;
    }

    .chip,
    .small {
      font-size: inherit;
    }
  }
`;
