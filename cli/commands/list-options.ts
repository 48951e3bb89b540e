/** What `profiles list --sort` takes. */
export const sortings = ['name', 'group', 'account', 'kind', 'state', 'recent'] as const
