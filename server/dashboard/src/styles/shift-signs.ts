import { css } from 'lit';

/** Blocks and gaps of a week of shifts. Each has a border and words of its own, so that colours are not needed. */
export const shiftSigns = css`
  :host {
    container-type: inline-size;
  }

  .axis {
    display: none;
  }

  .days,
  ul {
    display: grid;
    gap: var(--space-2);
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .day {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-1);
    align-content: start;
    min-width: 0;
    padding: var(--space-2) 0;
    border-top: 1px solid var(--line);
  }

  .day.now h3 {
    color: var(--accent);
  }

  details {
    margin-bottom: var(--space-3);
  }

  .block,
  .gap {
    display: flex;
    flex-direction: column;
    justify-content: flex-start;
    width: 100%;
    min-height: var(--target);
    padding: var(--space-1) var(--space-2);
    overflow: hidden;
    border: 1px solid var(--line-strong);
    border-inline-start: 5px solid var(--accent);
    border-radius: var(--radius-s);
    background: var(--surface);
    color: var(--ink);
    font: 400 var(--text-s) / 1.3 var(--font);
    text-align: start;
    overflow-wrap: anywhere;
  }

  button {
    cursor: pointer;
  }

  .calendar {
    border-inline-start: 5px double var(--line-strong);
    background: var(--surface-sunk);
  }

  .gap {
    border: 2px dashed var(--bad);
    background: repeating-linear-gradient(135deg, var(--bad-soft) 0 6px, var(--surface) 6px 12px);
  }

  .draft {
    outline: 2px dashed var(--accent);
    outline-offset: -4px;
  }

  .open {
    display: none;
  }

  /* Below this the names of desks do not fit into seven columns. */
  @container (min-width: 46rem) {
    .week {
      display: grid;
      grid-template-columns: 3.5rem minmax(0, 1fr);
    }

    .axis {
      display: block;
      position: relative;
      height: calc(var(--hours) * 3rem);
      margin-top: auto;
      color: var(--ink-soft);
      font-size: var(--text-xs);
      font-variant-numeric: tabular-nums;
    }

    .axis span {
      position: absolute;
      top: var(--top);
      inset-inline-end: var(--space-2);
      transform: translateY(-50%);
      white-space: nowrap;
    }

    .days {
      grid-template-columns: repeat(7, minmax(0, 1fr));
      gap: 0;
    }

    .day {
      grid-template-rows: auto 1fr auto;
      padding: 0;
      border-top: 0;
      border-inline-start: 1px solid var(--line-strong);
    }

    .day > :is(h3, p) {
      padding: 0 var(--space-1);
    }

    .track {
      position: relative;
      height: calc(var(--hours) * 3rem);
      background: repeating-linear-gradient(to bottom, var(--line) 0 1px, transparent 1px 3rem);
    }

    .open {
      display: block;
      position: absolute;
      inset-inline: 0;
      top: var(--top);
      height: var(--height);
      border-block: 1px solid var(--line-strong);
      background: var(--surface-sunk);
    }

    .block,
    .gap {
      position: absolute;
      top: var(--top);
      inset-inline-start: calc(var(--start) + 1px);
      width: calc(var(--width) - 3px);
      height: var(--height);
      min-height: 1.5rem;
      padding: 1px var(--space-1);
      font-size: var(--text-xs);
    }

    .own {
      cursor: grab;
      touch-action: pan-y;
    }

    .none {
      position: absolute;
      inset: 45% 0 auto;
      text-align: center;
    }
  }

  @media (forced-colors: active) {
    .gap {
      border-color: CanvasText;
      background: Canvas;
    }

    .block {
      border-color: CanvasText;
    }
  }

  @media print {
    .day,
    .block,
    .gap {
      break-inside: avoid;
      print-color-adjust: exact;
    }
  }
`;
