/** The texts to copy, by their purpose. `esc-…-config` gives credentials as aws:accessKey, aws:secretKey and aws:token. */
export const snippetGroups = {
  pipeline: ['github', 'gitlab', 'azure'],
  esc: ['esc-oidc', 'esc-static', 'esc-oidc-config', 'esc-static-config'],
  program: ['typescript', 'python', 'go', 'csharp', 'java', 'yaml'],
  check: ['local-check'],
} as const

export const snippetKinds = [
  ...snippetGroups.pipeline,
  ...snippetGroups.esc,
  ...snippetGroups.program,
  ...snippetGroups.check,
] as const

export type SnippetGroup = keyof typeof snippetGroups
export type SnippetKind = (typeof snippetKinds)[number]
