/** The folder of the parser and the grammar; undefined where they were not fetched. */
export declare function powershellGrammar(): string | undefined
/** Fetches both once; says in one line where they cannot be had. */
export declare function ensurePowershellGrammar(): Promise<void>
