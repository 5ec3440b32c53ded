// In:    the folder of PGlite's Postgres files.
// Out:   PGlite's file system on that folder, with files and folders readable by their owner only.
// Never: keeps the mode that PGlite requests: it uses chmod for each file, which umask cannot restrict.
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** Emscripten's file system operations that set a mode. https://emscripten.org/docs/api_reference/Filesystem-API.html */
interface FileSystemOperations {
  node_ops: { setattr: SetAttributes; mknod: MakeNode };
  stream_ops: { setattr: SetAttributes };
}
type SetAttributes = (target: unknown, attributes: { mode?: number | undefined }) => void;
type MakeNode = (parent: unknown, name: string, mode: number, device: number) => unknown;

/** File type and the owner's permissions; none for group and others. */
const OWNER_ONLY = ~0o077;

function makeModesPrivate({ node_ops, stream_ops }: FileSystemOperations): void {
  for (const operations of [node_ops, stream_ops]) {
    const { setattr } = operations;
    operations.setattr = (target, attributes) =>
      setattr(
        target,
        attributes.mode === undefined ? attributes : { ...attributes, mode: attributes.mode & OWNER_ONLY },
      );
  }
  const { mknod } = node_ops;
  node_ops.mknod = (parent, name, mode, device) => mknod(parent, name, mode & OWNER_ONLY, device);
}

export class PrivateNodeFS extends NodeFS {
  override async init(...given: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(...given);
    const preRun = [
      (module: unknown) => makeModesPrivate((module as { NODEFS: FileSystemOperations }).NODEFS),
      ...(emscriptenOpts.preRun ?? []),
    ] as NonNullable<typeof emscriptenOpts.preRun>;
    return { emscriptenOpts: { ...emscriptenOpts, preRun } };
  }
}
