/**
 * Bundles a program for Node into a folder. Rejects when files of a CommonJS bundle load each other in a circle, or one
 * holds an import() that bin/load-bundle.cjs could not do.
 */
export declare function bundleForNode(input: string, dir: string, format: 'esm' | 'cjs'): Promise<void>
