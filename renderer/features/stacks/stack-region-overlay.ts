export const regionOverlay = 'stacks-region'
