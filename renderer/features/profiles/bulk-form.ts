import { createStore } from '../../ui/store.ts'

export interface BulkForm {
  readonly type: 'group' | 'region' | 'rename'
  /** The profiles to change; absent: the current selection. */
  readonly names?: readonly string[]
}

/** The open form for changing many profiles, in the panel or, without room for it, in a dialog. */
export const bulkForm = createStore<BulkForm | undefined>(undefined)
