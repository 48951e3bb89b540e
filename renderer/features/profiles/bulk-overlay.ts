/** Opens a change of many profiles: `{ type: 'group' | 'region' | 'rename', names }`. */
export const bulkOverlay = 'profiles-bulk'
