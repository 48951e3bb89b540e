/** Path of Electron's binary, or undefined when it is not there. */
export declare function electronBinary(): Promise<string | undefined>
