import { createStore } from '../../ui/store.ts'

export type ProfileDialog =
  | { readonly type: 'rename'; readonly name: string }
  | { readonly type: 'duplicate'; readonly name: string }
  | { readonly type: 'delete'; readonly names: readonly string[] }

/** The open dialog about profiles. */
export const profileDialog = createStore<ProfileDialog | undefined>(undefined)
