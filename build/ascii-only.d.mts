/** Code that means the same and is ASCII. Throws where a character cannot be written as an escape. */
export declare function toAscii(code: string, name: string): string
