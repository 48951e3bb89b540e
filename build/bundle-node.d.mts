/**
 * Bundles a program for Node into a folder. Rejects when files of a CommonJS bundle load each other in a circle, or one
 * holds an import() that cli/start/load-bundle.ts could not do.
 */
export declare function bundleForNode(
  input: string,
  dir: string,
  format: 'esm' | 'cjs',
  name?: string,
): Promise<void>

/** Bundles the command: `main.cjs` with its files, and `start.cjs`, which bin/stackpass.cjs starts it by. */
export declare function bundleCommandLine(dir: string): Promise<void>
