// In:    a user agent.
// Out:   whether it identifies itself as a program.
// Never: keeps one longer than it is among the latest few, or beside anything else of its sender's; only this process's
//        memory holds them.
import { isbot } from 'isbot';

/** Most visitors share a few; asking `isbot` costs as much as parsing their batch. */
const MAX_KNOWN = 100;
/** No browser's is longer. */
const MAX_KNOWN_LENGTH = 400;

/**
 * What a browser on Android writes of its device and its build, after the system's version and the language: its maker's
 * words, which may be any: "XBot Junior", "Newsday_A1", "Capture+", "CG|EON Blaze GOLD", "Google TV". A program names itself
 * elsewhere, or with a version.
 * Source: the 32,520 names of devices in node-device-detector 2.2.7 (MIT), of which isbot 5.2.3 takes 65 for programs.
 */
const ANDROID_DEVICE =
  /^(Mozilla\/5\.0 \(Linux;(?: (?:U|arm(?:_64)?);)? Android [\w.-]+; (?:[a-z]{2}[-_][a-z]{2}; )?)(?:[^;()/]|\([^;()]*\))+(?: Build\/[^;()]*)?(?=[;)])/i;

/**
 * The engine's build in browsers of VIDAA televisions: `OMI/4.20.3.54.Catcher2.202`.
 * Source: user agents of Hisense, Toshiba and Loewe televisions from 2020 on, which name HbbTV or VIDAA beside it.
 */
const TELEVISION_ENGINE = /\bOMI\/[\d.]+[A-Z]\w*[\d.]*/g;

/** Browsers and the search app of a company whose crawlers are "Sogou web spider" and the like. */
const SOGOU = /\bSogou(?:MSE|MobileBrowser|Search)\b/g;

/** `isbot` looks for words anywhere; those of a device or a browser are no word about who is asking. */
const withoutMakersNames = (userAgent: string): string =>
  userAgent.replace(ANDROID_DEVICE, '$1').replace(TELEVISION_ENGINE, 'OMI/4').replace(SOGOU, '');

export const isProgram = (userAgent: string): boolean => isbot(userAgent) && isbot(withoutMakersNames(userAgent));

export function createBotCheck(): (userAgent: string | undefined) => boolean {
  const known = new Map<string, boolean>();
  return (userAgent) => {
    // isbot takes an empty user agent for a person's; no browser sends one.
    if (!userAgent) return true;
    let isBot = known.get(userAgent);
    if (isBot === undefined) {
      isBot = isProgram(userAgent);
      if (known.size >= MAX_KNOWN) known.clear();
      if (userAgent.length <= MAX_KNOWN_LENGTH) known.set(userAgent, isBot);
    }
    return isBot;
  };
}
