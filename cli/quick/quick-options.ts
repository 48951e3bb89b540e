/** The options that `runQuickly` parses itself, declared once; the full parser uses them too. */
export const quickOptions = {
  useYes: ['--yes', 'do not ask about a production profile'],
  credentialsActive: ['--active', 'of whichever profile is active'],
  deleteYes: ['--yes', 'do not ask'],
  json: ['--json', 'print the reply as JSON'],
  listNames: ['--names', 'only names, one per line'],
} as const
