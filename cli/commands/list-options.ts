/** The values of `profiles list --sort`. */
export const sortings = ['name', 'group', 'account', 'kind', 'state', 'recent'] as const
