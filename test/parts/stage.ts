import { adoptStyles, type TemplateResult } from 'lit';
import { DashboardElement } from '../../server/dashboard/out/ui/dashboard-element.js';
import type { Part } from './part.js';

/** The host of a part's state: an element of the dashboard, as a page's is. */
export class Stage extends DashboardElement {
  shown!: Part;
  show!: () => TemplateResult | null;
  /** Why the state cannot be shown: a former commit may lack what it is made of. */
  fault = '';

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    try {
      adoptStyles(root as ShadowRoot, Stage.finalizeStyles(this.shown.styles));
      this.shown.host?.(this);
    } catch (error) {
      this.fault = String(error);
    }
    return root;
  }

  override render(): TemplateResult | null {
    try {
      return this.fault === '' ? this.show() : null;
    } catch (error) {
      this.fault = String(error);
      return null;
    }
  }
}
customElements.define('part-stage', Stage);
