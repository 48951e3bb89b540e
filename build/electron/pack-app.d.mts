/** Names the environment variable that hands the folder of the packed app on to the suite. */
export declare const packedVariable: string
/** Name of the app's program in that folder. */
export declare const executable: string
/** Runs electron-builder, which can fetch nothing. Rejects where it fails, with its output shown. */
export declare function electronBuilder(
  args: readonly string[],
  more?: Readonly<Record<string, string>>,
): Promise<void>
