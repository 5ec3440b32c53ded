import { css } from 'lit';

/** Four degrees of urgency. The word beside it means the same, so colour is never needed. */
export const tones = css`
  .good {
    --tone: var(--good);
    --tone-soft: var(--good-soft);
  }

  .note {
    --tone: var(--note);
    --tone-soft: var(--note-soft);
  }

  .warn {
    --tone: var(--warn);
    --tone-soft: var(--warn-soft);
  }

  .bad {
    --tone: var(--bad);
    --tone-soft: var(--bad-soft);
  }

  .chip {
    display: inline-block;
    padding: 0 var(--space-2);
    border: 1px solid transparent;
    border-radius: var(--radius-pill);
    background: var(--tone-soft);
    color: var(--tone);
    font-size: var(--text-s);
    font-weight: 600;
    white-space: nowrap;
  }

  /* A heading, and its chip at the end of the line. */
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: var(--space-1) var(--space-4);
  }

  @media (forced-colors: active), print {
    .chip {
      border-color: currentColor;
    }
  }
`;
