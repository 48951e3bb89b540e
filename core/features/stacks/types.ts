import type { CoreContext } from '../../context.ts'

/** What the feature gets: it makes `profileUsers` itself. */
export type StackContext = Omit<CoreContext, 'profileUsers'>
