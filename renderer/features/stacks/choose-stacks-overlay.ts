/** Opens the choice of stacks for a profile; `{ profile }` fills in the profile, `{ stacks }` the keys of stacks. */
export const chooseStacksOverlay = 'stacks-set-profile'
