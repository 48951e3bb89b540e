export const fixAllOverlay = 'stacks-fix-all'
export const setProfilesOverlay = 'stacks-set-profiles'
