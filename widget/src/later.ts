import { importOwn } from './own-files.js';

let folder: string | undefined;
/** By address. One promise for all who wait: of two imports under way the later may be ready first, with an older answer after it. */
const files: Record<string, Promise<unknown>> = {};

/**
 * Sets the folder of the files that are loaded when they are needed, as the served script does. Without it they are the package's own,
 * and the served script loads none.
 */
export function loadFrom(url: string | undefined): void {
  folder = url;
}

/**
 * Uses a file that few tags or pages need, then calls `after`. If it cannot be loaded, as where the page's policy refuses it, the tag
 * does without it.
 */
export async function load<T>(file: string, use: (module: T) => unknown, after?: () => void): Promise<void> {
  const url = folder + file;
  try {
    if (folder || importOwn)
      await use(
        (await (files[url] ??=
          importOwn && !folder ? importOwn(file) : import(/* webpackIgnore: true */ /* @vite-ignore */ url))) as T,
      );
  } catch {
    // Nothing depends on it; the next use tries again.
    delete files[url];
  }
  after?.();
}
