/** Lays out what npm is to pack. Rejects where command or page are not built from the sources as they are. */
export declare function layOutPackage(folder: string, version?: string): Promise<void>
/** Packs a folder that was laid out; the path of the archive. */
export declare function packFolder(folder: string, destination: string): string
