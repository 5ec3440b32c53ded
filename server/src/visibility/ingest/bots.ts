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
 * Names of devices that hold a word of `isbot`'s ("google", "discovery", "bot", "scan", …), as makers write them into the
 * platform part of a browser's user agent: televisions with Google TV, phones, a car maker's tablets.
 * Source: the 12,424 device models and the brands of node-device-detector 2.2.7 (MIT), each in a current Chrome's user
 * agent, of which isbot 5.2.3 takes 33 for programs; `test/unit/visibility/ingest-bots.test.ts` keeps them.
 */
const DEVICE_NAMES =
  /\bGoogle ?TV\b|\bDiscovery\b|\bFOSSiBOT\b|\bPOWER BOT\b|\bM BOT\b|\biRobot\b|\bProScan\b|\bScanPal\b|\bMatco Tools\b|\bNewsMy\b|\bNewsday\b|\bSuperion Radar\b|\bSpider \w+|\bNode A\d\b|\bArchive \w+|\bCapture Plus\b|\bJava(?= Build)|\bGoogle (?=[A-Z]\w* Build)/gi;

/** The first brackets of a browser's user agent: system and device, never who is asking. Bots name themselves elsewhere. */
const PLATFORM = /^Mozilla\/5\.0 \([^()]*(?:\([^()]*\)[^()]*)*\)/;

/**
 * The engine's build in browsers of VIDAA televisions: `OMI/4.20.3.54.Catcher2.202`.
 * Source: user agents of Hisense, Toshiba and Loewe televisions from 2020 on, which name HbbTV or VIDAA beside it.
 */
const TELEVISION_ENGINE = /\bOMI\/[\d.]+[A-Z]\w*[\d.]*/g;

/** `isbot` looks for words anywhere; those that are known to be a device's are no word about who is asking. */
const withoutDeviceNames = (userAgent: string): string =>
  userAgent.replace(PLATFORM, (platform) => platform.replace(DEVICE_NAMES, '')).replace(TELEVISION_ENGINE, 'OMI/4');

export const isProgram = (userAgent: string): boolean => isbot(userAgent) && isbot(withoutDeviceNames(userAgent));

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
