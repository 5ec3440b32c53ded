import { LitElement, type CSSResultGroup, type CSSResultOrNative } from 'lit';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { forms } from '../styles/forms.js';

/** The base class of the dashboard's parts: the sheets that each has before its own `styles`. */
export abstract class DashboardElement extends LitElement {
  protected static override finalizeStyles(styles: CSSResultGroup = []): CSSResultOrNative[] {
    return super.finalizeStyles([base, controls, forms, styles]);
  }
}
