/** Whether a text contains something like AWS keys, so that a paste outside any field may open the import. */
export function looksLikeCredentials(text: string): boolean {
  return text.length < 1_000_000 && /\b(?:AKIA|ASIA)[A-Z0-9]{12,}/.test(text) && /secret|token/i.test(text)
}
