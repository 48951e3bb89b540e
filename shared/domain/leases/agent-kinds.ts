/** Coding agents with ready-made settings. */
export const knownAgents = ['claude-code', 'codex', 'cursor', 'gemini-cli', 'vscode'] as const
export type KnownAgent = (typeof knownAgents)[number]

/** The formats for the role of an agent. */
export const roleForms = ['cloudformation', 'pulumi-yaml', 'pulumi-typescript', 'cli'] as const
export type RoleForm = (typeof roleForms)[number]
