export type Target = 'page' | 'cli' | 'electron'
/** Hash of the sources, the bundler's rules and the locked dependencies of one product. */
export declare function sourceHash(target: Target): Promise<string>
/** Where a product is built to. */
export declare function productFolder(target: Target, dist?: string): string
/** True unless the product is there, whole, and made from the sources as they are. */
export declare function isStale(target: Target, dist?: string): Promise<boolean>
/** Marks a product as built from sources with this hash. */
export declare function markBuilt(target: Target, sources: string, dist?: string): Promise<void>
