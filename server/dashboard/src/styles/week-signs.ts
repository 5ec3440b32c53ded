import { css } from 'lit';

/** The signs of the week’s chart. Each has its own shape, so that colours are not needed. */
export const weekSigns = css`
  figure {
    margin: 0;
  }

  svg {
    display: block;
    width: 100%;
    height: auto;
    /* Its text is placed from the left, whatever the language around it. */
    direction: ltr;
  }

  text {
    fill: var(--ink-soft);
    font: 400 var(--text-xs) var(--font);
    font-variant-numeric: tabular-nums;
  }

  .day {
    fill: var(--ink);
    font-weight: 600;
  }

  .hour {
    stroke: var(--line);
  }

  .row {
    stroke: var(--line-strong);
  }

  .now {
    stroke: var(--ink);
    stroke-width: 2;
    stroke-dasharray: 4 3;
  }

  .promised {
    fill: var(--surface-sunk);
    stroke: var(--line-strong);
  }

  .scheduled {
    fill: var(--line-strong);
  }

  .covered {
    fill: var(--good);
  }

  .uncovered {
    stroke: var(--bad);
    stroke-width: 2;
  }

  .unmonitored,
  .unscheduled {
    stroke: var(--ink-soft);
  }

  .unscheduled {
    stroke-dasharray: 3 2;
  }

  .outside {
    fill: none;
    stroke: var(--good);
    stroke-width: 1.5;
  }

  .ground {
    fill: var(--surface);
  }

  .cross {
    stroke: var(--bad);
    stroke-width: 1.5;
  }

  .slant {
    stroke: var(--ink-soft);
    stroke-width: 1.5;
  }

  .dot {
    fill: var(--ink-soft);
  }

  ul {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-4);
    margin: var(--space-2) 0 0;
    padding: 0;
    list-style: none;
    font-size: var(--text-s);
  }

  li {
    display: flex;
    align-items: center;
    gap: var(--space-2);
  }

  li svg {
    flex: none;
    width: 28px;
  }

  @media (forced-colors: active) {
    text,
    .day,
    .dot,
    .covered,
    .scheduled {
      fill: CanvasText;
    }

    .promised,
    .ground {
      fill: Canvas;
    }

    .promised,
    .uncovered,
    .unmonitored,
    .unscheduled,
    .outside,
    .cross,
    .slant,
    .row,
    .now {
      stroke: CanvasText;
    }

    .hour {
      stroke: CanvasText;
      stroke-opacity: 0.35;
    }
  }

  @media print {
    svg {
      print-color-adjust: exact;
    }

    li,
    figure > svg {
      break-inside: avoid;
    }
  }
`;
