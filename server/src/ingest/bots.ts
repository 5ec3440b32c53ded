// In:    a user agent.
// Out:   whether it is a program's, by its own word.
// Never: keeps one longer than it is among the latest few, or beside anything else of its sender's; only this process's
//        memory holds them.
import { isbot } from 'isbot';

/** Most visitors share a few; asking `isbot` costs as much as parsing their batch. */
const MOST_KNOWN = 100;
/** No browser's is longer. */
const LONGEST_KNOWN = 400;

export function createBotCheck(): (userAgent: string | undefined) => boolean {
  const known = new Map<string, boolean>();
  return (userAgent) => {
    // isbot takes an empty user agent for a person's; no browser sends one.
    if (!userAgent) return true;
    let isBot = known.get(userAgent);
    if (isBot === undefined) {
      isBot = isbot(userAgent);
      if (known.size >= MOST_KNOWN) known.clear();
      if (userAgent.length <= LONGEST_KNOWN) known.set(userAgent, isBot);
    }
    return isBot;
  };
}
