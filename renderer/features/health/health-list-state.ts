import { createListState } from '../../list/list-state.ts'

/** The cursor and the filter of Health, kept while the user is on other screens. */
export const healthList = createListState()
