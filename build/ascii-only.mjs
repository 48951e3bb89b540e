const wide = /[^\0-\x7f]/
const noEscape = /\\[^\0-\x7f]|String\.raw`[^`]*[^\0-\x7f]/

/** @param {string} code @param {string} name of its file, for the error */
export function toAscii(code, name) {
  if (!wide.test(code)) return code
  if (noEscape.test(code)) throw new Error(`${name} holds a character that cannot be written as an escape.`)
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/**
 * One-byte text loads in half the time, so the command's bundle (cli/start/load-bundle.ts) is ASCII only. Other characters
 * become escapes, which mean the same in strings, templates and patterns, except in `String.raw` and after a backslash.
 * @returns {import('rolldown').Plugin}
 */
export const asciiOnly = () => ({
  name: 'ascii-only',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle))
      if (file.type === 'chunk') file.code = toAscii(file.code, file.fileName)
  },
})

/**
 * Throws if a file is not ASCII after all.
 * @param {readonly (import('rolldown').OutputChunk | import('rolldown').OutputAsset)[]} output
 */
export function refuseWide(output) {
  for (const file of output)
    if (file.type === 'chunk' && wide.test(file.code)) throw new Error(`${file.fileName} is not ASCII.`)
}
