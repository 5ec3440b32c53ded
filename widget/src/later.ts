let folder: string | undefined;

/** Sets the folder of the files that are loaded when they are needed, as the served script does. Without it none is. */
export function loadFrom(url: string | undefined): void {
  folder = url;
}

/**
 * Uses a file that few tags or pages need, then calls `after`. If it cannot be loaded, as where the page's policy refuses it, the tag
 * does without it.
 */
export async function load<T>(file: string, use: (module: T) => unknown, after?: () => void): Promise<void> {
  try {
    if (folder) await use((await import(/* webpackIgnore: true */ /* @vite-ignore */ folder + file)) as T);
  } catch {
    // Nothing depends on it.
  }
  after?.();
}
