/** Names the environment variable that hands the folder of the packed app on to the suite. */
export declare const packedVariable: string
