/** The messages of the hooks, the same in every shell. No quotes, `$` or backslash: the texts are inside shell strings. */
export const messages = {
  keys: 'AWS_ACCESS_KEY_ID is set in this shell, and most programs use it instead of AWS_PROFILE. Run',
  defaultProfile:
    'AWS_DEFAULT_PROFILE is set in this shell, and some programs use it instead of AWS_PROFILE. Run',
} as const
