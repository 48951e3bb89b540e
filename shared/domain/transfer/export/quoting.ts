/** How one dialect writes a value so that its reader gets the same characters back; undefined when it cannot. */
export type Quote = (value: string) => string | undefined

// Without `=`: zsh takes `=name` for the path of a program, even after the first `=` of an assignment.
const plain = /^[A-Za-z0-9_./+:@,-]+$/
const plainInDotenv = /^[A-Za-z0-9_./+=:@,-]+$/
// An environment variable cannot hold NUL; half a surrogate pair cannot be written as UTF-8.
const unwritable = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

function guarded(quote: Quote): Quote {
  return (value) => (unwritable.test(value) ? undefined : quote(value))
}

/** bash and zsh: only the quote itself is special between single quotes. */
export const quotePosix: Quote = guarded((value) =>
  plain.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`,
)

/** fish: backslash and quote are special between single quotes. */
export const quoteFish: Quote = guarded((value) =>
  plain.test(value) ? value : `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
)

/** PowerShell takes curly single quotes for plain ones, so each of them is doubled. */
export const quotePowerShell: Quote = guarded(
  (value) => `'${value.replace(/['\u2018\u2019\u201A\u201B]/g, (quote) => quote + quote)}'`,
)

/**
 * cmd has no way to write every value: `%` and `!` expand even inside quotes, a quote ends them, a line end ends the
 * command.
 */
export const quoteCmd: Quote = guarded((value) =>
  /[%!"^\u0000-\u001F\u007F]/.test(value) ? undefined : value,
)

/**
 * Readers of .env files disagree about escapes, so only spellings that all of them read alike are used: bare, or one
 * kind of quotes around a value without that quote, without backslash, `$` and line end.
 */
export const quoteDotenv: Quote = guarded((value) => {
  if (plainInDotenv.test(value)) return value
  if (/[\u0000-\u001F\u007F\\]/.test(value)) return undefined
  if (!value.includes("'")) return `'${value}'`
  return /["$`]/.test(value) ? undefined : `"${value}"`
})
