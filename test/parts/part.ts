import type { CSSResultGroup, LitElement, TemplateResult } from 'lit';

type Show = () => TemplateResult | null;
/** A state that a person brings about: by the pointer, or by the keyboard. */
export type Pose = 'hover' | 'focus';

/** One part of the dashboard, in each of its states. */
export interface Part {
  name: string;
  /** What its host has besides the sheets of every part. */
  styles?: CSSResultGroup;
  /** Gives its host what a page's element has, such as a controller. */
  host?(host: LitElement): unknown;
  states: Readonly<Record<string, Show | Posed>>;
}

interface Posed {
  pose: Pose;
  /** Which of its elements, in whatever shadow root. */
  on: string;
  show: Show;
}

export const hover = (on: string, show: Show): Posed => ({ pose: 'hover', on, show });
export const focus = (on: string, show: Show): Posed => ({ pose: 'focus', on, show });
