/** The first element of every key is the method of the contract, so that events can invalidate by method. */
export const keys = {
  snapshot: ['app.snapshot'] as const,
  profiles: ['profiles.list'] as const,
  profile: (name: string) => ['profiles.show', name] as const,
  settings: ['settings.get'] as const,
  active: ['active.get'] as const,
  lastChange: ['history.list', 'last'] as const,
  history: ['history.list', 'all'] as const,
  prompts: ['prompts.list'] as const,
}
