/** Opens the texts to copy for a stack. */
export const snippetsOverlay = 'stacks-snippets'

/** What is known about the stack, to fill in the texts. */
export interface SnippetsInput {
  readonly roleArn?: string | undefined
  readonly region?: string | undefined
  readonly profile?: string | undefined
  readonly stack?: string | undefined
  readonly runtime?: string | undefined
  readonly awsMajor?: number | undefined
  /** Lines in which the program creates its own providers, such as `index.ts:12`. */
  readonly ownProviders?: readonly string[] | undefined
}
