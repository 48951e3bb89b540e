/** Coding agents that ready settings are made for. */
export const knownAgents = ['claude-code', 'codex', 'cursor', 'gemini-cli', 'vscode'] as const
export type KnownAgent = (typeof knownAgents)[number]

/** In what the role of an agent is written. */
export const roleForms = ['cloudformation', 'pulumi-yaml', 'pulumi-typescript', 'cli'] as const
export type RoleForm = (typeof roleForms)[number]
