/** Opens the texts to copy for a stack; `{ roleArn, region, profile, stack }` fill them in. */
export const snippetsOverlay = 'stacks-snippets'
