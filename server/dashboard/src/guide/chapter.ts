/** A run of words. */
export interface Span {
  text: string;
  /** Words that a screen has. */
  isScreen?: boolean;
  /** The slug of the chapter that it leads to. */
  to?: string;
}

export interface Block {
  kind: 'heading' | 'paragraph' | 'list' | 'steps';
  /** One, but for the items of a list. */
  items: Span[][];
}

/** One page of docs/guide. */
export interface Chapter {
  /** The last word of its address: "shifts". */
  slug: string;
  title: string;
  blocks: Block[];
}
