/** Packages of the npm registry that carry Node, by version, each with the integrity of its archive. */
export declare const pinnedNodes: Readonly<Record<string, Readonly<Record<string, string>>>>
/** The package for this machine, if one is pinned. */
export declare function nodePackage(): string | undefined
/** Path of a Node that was fetched before; undefined when it was not. */
export declare function fetchedNode(name: string, version: string): string | undefined
