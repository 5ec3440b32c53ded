import { css } from 'lit';

/**
 * The table of a shared desk's week. A library has its name, and a colour besides; too few and too many people have stripes and
 * words. On a phone it is the list of one day.
 */
export const weekGridSigns = css`
  :host {
    container-type: inline-size;
  }

  table {
    width: 100%;
    min-width: 52rem;
    border-collapse: collapse;
    table-layout: fixed;
    font-size: var(--text-xs);
    line-height: 1.35;
  }

  th,
  td {
    padding: var(--space-1) var(--space-2);
    border: 1px solid var(--line);
    text-align: start;
    vertical-align: top;
    overflow-wrap: anywhere;
  }

  thead th:first-child {
    width: 5rem;
  }

  tbody th {
    color: var(--ink-soft);
    font-weight: 400;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .holiday {
    display: block;
    font-weight: 400;
  }

  .now {
    border-inline: 3px solid var(--accent);
  }

  thead .now {
    border-top: 3px solid var(--accent);
    background: var(--accent-soft);
  }

  .times {
    color: var(--ink-soft);
    font-variant-numeric: tabular-nums;
  }

  .shut {
    background: var(--surface-sunk);
    color: var(--ink-soft);
  }

  .few {
    background: repeating-linear-gradient(135deg, var(--bad-soft) 0 6px, var(--surface) 6px 12px);
  }

  .many {
    background: repeating-linear-gradient(45deg, var(--warn-soft) 0 6px, var(--surface) 6px 12px);
  }

  :is(.few, .many) .times {
    padding-inline-end: var(--space-1);
    background: var(--surface);
  }

  .mark {
    display: block;
    width: fit-content;
    margin-block: 2px;
    padding-inline: var(--space-1);
    border: 1px solid;
    border-radius: var(--radius-s);
    background: var(--surface);
    color: var(--ink);
    font-weight: 600;
  }

  ul {
    display: grid;
    gap: 2px;
    margin: 2px 0 0;
    padding: 0;
    list-style: none;
  }

  .entry {
    padding: 1px var(--space-1);
    border: 1px solid var(--line-strong);
    border-inline-start: 6px solid var(--hue, var(--accent));
    border-radius: var(--radius-s);
    background: var(--surface);
    color: var(--ink);
  }

  .entry strong {
    font-weight: 550;
  }

  .entry.ours {
    background: var(--accent-soft);
  }

  .entry.ours strong {
    font-weight: 700;
  }

  .entry:is(.offer, .open) {
    border-style: dashed;
    border-inline-start-style: dashed;
  }

  .h0 {
    --hue: #2f6fb3;
  }
  .h1 {
    --hue: #b3562f;
  }
  .h2 {
    --hue: #3c8a4e;
  }
  .h3 {
    --hue: #8a4fb0;
  }
  .h4 {
    --hue: #b03c6d;
  }
  .h5 {
    --hue: #1f8a8a;
  }
  .h6 {
    --hue: #8a7a1f;
  }
  .h7 {
    --hue: #5a66c9;
  }
  .h8 {
    --hue: #a8432f;
  }
  .h9 {
    --hue: #5f8a2f;
  }
  .h10 {
    --hue: #c0508f;
  }
  .h11 {
    --hue: #6b7785;
  }

  .days {
    display: none;
  }

  @media screen {
    @container (max-width: 40rem) {
      .days {
        display: block;
        margin-bottom: var(--space-3);
      }

      table {
        min-width: 0;
        font-size: var(--text-s);
      }

      table,
      tbody,
      tr {
        display: block;
      }

      thead,
      tbody th,
      td:not(.shown) {
        display: none;
      }

      td.shown {
        display: block;
        border: 0;
        border-top: 1px solid var(--line-strong);
        padding: var(--space-2) var(--space-1);
      }
    }
  }

  @media (forced-colors: active) {
    :is(.few, .many) {
      background: Canvas;
    }

    .entry {
      border-color: CanvasText;
    }

    .now {
      border-inline-color: Highlight;
    }
  }

  @media print {
    table {
      min-width: 0;
      font-size: var(--text-xs);
    }

    thead th:first-child {
      width: 3rem;
    }

    th,
    td {
      padding: 1px 2px;
    }

    tr {
      break-inside: avoid;
    }

    :is(.few, .many, .entry) {
      print-color-adjust: exact;
    }
  }
`;
