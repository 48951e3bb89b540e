export const fixAllOverlay = 'stacks-fix-all'
