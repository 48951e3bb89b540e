import { createStore } from '../../ui/store.ts'

export interface BulkForm {
  readonly type: 'group' | 'region' | 'rename'
  /** The profiles that it is about; absent: those that are selected, whichever they are by now. */
  readonly names?: readonly string[]
}

/** The change of many profiles that is being filled in, in the panel or, without room for one, in a dialog. */
export const bulkForm = createStore<BulkForm | undefined>(undefined)
