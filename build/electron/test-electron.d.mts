/** Names the environment variables that hand the Electron to test in, or why there is none, on to the suite. */
export declare const binaryVariable: string
export declare const reasonVariable: string
/** The Electron to test in that is on this machine already. */
export declare function findTestElectron(): Promise<string | undefined>
