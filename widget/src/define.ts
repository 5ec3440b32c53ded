import { AskUsNowElement } from './ask-us-now-element.js';
import { quietly } from './natives.js';

// Registers the tag: the one side effect of this package. A second copy of the script finds the name taken and leaves it.
// Where elements cannot be defined at all, the link inside the tag stays what it is.
quietly(() => {
  const { customElements } = globalThis as Partial<typeof globalThis>;
  if (!customElements?.get('ask-us-now')) customElements?.define('ask-us-now', AskUsNowElement);
});
