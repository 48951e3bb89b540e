/** The texts that can be copied. `esc-…-config` gives credentials as aws:accessKey, aws:secretKey and aws:token. */
export const snippetKinds = [
  'github',
  'gitlab',
  'azure',
  'esc-oidc',
  'esc-static',
  'esc-oidc-config',
  'esc-static-config',
  'typescript',
  'python',
  'go',
  'csharp',
  'java',
  'yaml',
  'local-check',
] as const
